//! `serve`: the site of one cooperative, until the program is told to stop.

use super::Session;
use super::arguments::{FontArguments, ServeArguments};
use crate::application::{Clock, Outcome};
use crate::storage::cooperative::Cooperative;
use crate::storage::db::Place;
use crate::web::{Listening, Settings, Site, TlsFiles, serve};
use std::process::ExitCode;
use std::sync::Arc;

impl Session<'_> {
    pub(super) fn serve(&mut self, arguments: &ServeArguments) -> Outcome<ExitCode> {
        let (_, cooperative) = self.open()?;
        let tls = arguments.tls_certificate.clone().zip(arguments.tls_key.clone());
        let tls = tls.map(|(certificate, key)| TlsFiles { certificate, key });
        let listening = Listening { address: arguments.listen, tls, proxies: arguments.proxies.clone() };
        let clock = Arc::clone(self.clock);
        self.serve_site(cooperative, (&listening, arguments.requests_per_second), clock)
    }

    /// Serves a cooperative's site by a clock.
    pub(super) fn serve_site(
        &self,
        cooperative: Cooperative,
        (listening, requests_per_second): (&Listening, u32),
        clock: Clock,
    ) -> Outcome<ExitCode> {
        let name = cooperative.name.clone();
        let site = Site::new(Settings {
            place: Place::new(self.arguments.data()),
            cooperative,
            clock,
            chance: Arc::clone(self.chance),
            is_secure: listening.tls.is_some(),
            proxies: listening.proxies.clone(),
            fonts: self.fonts(&FontArguments::default())?,
            requests_per_second,
        });
        let scheme = if listening.tls.is_some() { "https" } else { "http" };
        serve(site, listening, &mut |address| {
            self.output.say(
                &format!("{name}的网站：{scheme}://{address}/　按 Ctrl-C 停止"),
                &format!("The site of {name}: {scheme}://{address}/ — Ctrl-C stops it"),
            );
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
