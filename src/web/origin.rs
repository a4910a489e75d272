//! Where a request comes from (来处): the visitor, also where a reverse proxy (反向代理) stands before the site and hands on what it was asked.

use super::trouble::Trouble;
use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The visitor's address.
    pub address: IpAddr,
    /// Whether they speak TLS.
    pub is_secure: bool,
}

/// What a proxy tells of a hop: who asked it, and by which scheme.
type Hop<'h> = (&'h str, Option<&'h str>);

impl Origin {
    /// Where a request comes from: its peer, unless that is one of the proxies; then whom they name. `is_secure` is whether the site itself speaks TLS.
    ///
    /// # Errors
    /// Where a proxy hands on what cannot be read, or contradicts itself: nobody would know whom to count.
    pub fn find(request: &Request, proxies: &[IpAddr], is_secure: bool) -> Result<Origin, Trouble> {
        let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
        // One that did not come through a socket comes from this machine.
        let peer = connected.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip());
        let own = Origin { address: peer.to_canonical(), is_secure };
        match proxies.contains(&own.address) {
            true => own.handed_on(request.headers(), proxies),
            false => Ok(own),
        }
    }

    /// Where a request comes from that was looked at before.
    pub fn of(request: &Request) -> Origin {
        let unknown = Origin { address: IpAddr::V4(Ipv4Addr::LOCALHOST), is_secure: false };
        request.extensions().get().copied().unwrap_or(unknown)
    }

    /// Whom a proxy names. A proxy may leave either header as a visitor wrote it, so that both together must say the same.
    fn handed_on(self, headers: &HeaderMap, proxies: &[IpAddr]) -> Result<Origin, Trouble> {
        let [addresses, scheme, forwarded] =
            ["x-forwarded-for", "x-forwarded-proto", "forwarded"].map(|name| list(headers, name));
        let (addresses, scheme, forwarded) = (addresses?, scheme?, forwarded?);
        let scheme = scheme.rsplit(',').next().map(str::trim).filter(|scheme| !scheme.is_empty());
        let plain = || parts(&addresses).map(|address| (address, scheme));
        match (addresses.is_empty() && scheme.is_none(), forwarded.is_empty()) {
            (true, true) => Ok(self),
            (false, true) => self.through(plain(), (proxies, scheme)),
            (true, false) => self.through(parts(&forwarded).map(hop), (proxies, None)),
            (false, false) => {
                let origin = self.through(plain(), (proxies, scheme))?;
                let other = self.through(parts(&forwarded).map(hop), (proxies, None))?;
                if origin == other { Ok(origin) } else { Err(Trouble::ProxyUnclear) }
            }
        }
    }

    /// The last hop that is no proxy's: what stands before it may have been written by the visitor.
    fn through<'h>(
        self,
        hops: impl DoubleEndedIterator<Item = Hop<'h>>,
        (proxies, usual_scheme): (&[IpAddr], Option<&'h str>),
    ) -> Result<Origin, Trouble> {
        let (mut address, mut scheme) = (self.address, usual_scheme);
        for (from, by) in hops.rev() {
            scheme = by.or(scheme);
            // Who it was is not told.
            let Some(from) = node(from)? else { break };
            address = from;
            if !proxies.contains(&address) {
                break;
            }
        }
        let is_secure = match scheme.map(str::to_ascii_lowercase).as_deref() {
            None => self.is_secure,
            Some("https") => true,
            Some("http") => false,
            Some(_) => return Err(Trouble::ProxyUnclear),
        };
        Ok(Origin { address, is_secure })
    }
}

/// What the lines of a header come to.
fn list(headers: &HeaderMap, name: &str) -> Result<String, Trouble> {
    let lines: Result<Vec<&str>, _> = headers.get_all(name).into_iter().map(|line| line.to_str()).collect();
    lines.map(|lines| lines.join(",")).map_err(|_| Trouble::ProxyUnclear)
}

fn parts(list: &str) -> impl DoubleEndedIterator<Item = &str> {
    list.split(',').map(str::trim).filter(|part| !part.is_empty())
}

