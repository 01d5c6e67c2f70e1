//! Texts in every language.

use domain::{Lang, LocalText};

use super::{Word, text, word_of, wrong_type};
use crate::{
    fault::Sheet,
    nearest::list,
    yaml::{Node, Value},
};

/// A text in every language, without placeholders.
pub(crate) fn local_text(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<LocalText> {
    local_text_with(&[])(key, node, sheet)
}

/// A text in every language that may have these placeholders, each with its braces.
pub(crate) fn local_text_with(
    placeholders: &'static [&'static str],
) -> impl FnOnce(&str, &Node, &mut Sheet<'_>) -> Option<LocalText> {
    move |key, node, sheet| {
        let Value::Map(entries) = &node.value else {
            let remedy = format!("write it once a language: `{key}: {{ en: …, de: …, fr: … }}`");
            wrong_type(key, node, "a text in each language", &remedy, sheet);
            return None;
        };
        let mut texts = Vec::new();
        for (tag, node) in entries {
            let lang: Lang = match word_of(&tag.value) {
                Ok(lang) => lang,
                Err(remedy) => {
                    sheet.add(
                        tag.place,
                        format!("there is no {} `{}`", Lang::KIND, tag.value),
                        remedy,
                    );
                    continue;
                }
            };
            if texts.iter().any(|(known, _)| *known == lang) {
                sheet.add(
                    tag.place,
                    format!("`{key}` has a second text in {}", name(lang)),
                    "keep one of the two",
                );
                continue;
            }
            let written = text(&format!("{key}: {lang}"), node, sheet);
            if let Some(unknown) = written
                .as_deref()
                .and_then(|text| unknown_placeholder(text, placeholders))
            {
                let remedy = match placeholders {
                    [] => "write the text without braces".to_owned(),
                    known => format!("write {}, or the text without braces", list(known)),
                };
                sheet.add(
                    node.place,
                    format!("nothing can stand for `{unknown}` in `{key}`"),
                    remedy,
                );
            }
            // What is there but faulty is not missing as well.
            texts.push((lang, written.unwrap_or_default()));
        }
        for lang in Lang::ALL
            .into_iter()
            .filter(|lang| texts.iter().all(|(known, _)| known != lang))
        {
            let what = format!("`{key}` has no text in {}", name(lang));
            sheet.add(node.place, what, format!("add `{lang}: …` here"));
        }
        Some(LocalText::new(texts))
    }
}

const fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::De => "German",
        Lang::Fr => "French",
    }
}

/// The first `{…}` in the text that is not one of the known ones.
fn unknown_placeholder<'t>(text: &'t str, known: &[&str]) -> Option<&'t str> {
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let from = &rest[start..];
        let end = from.find('}').map_or(from.len(), |end| end + 1);
        if !known.contains(&&from[..end]) {
            return Some(&from[..end]);
        }
        rest = &from[end..];
    }
    None
}
