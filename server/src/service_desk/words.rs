//! What the service desk is told, in its language: `server/locales/`. What pages say as well, they say for both.

use std::{borrow::Cow, collections::HashMap};

use app::{Wording, texts::Texts};
use domain::Lang;
use fluent_templates::{LanguageIdentifier, Loader as _, fluent_bundle::FluentValue};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        // The texts are in one direction of writing; marks around arguments would end up in tickets.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The words of one language.
pub struct Words {
    /// The language.
    pub lang: Lang,
    wording: Wording,
    tag: LanguageIdentifier,
}

impl Words {
    /// The shipped words of a language.
    pub fn of(lang: Lang) -> Self {
        Self {
            lang,
            wording: Wording::default(),
            tag: lang.tag().parse().expect("a language's tag is well-formed"),
        }
    }

    /// What the pages say in it, as it is shipped.
    pub fn pages(&self) -> &Texts {
        self.wording.of(self.lang)
    }

    /// The text of this name in `server/locales`, which has no arguments.
    pub fn say(&self, key: &str) -> String {
        LOCALES.lookup(&self.tag, key)
    }

    /// The text of this name in `server/locales`, with its arguments by name.
    pub fn say_of(&self, key: &str, values: &[(&'static str, &str)]) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> = values
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value)))
            .collect();
        LOCALES.lookup_with_args(&self.tag, key, &values)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What each text is given, by its name.
    fn given(lang: Lang) -> BTreeMap<String, Vec<String>> {
        let file = format!("{}/locales/{lang}/report.ftl", env!("CARGO_MANIFEST_DIR"));
        let texts = std::fs::read_to_string(file).unwrap();
        let pairs = texts.lines().filter_map(|line| line.split_once(" = "));
        pairs
            .map(|(key, text)| {
                let mut names: Vec<_> = text
                    .split("{ $")
                    .skip(1)
                    .map(|rest| rest.split(' ').next().unwrap().to_owned())
                    .collect();
                names.sort();
                (key.to_owned(), names)
            })
            .collect()
    }

    #[test]
    fn every_language_says_the_same() {
        let english = given(Lang::En);
        assert_eq!(english["measured"], ["rating", "time", "value"]);
        for lang in Lang::ALL {
            assert_eq!(given(lang), english, "{lang}");
        }
    }
}
