//! What the pages say, in every language, and how they write numbers and times.
//!
//! The texts are Fluent messages in `app/locales/<language>/*.ftl`. Rendering must not pay for Fluent, which takes about
//! a microsecond a message, so each language is resolved once: a message without arguments becomes a string, one with
//! plain arguments a [`Template`] with holes. Only messages that choose a form by a number are left to Fluent.
//!
//! # How to extend it
//! A new message is a line in each language's files and its name in [`catalogue`](self). A test holds that every
//! language has every message with the same arguments, and that no message is left over. A new language is a folder, a
//! variant of [`domain::Lang`] and its name in [`language_name`].

mod catalogue;
mod figures;
mod findings;
mod template;
mod times;

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use domain::Lang;
use fluent_templates::{LanguageIdentifier, Loader, fluent_bundle::FluentValue};

pub use catalogue::Texts;
pub use figures::Precision;
pub(crate) use figures::whole;
pub(crate) use template::Template;
pub(crate) use times::iso;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The pages are in one direction of writing; marks around arguments would end up in attributes and copies.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static ALL: LazyLock<[Texts; 3]> = LazyLock::new(|| Lang::ALL.map(Texts::load));

impl Texts {
    /// The texts of a language, resolved on first use and then for as long as the process lives.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        let index = match lang {
            Lang::En => 0,
            Lang::De => 1,
            Lang::Fr => 2,
        };
        &ALL[index]
    }
}

/// What a language calls itself.
#[must_use]
pub const fn language_name(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "English",
        Lang::De => "Deutsch",
        Lang::Fr => "Français",
    }
}

fn message(lang: Lang, key: &str, arguments: Option<&HashMap<Cow<'static, str>, FluentValue>>) -> String {
    let tag: LanguageIdentifier = lang.tag().parse().expect("a language's tag is well-formed");
    LOCALES.lookup_complete(&tag, key, arguments)
}

fn key_of(name: &str) -> String {
    name.replace('_', "-")
}

fn word(lang: Lang, name: &str) -> String {
    message(lang, &key_of(name), None)
}

/// Resolves a message around marks that stand for its arguments, in the order of `names`.
fn template(lang: Lang, name: &str, names: &[&'static str]) -> Template {
    let marks = names
        .iter()
        .enumerate()
        .map(|(index, name)| (Cow::Borrowed(*name), FluentValue::from(Template::mark(index))));
    Template::cut(&message(lang, &key_of(name), Some(&marks.collect())))
}

fn plural(lang: Lang, name: &str, n: usize) -> String {
    message(
        lang,
        &key_of(name),
        Some(&HashMap::from([(Cow::Borrowed("n"), FluentValue::from(n))])),
    )
}

#[cfg(test)]
mod tests;
