//! `texts/<language>.ftl`: what a company says in other words than Deskside does.

mod known;
mod placeable;

use std::collections::{BTreeMap, BTreeSet};

use domain::Lang;
use fluent_syntax::{
    ast::{Entry, Message},
    parser::{self, ParserError},
};

pub use known::KnownTexts;

use crate::{Place, fault::Sheet, nearest::nearest, read};

/// The folder.
pub(crate) const TEXTS: &str = "texts";

/// The language of a file, by its name.
pub(crate) fn language(stem: &str, sheet: &mut Sheet<'_>) -> Option<Lang> {
    read::word_of(stem)
        .map_err(|remedy| {
            let what = format!("there is no language `{stem}`");
            sheet.add(None, what, format!("{remedy}, with `.ftl` behind it"));
        })
        .ok()
}

/// Notes what is wrong with the texts of one language.
pub(crate) fn check(text: &str, known: &KnownTexts, sheet: &mut Sheet<'_>) {
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in errors {
        note(&error, text, sheet);
    }
    let mut seen = BTreeSet::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                check_message(message, text, known, sheet);
                if !seen.insert(message.id.name) {
                    let what = format!("the text `{}` stands here for the second time", message.id.name);
                    sheet.add(place(text, message.id.name), what, "keep one of the two");
                }
            }
            Entry::Term(term) => {
                let what = format!("`-{}` is a term, and no text uses it", term.id.name);
                sheet.add(
                    place(text, term.id.name),
                    what,
                    "write its words where they belong",
                );
            }
            // Junk has been noted as what is wrong with it.
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
}

fn check_message(message: &Message<&str>, text: &str, known: &KnownTexts, sheet: &mut Sheet<'_>) {
    let key = message.id.name;
    let Some(original) = known.get(key) else {
        let what = format!("Deskside has no text `{key}`");
        let remedy = match nearest(key, known.keys()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "look its name up in the folder `app/locales` of Deskside's source".to_owned(),
        };
        sheet.add(place(text, key), what, remedy);
        return;
    };
    if let Some(attribute) = message.attributes.first() {
        let what = format!("the text `{key}` has no attribute `.{}`", attribute.id.name);
        sheet.add(place(text, attribute.id.name), what, "remove it");
    }
    for fault in message
        .value
        .iter()
        .flat_map(|pattern| placeable::faults(key, pattern, original))
    {
        let at = fault.at.map_or(key, |at| at);
        sheet.add(place(text, at), fault.what, fault.remedy);
    }
}

/// Where a part of the text stands, which the parser gives as a slice of it.
fn place(text: &str, part: &str) -> Place {
    let offset = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Place::behind(text.get(..offset).unwrap_or_default())
}

fn note(error: &ParserError, text: &str, sheet: &mut Sheet<'_>) {
    let before = text.get(..error.pos.start).unwrap_or(text);
    // What is missing at the end of a line is noticed on the next one.
    let written = before.trim_end();
    let goes_on = !before[written.len()..].contains('\n');
    let at = Place::behind(if goes_on { before } else { written });
    let what = format!("this is not Fluent: {}", error.kind);
    sheet.add(
        at,
        what,
        "write `name = text`, one a line, and indent what goes on below",
    );
}

/// The texts of every language that has some, as they are written.
pub(crate) type Texts = BTreeMap<Lang, String>;
