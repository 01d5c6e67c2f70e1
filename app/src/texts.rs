//! What the pages say, in every language, and how they write numbers and times.
//!
//! The texts are Fluent messages in `app/locales/<language>/*.ftl`. Rendering must not pay for Fluent, which takes about
//! a microsecond a message, so each language is resolved once, and again when content puts some texts in other words
//! ([`Wording`]): a message without arguments becomes a string, one with plain arguments a [`Template`] with holes. Only
//! messages that choose a form by a number are left to Fluent.
//!
//! # How to extend it
//! A new message is a line in each language's files and its name in [`catalogue`](self). A test holds that every
//! language has every message with the same arguments, and that no message is left over. A new language is a folder, a
//! variant of [`domain::Lang`], its place in [`Wording::of`] and its name in [`language_name`].

mod catalogue;
mod fields;
mod figures;
mod findings;
mod mirror;
mod template;
mod times;
mod wording;

#[cfg(test)]
use std::sync::LazyLock;
use std::{borrow::Cow, collections::HashMap};

use domain::Lang;
use fluent_templates::fluent_bundle::FluentValue;

pub use catalogue::Texts;
pub use figures::Precision;
pub(crate) use figures::whole;
pub(crate) use template::Template;
pub(crate) use times::{Shown, iso};
pub(crate) use wording::Source;
pub use wording::Wording;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The pages are in one direction of writing; marks around arguments would end up in attributes and copies.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

impl Texts {
    /// The texts of a language as they are shipped.
    #[cfg(test)]
    pub(crate) fn of(lang: Lang) -> &'static Self {
        static SHIPPED: LazyLock<Wording> = LazyLock::new(Wording::default);
        SHIPPED.of(lang)
    }

    /// The direction in which they run, as HTML calls it.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if self.source.is_mirrored { "rtl" } else { "ltr" }
    }

    /// The tag of their language (BCP 47). `ar-XB` is what CLDR calls mirrored English.
    #[must_use]
    pub fn tag(&self) -> &'static str {
        if self.source.is_mirrored {
            "ar-XB"
        } else {
            self.source.lang.tag()
        }
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

fn key_of(name: &str) -> String {
    name.replace('_', "-")
}

fn word(source: &Source, name: &str) -> String {
    source.message(&key_of(name), None)
}

/// Resolves a message around marks that stand for its arguments, in the order of `names`.
fn template(source: &Source, name: &str, names: &[&'static str]) -> Template {
    let marks = names
        .iter()
        .enumerate()
        .map(|(index, name)| (Cow::Borrowed(*name), FluentValue::from(Template::mark(index))));
    Template::cut(&source.message(&key_of(name), Some(&marks.collect())))
}

fn plural(source: &Source, name: &str, n: usize) -> String {
    let arguments = HashMap::from([(Cow::Borrowed("n"), FluentValue::from(n))]);
    source.message(&key_of(name), Some(&arguments))
}

#[cfg(test)]
mod tests;
