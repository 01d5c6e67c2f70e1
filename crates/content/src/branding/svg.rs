//! SVGs that are pictures and nothing else. Opened by itself, an SVG is a page, which could run what is in it.

use roxmltree::{Document, Node};

/// Why an SVG is not taken.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unsafe {
    /// What is wrong, without full stop.
    pub(super) what: String,
    /// What to do about it, without full stop.
    pub(super) remedy: &'static str,
    /// Where, from 1.
    pub(super) line: u32,
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that draw something, or describe it. Everything else a logo can do without.
const DRAWING: [&str; 27] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "style",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "switch",
];

/// Namespaces of what programs write about a picture, which nothing reads.
const ABOUT: [&str; 3] = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
];

/// Whether this is an SVG that only draws, and only by itself.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unsafe> {
    let unreadable = |what: String, line| Unsafe {
        what,
        remedy: "export the image as an SVG or a PNG",
        line,
    };
    let text = str::from_utf8(bytes)
        .map_err(|_| unreadable("this is neither a PNG nor an SVG in UTF-8".to_owned(), 1))?;
    // Without a document type, there are no entities that grow without end.
    let document = Document::parse(text.trim_start_matches('\u{feff}'))
        .map_err(|error| unreadable(format!("this is not an SVG: {error}"), error.pos().row))?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(unreadable("this is XML, but not an SVG".to_owned(), 1));
    }
    for node in document.descendants() {
        if let Some(what) = harm(node) {
            return Err(Unsafe {
                what,
                remedy: "export the image as a plain SVG, with shapes only, or as a PNG",
                line: document.text_pos_at(node.range().start).row,
            });
        }
    }
    Ok(())
}

fn harm(node: Node<'_, '_>) -> Option<String> {
    if node.is_pi() {
        return Some("there is an instruction to other programs in it".to_owned());
    }
    if !node.is_element() {
        return None;
    }
    let (tag, namespace) = (node.tag_name().name(), node.tag_name().namespace());
    let draws = namespace == Some(SVG) && DRAWING.contains(&tag);
    if !draws && !namespace.is_some_and(|namespace| ABOUT.contains(&namespace)) {
        return Some(format!("`<{tag}>` does not belong into a logo"));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        if name.to_ascii_lowercase().starts_with("on") {
            return Some(format!("`{name}` would run a script"));
        }
        if name == "href" && !value.starts_with('#') || refers_elsewhere(value) {
            return Some(format!("`{name}` refers to something outside of the file"));
        }
    }
    let style = (tag == "style").then(|| node.descendants().filter_map(|node| node.text()));
    let outside = |text: &str| refers_elsewhere(text) || text.contains('@');
    style
        .is_some_and(|mut texts| texts.any(outside))
        .then(|| "its style refers to something outside of the file".to_owned())
}

/// Whether a value of CSS has an address in it that is not of this file, or could hide one.
fn refers_elsewhere(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let elsewhere = |after: &str| !after.trim_start_matches([' ', '"', '\'']).starts_with('#');
    value.contains('\\') || value.split("url(").skip(1).any(elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(inside: &str) -> Option<String> {
        let svg = format!("<svg xmlns=\"{SVG}\" xmlns:x=\"http://www.w3.org/1999/xlink\">\n{inside}\n</svg>");
        let error = check(svg.as_bytes()).err()?;
        assert_eq!(error.line, 2, "{error:?}");
        Some(error.what)
    }

    #[test]
    fn a_picture_is_taken() {
        let inside = "<title>Us</title><defs><linearGradient id=\"a\"/></defs><path d=\"M0 0\" fill=\"url(#a)\"/>\
                      <use x:href=\"#b\"/><style>.a { fill: url('#a') }</style>";
        assert_eq!(what(inside), None);
    }

    #[test]
    fn what_is_more_than_a_picture_is_not() {
        for inside in [
            "<script>alert(1)</script>",
            "<g><foreignObject/></g>",
            "<script xmlns=\"http://www.w3.org/1999/xhtml\">alert(1)</script>",
            "<g onload=\"alert(1)\"/>",
            "<g ONLOAD=\"alert(1)\"/>",
            "<use href=\"https://example.com/a.svg#b\"/>",
            "<use x:href=\"javascript:alert(1)\"/>",
            "<image href=\"data:image/png;base64,AA\"/>",
            "<a href=\"#b\"><set attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
            "<path fill=\"url(https://example.com/)\"/>",
            "<path style=\"fill: u\\72l(https://example.com/)\"/>",
            "<style>@import 'https://example.com/';</style>",
            "<style><![CDATA[a { fill: URL( \"//example.com/\") }]]></style>",
            "<?xml-stylesheet href=\"https://example.com/\"?>",
        ] {
            assert!(what(inside).is_some(), "{inside}");
        }
    }

    #[test]
    fn what_is_no_svg_is_not() {
        for text in [
            "",
            "<svg/>",
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>",
            "<!DOCTYPE svg [<!ENTITY a \"a\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
            "GIF89a",
        ] {
            assert!(check(text.as_bytes()).is_err(), "{text}");
        }
        assert!(check(&[0xff, 0xd8, 0xff]).is_err());
    }
}
