//! What a report says, in the forms that desks read.

mod adf;
mod cut;
mod markdown;
mod plain;

pub(crate) use self::{
    adf::document,
    cut::{fitting, line},
};
pub use self::{markdown::markdown, plain::plain};

/// A part of a report's body. Texts are plain: whatever stands in them means nothing in any form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading for what follows, one line.
    Heading(String),
    /// A paragraph. Line breaks are kept.
    Paragraph(String),
    /// Points, one line each.
    List(Vec<String>),
    /// Names and values, one line each.
    Facts(Vec<(String, String)>),
    /// Somebody's own words. Line breaks are kept.
    Quote(String),
}

/// One line, without control characters.
fn on_one_line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a text, without control characters.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.trim().lines().map(|line| {
        let line = line.trim_end().replace('\t', "    ");
        line.chars().filter(|c| !c.is_control()).collect()
    })
}
