//! What one can do oneself.

use domain::{Link, SelfHelp};

use crate::{
    fault::Sheet,
    read::{self, Keys},
    schema::{self, Group, local_text},
    yaml::Node,
};

/// Reads one piece of advice.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<SelfHelp> {
    let mut keys = Keys::open("a piece of advice", key, node, sheet)?;
    let text = keys.required("text", read::local_text);
    let link = keys.optional("link", link);
    keys.close();
    Some(SelfHelp {
        text: text?.value,
        link: link.map(|at| at.value),
    })
}

/// Reads a link.
fn link(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Link> {
    let mut keys = Keys::open("a link", key, node, sheet)?;
    let url = keys.required("url", read::https);
    let label = keys.required("label", read::local_text);
    keys.close();
    Some(Link {
        url: url?.value,
        label: label?.value,
    })
}

/// What it looks like.
pub(super) fn schema() -> Group {
    let link = Group::new("A page that tells more.")
        .required("url", schema::https(), "Its address: https, without credentials.")
        .required("label", local_text(), "What to call it.");
    Group::new("A piece of advice.")
        .required("text", local_text(), "What to do.")
        .optional("link", link, "Where to read more.")
}
