use std::{error::Error, io};

/// What stood in the way of a connection: each is somebody else's to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConnectCause {
    /// The host's name could not be resolved.
    Name,
    /// The host, or something on the way, refused the connection.
    Refused,
    /// Nothing answered in time, as where a firewall drops what it does not like.
    TimedOut,
    /// The proxy that the environment names did not lead on.
    Proxy,
    /// The host showed a certificate that is not trusted here, or not its own.
    Certificate,
    /// What answered does not speak TLS, or none that both know.
    Tls,
    /// Anything else; the detail says what.
    Other,
}

impl ConnectCause {
    /// The cause of an error that means that there was no connection.
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        let mut cause: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(error) = cause {
            if let Some(known) = Self::known(error) {
                return known;
            }
            cause = error.source();
        }
        match error.is_timeout() {
            true => Self::TimedOut,
            false => Self::Other,
        }
    }

    fn known(error: &(dyn Error + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Self::of_io(error);
        }
        // The HTTP library has no types for these two that others could see.
        let words = error.to_string();
        let begins = [("dns error", Self::Name), ("tunnel error", Self::Proxy)];
        let found = begins
            .into_iter()
            .find(|(beginning, _)| words.starts_with(beginning));
        found.map(|(_, cause)| cause)
    }

    /// What an I/O error wraps is not among its sources.
    fn of_io(error: &io::Error) -> Option<Self> {
        let inner = error.get_ref();
        if let Some(inner) = inner.and_then(|inner| inner.downcast_ref::<io::Error>()) {
            return Self::of_io(inner);
        }
        if let Some(inner) = inner.and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            return Some(Self::of_tls(inner));
        }
        match error.kind() {
            io::ErrorKind::ConnectionRefused => Some(Self::Refused),
            io::ErrorKind::TimedOut => Some(Self::TimedOut),
            _ => None,
        }
    }

    fn of_tls(error: &rustls::Error) -> Self {
        match error {
            rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented => {
                Self::Certificate
            }
            _ => Self::Tls,
        }
    }
}
