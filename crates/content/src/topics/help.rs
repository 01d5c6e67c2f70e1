//! What one can do oneself.

use domain::{Link, SelfHelp};

use crate::{
    fault::Sheet,
    read::{self, Keys},
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
pub(super) fn link(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Link> {
    let mut keys = Keys::open("a link", key, node, sheet)?;
    let url = keys.required("url", read::https);
    let label = keys.required("label", read::local_text);
    keys.close();
    Some(Link {
        url: url?.value,
        label: label?.value,
    })
}