/// A hop of `Forwarded` (RFC 7239): `for=192.0.2.60;proto=https`.
fn hop(text: &str) -> Hop<'_> {
    let find = |wanted: &str| {
        let mut pairs = text.split(';').filter_map(|pair| pair.trim().split_once('='));
        pairs.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim_matches('"'))
    };
    (find("for").unwrap_or("unknown"), find("proto"))
}

/// An address as proxies write it: bare or in brackets, perhaps with a port; none where they do not tell.
fn node(text: &str) -> Result<Option<IpAddr>, Trouble> {
    if text.eq_ignore_ascii_case("unknown") || text.starts_with('_') {
        return Ok(None);
    }
    let bare = || text.parse::<IpAddr>().ok();
    let with_port = || text.parse::<SocketAddr>().ok().map(|address| address.ip());
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    let found = bare().or_else(with_port).or_else(bracketed).ok_or(Trouble::ProxyUnclear)?;
    Ok(Some(found.to_canonical()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    const PROXIES: [IpAddr; 2] = [IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1)), IpAddr::V4(Ipv4Addr::new(10, 0, 0, 2))];

    fn origin(peer: &str, headers: &[(&str, &str)]) -> Option<(String, bool)> {
        let mut request = Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        let peer: IpAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer, 40_000)));
        let found = Origin::find(&request, &PROXIES, false).ok()?;
        Some((found.address.to_string(), found.is_secure))
    }

    #[test]
    fn a_proxy_is_believed_and_nobody_else() {
        let told = [("x-forwarded-for", "192.0.2.7"), ("x-forwarded-proto", "https")];
        assert_eq!(origin("10.0.0.1", &told), Some(("192.0.2.7".to_owned(), true)));
        assert_eq!(origin("::ffff:10.0.0.1", &told), Some(("192.0.2.7".to_owned(), true)));
        assert_eq!(origin("192.0.2.9", &told), Some(("192.0.2.9".to_owned(), false)), "anybody could write that");
        assert_eq!(origin("10.0.0.1", &[]), Some(("10.0.0.1".to_owned(), false)), "the proxy looks itself");
    }

    #[test]
    fn what_the_visitor_wrote_before_it_does_not_count() {
        for (header, value) in [
            ("x-forwarded-for", "203.0.113.5, 192.0.2.7"),
            ("x-forwarded-for", "garbage, 192.0.2.7, 10.0.0.2"),
            ("x-forwarded-for", "192.0.2.7:51200"),
            ("forwarded", "for=203.0.113.5, for=192.0.2.7;proto=http"),
            ("forwarded", "for=\"a, For=192.0.2.7; by=10.0.0.2, for=10.0.0.2"),
        ] {
            assert_eq!(origin("10.0.0.1", &[(header, value)]), Some(("192.0.2.7".to_owned(), false)), "{value}");
        }
        let new = origin("10.0.0.1", &[("forwarded", "for=\"[2001:db8::7]:4711\";proto=https")]);
        assert_eq!(new, Some(("2001:db8::7".to_owned(), true)));
        for untold in ["for=unknown;proto=https", "for=_hidden;proto=https", "proto=https"] {
            assert_eq!(origin("10.0.0.1", &[("forwarded", untold)]), Some(("10.0.0.1".to_owned(), true)), "{untold}");
        }
    }

    #[test]
    fn nonsense_of_a_proxy_is_refused() {
        for headers in [
            &[("x-forwarded-for", "192.0.2.7, somebody")][..],
            &[("x-forwarded-for", "192.0.2.7"), ("x-forwarded-proto", "gopher")],
            &[("forwarded", "for=300.1.1.1")],
            &[("x-forwarded-for", "192.0.2.7"), ("forwarded", "for=192.0.2.8")],
            &[("x-forwarded-proto", "http"), ("forwarded", "for=192.0.2.8;proto=https")],
        ] {
            assert_eq!(origin("10.0.0.1", headers), None, "{headers:?}");
        }
        let agree = [
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-proto", "https"),
            ("forwarded", "for=192.0.2.7;proto=https"),
        ];
        assert_eq!(origin("10.0.0.1", &agree), Some(("192.0.2.7".to_owned(), true)));
    }
}
