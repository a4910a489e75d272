//! Listening: with or without TLS, until somebody says stop.

use super::dispatch::router;
use super::site::Site;
use crate::application::{Failure, Outcome};
use crate::domain::refusal::CooperativeRefusal;
use axum::Router;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// For how long requests under way are waited for, once somebody said stop.
const GRACE: Duration = Duration::from_secs(30);
/// How long the head of a request may take to come, and an idle connection is kept.
const LONGEST_HEAD: Duration = Duration::from_secs(30);

/// The files of a certificate.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, with those that vouch for it (PEM).
    pub certificate: PathBuf,
    /// Its key (PEM).
    pub key: PathBuf,
}

/// Where to listen.
#[derive(Clone, Debug)]
pub struct Listening {
    /// The address.
    pub address: SocketAddr,
    /// The certificate, where it is reached through TLS.
    pub tls: Option<TlsFiles>,
    /// Reverse proxies that hand requests on.
    pub proxies: Vec<IpAddr>,
}

/// Serves a site until the program is told to stop; what is under way is finished first. `ready` is told the address, once it listens.
///
/// # Errors
/// Where the address is taken, or the certificate cannot be used.
pub fn serve(site: Site, listening: &Listening, ready: &mut dyn FnMut(SocketAddr)) -> Outcome<()> {
    let unusable = |error: std::io::Error| {
        let (address, reason) = (listening.address.to_string(), error.to_string());
        Failure::refused(CooperativeRefusal::AddressUnusable { address, reason })
    };
    let tls = listening.tls.as_ref().map(tls).transpose()?;
    let listener = TcpListener::bind(listening.address).map_err(unusable)?;
    listener.set_nonblocking(true).map_err(unusable)?;
    let address = listener.local_addr().map_err(unusable)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(unusable)?;
    // It is left last: connections of PostgreSQL end outside of the runtime.
    let site = Arc::new(site);
    let service = router(Arc::clone(&site)).into_make_service_with_connect_info::<SocketAddr>();
    start_log();
    ready(address);
    let served = runtime.block_on(listen(listener, tls, service));
    drop(runtime);
    served.map_err(unusable)
}

async fn listen(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    service: IntoMakeServiceWithConnectInfo<Router, SocketAddr>,
) -> std::io::Result<()> {
    let handle = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        told_to_stop().await;
        stopping.graceful_shutdown(Some(GRACE));
    });
    match tls {
        Some(config) => {
            let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
            hurry(server.http_builder());
            server.serve(service).await
        }
        None => {
            let mut server = axum_server::from_tcp(listener)?.handle(handle);
            hurry(server.http_builder());
            server.serve(service).await
        }
    }
}

/// Who has connected says soon what they want, and keeps a connection for no longer than it is of use.
fn hurry(builder: &mut Builder<TokioExecutor>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(LONGEST_HEAD);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(LONGEST_HEAD).keep_alive_timeout(LONGEST_HEAD);
}

/// Waits for Ctrl-C, or for the system to say that it is time.
async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// A line of JSON a request, on standard error.
fn start_log() {
    let log = tracing_subscriber::fmt().json().flatten_event(true).with_target(false).with_writer(std::io::stderr);
    // One that is there already, as in a test, stays.
    let _ = log.try_init();
}

fn tls(files: &TlsFiles) -> Outcome<RustlsConfig> {
    let unusable = |path: &Path, reason: String| {
        let file = path.display().to_string();
        Failure::refused(CooperativeRefusal::CertificateFileUnusable { file, reason })
    };
    let of_certificate = |error: rustls::pki_types::pem::Error| unusable(&files.certificate, error.to_string());
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_file_iter(&files.certificate)
        .map_err(of_certificate)?
        .collect::<Result<_, _>>()
        .map_err(of_certificate)?;
    let key = PrivateKeyDer::from_pem_file(&files.key).map_err(|error| unusable(&files.key, error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&files.certificate, error.to_string()))?;
    let mut config = config
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(|error| unusable(&files.certificate, error.to_string()))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(RustlsConfig::from_config(Arc::new(config)))
}
