//! The name, the corners and the font.

use serde_json::json;

use crate::{
    fault::Sheet,
    read::text,
    yaml::{Node, Value},
};

/// The longest name, in characters: it stands in the head of every page.
const LONGEST: usize = 40;

/// The roundest corners, in rem.
const ROUNDEST: f64 = 2.0;

/// What a pixel is in rem, as browsers begin.
const PIXELS: f64 = 16.0;

/// Reads the name of the pages.
pub(super) fn name(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<String> {
    let name = text(key, node, sheet)?;
    if name.chars().count() > LONGEST || name.chars().any(char::is_control) {
        let what = format!("`{key}` is longer than {LONGEST} characters or not on one line");
        sheet.add(node.place, what, "shorten it");
        return None;
    }
    Some(name)
}

/// Reads `0.75rem` or `12px`, in rem.
pub(super) fn radius(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<f64> {
    let rem = match &node.value {
        Value::Number(0.0) => Some(0.0),
        Value::Text(text) => {
            let number = |suffix: &str| text.trim().strip_suffix(suffix)?.trim().parse::<f64>().ok();
            number("rem").or_else(|| Some(number("px")? / PIXELS))
        }
        _ => None,
    };
    let rem = rem.filter(|rem| (0.0..=ROUNDEST).contains(rem));
    if rem.is_none() {
        let what = format!(
            "`{key}` should be from 0 to {ROUNDEST}rem, not {}",
            node.value.kind()
        );
        sheet.add(node.place, what, "write it such as `0.75rem` or `12px`");
    }
    rem
}

/// What [`radius`] reads.
pub(super) fn radius_schema() -> serde_json::Value {
    json!({ "type": ["number", "string"], "pattern": r"^\s*[0-9]*\.?[0-9]+\s*(rem|px)\s*$" })
}

/// Reads names of fonts, separated by commas.
pub(super) fn font(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Vec<String>> {
    let written = text(key, node, sheet)?;
    let names = written
        .split(',')
        .map(|name| name.trim().trim_matches(['"', '\'']).trim());
    let fits = |name: &str| {
        (1..=60).contains(&name.len())
            && name
                .chars()
                .all(|character| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_'))
    };
    let names: Vec<&str> = names.collect();
    if let Some(wrong) = names.iter().find(|name| !fits(name)) {
        let what = format!("`{wrong}` is not the name of a font");
        sheet.add(
            node.place,
            what,
            "write names of fonts, separated by commas, such as `Inter, Segoe UI`",
        );
        return None;
    }
    Some(names.into_iter().map(str::to_owned).collect())
}
