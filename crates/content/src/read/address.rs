//! Addresses of pages.

use url::Url;

use super::text;
use crate::{fault::Sheet, yaml::Node};

/// An address on the web that is safe to offer to anybody: https, and no credentials in it.
pub(crate) fn https(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<String> {
    let written = text(key, node, sheet)?;
    let (what, remedy) = match Url::parse(&written) {
        Err(error) => (
            format!("`{written}` is not an address: {error}"),
            "write it in full, such as `https://it.example.com/help`",
        ),
        Ok(url) if url.scheme() != "https" => (
            format!("`{key}` must begin with `https://`"),
            "write the page's address with `https://`, such as `https://it.example.com/help`",
        ),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => (
            format!("`{key}` has a user name or password in it, which everybody could read"),
            "take it out",
        ),
        Ok(url) => return Some(url.into()),
    };
    sheet.add(node.place, what, remedy);
    None
}
