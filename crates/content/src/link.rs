//! Links to pages elsewhere.

use domain::Link;

use crate::{
    fault::Sheet,
    read::{self, Keys},
    schema::{self, Group, local_text},
    yaml::Node,
};

/// Reads `url: …` and `label: …`.
pub(crate) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Link> {
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
pub(crate) fn schema() -> Group {
    Group::new("A page elsewhere.")
        .required("url", schema::https(), "Its address: https, without credentials.")
        .required("label", local_text(), "What to call it.")
}
