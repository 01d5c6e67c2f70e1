//! Starting and stopping a portal.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use axum::http::Uri;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    desk::Desk,
    http,
    key::{KeyError, SigningKey},
    options::Options,
    sessions::Sessions,
    signature::{NoSecret, Secret},
    state::State,
};

/// Why a portal cannot start.
#[derive(Debug, Error)]
pub enum StartError {
    /// An address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// Deskside is not where a browser could find it.
    #[error("{0:?} is no address of Deskside; it has to be like https://it.example.com")]
    Deskside(String),
    /// The desk's secret is none.
    #[error(transparent)]
    Desk(#[from] NoSecret),
    /// There is no key to sign tokens with.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// A portal that has its addresses and does not answer yet.
#[derive(Debug)]
pub struct Portal {
    options: Options,
    address: SocketAddr,
    listeners: Vec<TcpListener>,
}

impl Portal {
    /// Takes the addresses that it will answer on.
    ///
    /// # Errors
    /// When the address is taken. That it can be had in one of its two loopback forms only is none.
    pub async fn bind(options: Options) -> Result<Self, StartError> {
        let failed = |source| StartError::Listen {
            address: options.listen,
            source,
        };
        let listener = TcpListener::bind(options.listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let mut listeners = vec![listener];
        if address.is_ipv4() && address.ip().is_loopback() {
            let sibling = SocketAddr::from((IpAddr::from(Ipv6Addr::LOCALHOST), address.port()));
            listeners.extend(TcpListener::bind(sibling).await);
        }
        Ok(Self {
            options,
            address,
            listeners,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its origin as a browser has it. On this machine that is `localhost`, which is another site than the
    /// `127.0.0.1` that Deskside may be at.
    #[must_use]
    pub fn origin(&self) -> String {
        let ip = self.address.ip();
        if ip.is_loopback() || ip.is_unspecified() {
            format!("http://localhost:{}", self.address.port())
        } else {
            format!("http://{}", self.address)
        }
    }

    /// The `iss` of its tokens.
    #[must_use]
    pub fn issuer(&self) -> String {
        self.options.issuer.clone().unwrap_or_else(|| self.origin())
    }

    /// Where the public half of its key is.
    #[must_use]
    pub fn jwks_url(&self) -> String {
        format!("{}/jwks.json", self.origin())
    }

    /// Where its service desk takes reports, if it has one.
    #[must_use]
    pub fn desk_url(&self) -> String {
        format!("http://{}/desk", self.address)
    }

    /// Begins to answer, with Deskside at this address, of which the origin counts.
    ///
    /// # Errors
    /// When the address is none, or no key can be made.
    pub fn serve(self, deskside: &str) -> Result<Running, StartError> {
        let deskside = origin_of(deskside).ok_or_else(|| StartError::Deskside(deskside.to_owned()))?;
        let (address, origin, jwks_url) = (self.address, self.origin(), self.jwks_url());
        let secret = self.options.desk.as_deref().map(Secret::read).transpose()?;
        let state = Arc::new(State {
            issuer: self.issuer(),
            origin: origin.clone(),
            desk: secret.map(Desk::new),
            options: self.options,
            deskside,
            key: SigningKey::generate()?,
            sessions: Sessions::default(),
        });
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        for listener in self.listeners {
            let serving = axum::serve(listener, http::router(state.clone()))
                .with_graceful_shutdown(stop.clone().cancelled_owned());
            tasks.spawn(serving.into_future());
        }
        tasks.close();
        Ok(Running {
            address,
            origin,
            issuer: state.issuer.clone(),
            jwks_url,
            stop,
            tasks,
        })
    }
}

/// A running portal. Dropping it stops it as well, but does not wait for the end.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Its origin as a browser has it.
    pub origin: String,
    /// The `iss` of its tokens.
    pub issuer: String,
    /// Where the public half of its key is.
    pub jwks_url: String,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Running {
    /// Stops it: what was asked is still answered.
    pub async fn shutdown(self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// The scheme, host and port of an address.
fn origin_of(address: &str) -> Option<String> {
    let uri = Uri::from_str(address).ok()?;
    let scheme = uri
        .scheme_str()
        .filter(|scheme| ["http", "https"].contains(scheme))?;
    let authority = uri
        .authority()
        .filter(|authority| !authority.as_str().contains('@'))?;
    Some(format!("{scheme}://{authority}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_the_origin_counts() {
        assert_eq!(
            origin_of("https://it.example.com:8443/embed?x=y").as_deref(),
            Some("https://it.example.com:8443")
        );
        for wrong in [
            "it.example.com",
            "ftp://it.example.com",
            "https://a@b",
            "https://a b",
            "",
            "/x",
        ] {
            assert_eq!(origin_of(wrong), None, "{wrong}");
        }
    }
}
