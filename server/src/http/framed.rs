//! Whether a request is for a page inside somebody else's page, and what that page wishes.

use app::{Frame, Theme};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    middleware::Next,
    response::Response,
};
use domain::Lang;

use crate::{config::Embed, site::Site};

/// Marks what came by an address below `/embed`.
#[derive(Debug, Clone, Copy)]
pub struct Framed;

/// What the host page wishes; every link inside the frame carries it on.
#[derive(Debug, Default)]
pub struct Wishes {
    host: Option<String>,
    locale: Option<String>,
    theme: Option<String>,
    identify: Option<String>,
}

impl Wishes {
    /// The wishes in an address.
    pub fn of(uri: &Uri) -> Self {
        let pairs: Vec<(String, String)> =
            serde_urlencoded::from_str(uri.query().unwrap_or_default()).unwrap_or_default();
        let mut wishes = Self::default();
        for (name, value) in pairs {
            let wish = match name.as_str() {
                "host" => &mut wishes.host,
                "locale" => &mut wishes.locale,
                "theme" => &mut wishes.theme,
                // Whoever says it once means it.
                "identify" if value == "token" => &mut wishes.identify,
                _ => continue,
            };
            wish.get_or_insert(value);
        }
        wishes
    }

    /// The language that is wished for, if we speak it.
    pub fn lang(&self) -> Option<Lang> {
        self.locale.as_deref()?.parse().ok()
    }

    /// Whether the host page says who it is by a token, so that an earlier sign-in is not believed.
    pub fn identifies(&self) -> bool {
        self.identify.is_some()
    }

    /// What a page in this frame is made with.
    pub fn frame(&self, embed: &Embed, site: &Site, headers: &HeaderMap) -> Frame {
        // A script puts the page's content into a document that has its styles.
        let loads_document = headers.get("sec-fetch-dest").is_none_or(|dest| dest != "empty");
        Frame {
            host: self.host.clone().filter(|origin| embed.allows(origin)),
            theme: self.theme.as_deref().and_then(Theme::of).unwrap_or_default(),
            identify: self.identifies(),
            css: loads_document.then(|| site.css.clone()),
        }
    }
}

/// A cookie by which a frame's script sees whether cookies are kept here. It says nothing.
const PROBE: &str = "__Host-deskside-probe=1; Path=/; Secure; SameSite=None; Partitioned; Max-Age=3600";

/// Lets a framed document see whether it may keep cookies.
pub async fn probe(request: Request, next: Next) -> Response {
    let is_document = request.method() == Method::GET;
    let mut response = next.run(request).await;
    if is_document && is_html(&response) {
        response
            .headers_mut()
            .append(header::SET_COOKIE, HeaderValue::from_static(PROBE));
    }
    response
}

fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
