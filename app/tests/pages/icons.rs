//! Icons stand in a sprite, of which pages know nothing but the names.

use std::collections::BTreeSet;

use crate::everything;

const SPRITE: &str = include_str!("../../../public/icons.svg");

/// What stands between each `before` and the next quote.
fn named<'a>(text: &'a str, before: &str) -> impl Iterator<Item = &'a str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

#[test]
fn every_icon_that_a_page_shows_is_in_the_sprite_and_every_other_way_round() {
    let pages = everything();
    let shown: BTreeSet<&str> = pages
        .iter()
        // It shows whatever the sprite has.
        .filter(|(name, _)| !name.starts_with("style guide"))
        .flat_map(|(_, html)| named(html, "<use href=\"/icons.svg#"))
        .collect();
    let drawn: BTreeSet<&str> = named(SPRITE, "<symbol id=\"").collect();
    assert_eq!(shown, drawn);
}
