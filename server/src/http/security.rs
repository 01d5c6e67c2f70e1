//! The headers that every answer carries, with a nonce of its own for each page.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::brand;
use crate::{dress, state::AppState};

/// What marks a page's own scripts. New for each request.
#[derive(Debug, Clone)]
pub struct Nonce(pub Arc<str>);

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The places whose headers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A page that may stand in a frame.
    Frame,
    /// A step of a sign-in, which may be in a pop-up.
    SignIn,
    /// What other pages load.
    Loader,
    /// A file of the company's look.
    Brand,
    /// Everything else.
    Top,
}

impl Place {
    fn of(path: &str) -> Self {
        if path == "/embed" || path.starts_with("/embed/") {
            Self::Frame
        } else if path == "/sign-in" || path.starts_with("/sign-in/") {
            Self::SignIn
        } else if path.starts_with(dress::FOLDER) {
            Self::Brand
        } else if path.starts_with("/embed.") && path.ends_with(".js") {
            Self::Loader
        } else {
            Self::Top
        }
    }
}

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        header::STRICT_TRANSPORT_SECURITY,
        "max-age=31536000; includeSubDomains",
    ),
    (OPENER_POLICY, "same-origin"),
    (RESOURCE_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Adds the headers. Browsers ignore the one about TLS where there is none.
pub async fn headers(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let place = Place::of(request.uri().path());
    let nonce: Arc<str> = leptos::nonce::Nonce::new().to_string().into();
    request.extensions_mut().insert(Nonce(nonce.clone()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(&nonce, place, &state)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    match place {
        // The pop-up of a frame speaks with it in the end; a policy of its own would part them.
        Place::SignIn => {
            headers.insert(OPENER_POLICY, HeaderValue::from_static("unsafe-none"));
        }
        // Loaded by pages of others, with a check of its digest.
        Place::Loader => {
            headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        Place::Frame | Place::Brand | Place::Top => {}
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        );
    }
    response
}

/// Nothing from anywhere but here, no inline code but what carries the nonce, and no frame around it but where the
/// configuration names the page around it.
fn content_security_policy(nonce: &str, place: Place, state: &AppState) -> String {
    if place == Place::Brand {
        return brand::POLICY.to_owned();
    }
    let framed = place == Place::Frame;
    let styles = if framed {
        format!("'self' 'nonce-{nonce}'")
    } else {
        "'self'".to_owned()
    };
    let mut policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src {styles}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; form-action 'self'"
    );
    policy.push_str("; base-uri 'none'; frame-ancestors");
    let allowed = &state.embed.allowed_origins;
    if framed && !allowed.is_empty() {
        for origin in allowed {
            policy.push(' ');
            policy.push_str(&origin.to_string());
        }
    } else {
        policy.push_str(" 'none'");
    }
    policy
}
