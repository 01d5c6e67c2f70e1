//! Asks the server, as whoever is signed in here: by cookie at the top level, and in a frame by what it was given.

use gloo_net::{
    Error,
    http::{Request as Sent, RequestBuilder, Response},
};
use web_sys::{AbortSignal, RequestRedirect, ResponseType, UrlSearchParams};

use super::frame;

/// A request. Whoever is sent elsewhere has to sign in: here, or at a proxy whose own sign-in has ended, where a script
/// may not follow.
pub struct Request<'a> {
    address: &'a str,
    accept: &'a str,
    fields: Option<&'a UrlSearchParams>,
    signal: Option<&'a AbortSignal>,
    refreshes: bool,
}

impl<'a> Request<'a> {
    /// Asks for something; `accept` is the type of the answer.
    pub const fn get(address: &'a str, accept: &'a str) -> Self {
        Self {
            address,
            accept,
            fields: None,
            signal: None,
            refreshes: false,
        }
    }

    /// Posts the fields of a form, to be answered as JSON.
    pub const fn post(address: &'a str, fields: &'a UrlSearchParams) -> Self {
        Self {
            fields: Some(fields),
            ..Self::get(address, "application/json")
        }
    }

    /// Lets it be broken off.
    pub const fn until(self, signal: &'a AbortSignal) -> Self {
        Self {
            signal: Some(signal),
            ..self
        }
    }

    /// Says that nobody has done anything: the page keeps itself up to date, which keeps no session alive.
    pub const fn refreshing(self) -> Self {
        Self {
            refreshes: true,
            ..self
        }
    }

    /// Sends it; in a frame once more when the session had ended and the host page has renewed it. Fails when no answer
    /// came.
    pub async fn send(&self) -> Result<Response, Error> {
        let response = self.once().await?;
        if response.status() == 401 && frame::renew().await {
            return self.once().await;
        }
        Ok(response)
    }

    async fn once(&self) -> Result<Response, Error> {
        let request = match self.fields {
            Some(fields) => self.dressed(Sent::post(self.address)).body(fields)?,
            None => self.dressed(Sent::get(self.address)).build()?,
        };
        request.send().await
    }

    fn dressed(&self, request: RequestBuilder) -> RequestBuilder {
        let mut request = request
            .header("accept", self.accept)
            .redirect(RequestRedirect::Manual)
            .abort_signal(self.signal);
        if self.refreshes {
            request = request.header("deskside-refresh", "1");
        }
        match frame::authorization() {
            Some(authorization) => request.header("authorization", &authorization),
            None => request,
        }
    }
}

/// Whether the answer says that nobody is signed in.
pub fn is_signed_out(response: &Response) -> bool {
    response.status() == 401 || response.type_() == ResponseType::Opaqueredirect
}
