//! Pages for whoever looks after Deskside.

mod content;
mod explain;
mod limits;
mod sign_ins;
mod value;

use jiff::SignedDuration;

use crate::{
    PageContext,
    pages::{self, NotExplained},
};

pub use content::*;
pub use explain::*;
pub use limits::*;
pub use sign_ins::*;
pub use value::*;

/// Every page for whoever looks after Deskside, by name, and the sign-ins as everybody else sees them: it is the same page.
pub fn admin_pages(page: &PageContext) -> Vec<(String, String)> {
    let keep = SignedDuration::from_hours(20 * 24);
    let explained = |answer| pages::explain(page, &explain_view(answer));
    [
        ("sign-ins", pages::sign_ins(page, &sign_ins(false))),
        ("admin-sign-ins", pages::sign_ins(page, &sign_ins(true))),
        ("admin-content", pages::content(page, &content())),
        ("admin-content-refused", pages::content(page, &refused_content())),
        ("value", pages::value(page, &value_page(), keep)),
        ("value-nothing", pages::value(page, &no_value(), keep)),
        ("limits", pages::limits(page, &limits_page())),
        ("explain", explained(None)),
        ("explain-refused", explained(Some(Ok(refused())))),
        ("explain-not-theirs", explained(Some(Ok(not_theirs())))),
        (
            "explain-unavailable",
            explained(Some(Err(NotExplained::Unavailable))),
        ),
    ]
    .map(|(name, html)| (name.to_owned(), html))
    .into()
}
