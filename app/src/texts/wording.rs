//! The texts of every language, as one company has them.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    fmt,
    sync::{Arc, LazyLock},
};

use domain::Lang;
use fluent_templates::{
    LanguageIdentifier, Loader,
    fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle},
};

use super::{LOCALES, Texts, mirror::mirrored};

/// The texts of every language. A cheap clone.
#[derive(Debug, Clone)]
pub struct Wording(Arc<[Texts; 3]>);

impl Default for Wording {
    /// As they are shipped, resolved on first use.
    fn default() -> Self {
        static SHIPPED: LazyLock<Wording> = LazyLock::new(|| Wording::with(&BTreeMap::new()));
        SHIPPED.clone()
    }
}

impl Wording {
    /// The texts, of which some are put in other words: Fluent resources that have been checked to take nothing but what
    /// the texts are given.
    #[must_use]
    pub fn with(own: &BTreeMap<Lang, String>) -> Self {
        Self::of_sources(|lang| Source {
            lang,
            own: own.get(&lang).map(|text| bundle(lang, text)),
            is_mirrored: false,
        })
    }

    /// English with each word running from right to left, in every language's place: shows what a page looks like whose
    /// script runs that way. For tests and demonstrations.
    #[must_use]
    pub fn pseudo_right_to_left() -> Self {
        Self::of_sources(|_| Source {
            lang: Lang::En,
            own: None,
            is_mirrored: true,
        })
    }

    fn of_sources(source: impl Fn(Lang) -> Source) -> Self {
        Self(Arc::new(
            Lang::ALL.map(|lang| Texts::load(Arc::new(source(lang)))),
        ))
    }

    /// The texts of a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &Texts {
        let index = match lang {
            Lang::En => 0,
            Lang::De => 1,
            Lang::Fr => 2,
        };
        &self.0[index]
    }
}

/// Where the texts of a language come from.
pub(crate) struct Source {
    pub lang: Lang,
    /// What is put in other words.
    own: Option<FluentBundle<FluentResource>>,
    pub is_mirrored: bool,
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.lang)
    }
}

impl Source {
    /// Resolves one message.
    pub fn message(&self, key: &str, arguments: Option<&HashMap<Cow<'static, str>, FluentValue>>) -> String {
        let text = self
            .own_message(key, arguments)
            .unwrap_or_else(|| LOCALES.lookup_complete(&identifier(self.lang), key, arguments));
        if self.is_mirrored { mirrored(&text) } else { text }
    }

    fn own_message(
        &self,
        key: &str,
        arguments: Option<&HashMap<Cow<'static, str>, FluentValue>>,
    ) -> Option<String> {
        let bundle = self.own.as_ref()?;
        let pattern = bundle.get_message(key)?.value()?;
        let given = arguments.map(|arguments| {
            let pairs = arguments.iter();
            pairs
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<FluentArgs>()
        });
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, given.as_ref(), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

fn identifier(lang: Lang) -> LanguageIdentifier {
    lang.tag().parse().expect("a language's tag is well-formed")
}

fn bundle(lang: Lang, text: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![identifier(lang)]);
    bundle.set_use_isolating(false);
    // What is not well-formed has been refused before.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn german(text: &str) -> Wording {
        Wording::with(&[(Lang::De, text.to_owned())].into())
    }

    #[test]
    fn what_is_put_in_other_words_is_said_so_and_the_rest_as_before() {
        let wording = german("nav-home = Zuhause\n");
        let (own, shipped) = (wording.of(Lang::De), Wording::default());
        assert_eq!(&*own.nav_home, "Zuhause");
        assert_eq!(own.nav_history, shipped.of(Lang::De).nav_history);
        assert_eq!(wording.of(Lang::En).nav_home, shipped.of(Lang::En).nav_home);
    }

    #[test]
    fn own_words_get_what_the_text_is_given_and_choose_by_number() {
        let wording = german(
            "age-minutes = {$n} Minuten her\ndays = {$n ->\n    [one] ein Tag\n   *[other] {$n} ganze Tage\n }\n",
        );
        let own = wording.of(Lang::De);
        assert_eq!(own.age_minutes("4"), "4 Minuten her");
        assert_eq!(
            (own.days(1), own.days(3)),
            ("ein Tag".into(), "3 ganze Tage".into())
        );
    }

    #[test]
    fn mirrored_texts_run_from_right_to_left_and_what_they_are_given_does_not() {
        let wording = Wording::pseudo_right_to_left();
        for lang in Lang::ALL {
            let texts = wording.of(lang);
            assert_eq!((texts.direction(), texts.tag()), ("rtl", "ar-XB"));
            assert_eq!(
                &*texts.nav_home,
                mirrored(&Wording::default().of(Lang::En).nav_home)
            );
            assert_ne!(&*texts.nav_home, &*Wording::default().of(Lang::En).nav_home);
            assert!(texts.age_minutes("{n}").contains("{n}"));
        }
        let shipped = Wording::default();
        assert_eq!(
            (shipped.of(Lang::De).direction(), shipped.of(Lang::De).tag()),
            ("ltr", "de")
        );
    }
}
