//! What one request came to, when it came to nothing, and what that means for a ticket.

use std::time::Duration;

use super::chain;
use crate::Fault;

#[derive(Debug)]
pub(crate) enum Trouble {
    /// It cannot be sent.
    Unsendable(String),
    /// There was no connection: nothing was sent.
    NotSent(String),
    /// It was sent, and no whole answer came.
    NoAnswer(String),
    /// Another status than a success.
    Status {
        status: u16,
        words: Option<String>,
        retry_after: Option<Duration>,
    },
    /// A success that cannot be read.
    Unreadable(String),
}

impl Trouble {
    /// Of a request that makes something.
    pub(crate) fn of_making(self) -> Fault {
        match self {
            Self::NoAnswer(_) | Self::Unreadable(_) => Fault::Unknown {
                why: self.words(),
                retry_after: None,
            },
            // A proxy's time-out, a desk that stumbles over what it has made, a form that leads on: any of them may
            // stand between us and a ticket. A refusal for a while, 429, is made before anything is.
            Self::Status {
                status: 100..=399 | 408 | 409 | 500..,
                retry_after,
                ..
            } => Fault::Unknown {
                why: self.words(),
                retry_after,
            },
            _ => self.of_asking(),
        }
    }

    /// Of a request that makes nothing.
    pub(crate) fn of_asking(self) -> Fault {
        match self {
            Self::NotSent(_) | Self::NoAnswer(_) | Self::Unreadable(_) => Fault::Busy {
                why: self.words(),
                retry_after: None,
            },
            Self::Status {
                status: 408 | 409 | 429 | 500..,
                retry_after,
                ..
            } => Fault::Busy {
                why: self.words(),
                retry_after,
            },
            Self::Status { status, .. } => Fault::Refused {
                status: Some(status),
                why: self.words(),
            },
            Self::Unsendable(_) => Fault::Refused {
                status: None,
                why: self.words(),
            },
        }
    }

    /// Of a request for a token. Whatever its refusal says (RFC 6749, 5.2: most are 400), it is about the credentials.
    pub(crate) fn of_signing_in(self) -> Fault {
        match self.of_asking() {
            Fault::Refused {
                status: Some(400..=499),
                why,
            } => Fault::Refused {
                status: Some(401),
                why: format!("there is no token for these credentials: {why}"),
            },
            other => other,
        }
    }

    fn words(&self) -> String {
        match self {
            Self::Unsendable(detail) => format!("the request cannot be sent ({detail})"),
            Self::NotSent(detail) => format!("no connection ({detail})"),
            Self::NoAnswer(detail) => format!("no whole answer ({detail})"),
            Self::Unreadable(detail) => format!("the answer cannot be read ({detail})"),
            Self::Status { status, words, .. } => {
                let hint = match status {
                    300..=399 => "; redirects are not followed, check the address",
                    _ => "",
                };
                match words {
                    Some(words) => format!("status {status}: {words}{hint}"),
                    None => format!("status {status}{hint}"),
                }
            }
        }
    }
}

impl From<reqwest::Error> for Trouble {
    fn from(error: reqwest::Error) -> Self {
        // The query may be about a person.
        let error = error.without_url();
        let detail = chain(&error);
        if error.is_builder() {
            Self::Unsendable(detail)
        } else if error.is_connect() {
            Self::NotSent(detail)
        } else {
            Self::NoAnswer(detail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Trouble {
        Trouble::Status {
            status,
            words: None,
            retry_after: None,
        }
    }

    #[test]
    fn only_what_certainly_made_nothing_is_said_to_have_made_nothing() {
        for (code, making, asking) in [
            (302, "unknown", "refused"),
            (400, "refused", "refused"),
            (401, "refused", "refused"),
            (404, "refused", "refused"),
            (408, "unknown", "busy"),
            (409, "unknown", "busy"),
            (413, "refused", "refused"),
            (429, "busy", "busy"),
            (500, "unknown", "busy"),
            (502, "unknown", "busy"),
            (503, "unknown", "busy"),
            (504, "unknown", "busy"),
        ] {
            assert_eq!(status(code).of_making().code(), making, "{code}");
            assert_eq!(status(code).of_asking().code(), asking, "{code}");
        }
        let Fault::Refused { status: told, .. } = status(400).of_signing_in() else {
            panic!("a refused token is refused");
        };
        assert_eq!(told, Some(401), "it is about the credentials");
        assert_eq!(status(429).of_signing_in().code(), "busy");
        assert_eq!(Trouble::NotSent(String::new()).of_making().code(), "busy");
        assert_eq!(Trouble::NoAnswer(String::new()).of_making().code(), "unknown");
        assert_eq!(Trouble::Unreadable(String::new()).of_making().code(), "unknown");
    }
}
