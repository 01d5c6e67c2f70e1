//! What one can do oneself.

use domain::SelfHelp;

use crate::{
    fault::Sheet,
    link,
    read::{self, Keys},
    schema::{Group, local_text},
    yaml::Node,
};

/// Reads one piece of advice.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<SelfHelp> {
    let mut keys = Keys::open("a piece of advice", key, node, sheet)?;
    let text = keys.required("text", read::local_text);
    let link = keys.optional("link", link::read);
    keys.close();
    Some(SelfHelp {
        text: text?.value,
        link: link.map(|at| at.value),
    })
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("A piece of advice.")
        .required("text", local_text(), "What to do.")
        .optional("link", link::schema(), "Where to read more.")
}
