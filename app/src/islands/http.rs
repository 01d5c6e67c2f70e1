//! Asks the server, as whoever is signed in here: by cookie at the top level, and in a frame by what it was given.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, RequestRedirect, Response, ResponseType, UrlSearchParams};

use super::{dom::window, frame};

/// A request. Whoever is sent elsewhere has to sign in: here, or at a proxy whose own sign-in has ended, where a script
/// may not follow.
pub struct Request<'a> {
    address: &'a str,
    init: RequestInit,
}

impl<'a> Request<'a> {
    /// Asks for something; `accept` is the type of the answer.
    pub fn get(address: &'a str, accept: &str) -> Self {
        let (init, headers) = (RequestInit::new(), Object::new());
        // It fails only for what is not an object.
        let _ = Reflect::set(&headers, &"accept".into(), &accept.into());
        init.set_headers(&headers);
        init.set_redirect(RequestRedirect::Manual);
        Self { address, init }
    }

    /// Posts the fields of a form, to be answered as JSON.
    pub fn post(address: &'a str, fields: &UrlSearchParams) -> Self {
        let request = Self::get(address, "application/json");
        request.init.set_method("POST");
        request.init.set_body(fields);
        request
    }

    /// Lets it be broken off.
    pub fn until(self, signal: &AbortSignal) -> Self {
        self.init.set_signal(Some(signal));
        self
    }

    /// Sends it. Fails when no answer came.
    pub async fn send(self) -> Result<Response, JsValue> {
        let sent = frame::fetch(self.address, &self.init)
            .unwrap_or_else(|| window().fetch_with_str_and_init(self.address, &self.init));
        JsFuture::from(sent).await?.dyn_into()
    }
}

/// Whether the answer says that nobody is signed in.
pub fn is_signed_out(response: &Response) -> bool {
    response.status() == 401 || response.type_() == ResponseType::Opaqueredirect
}

/// What the answer says.
pub async fn text(response: &Response) -> Result<String, JsValue> {
    let text = JsFuture::from(response.text()?).await?;
    Ok(text.as_string().unwrap_or_default())
}
