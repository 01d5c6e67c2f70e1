//! Texts in every language.

use super::{HEALTH, SPACE};
use crate::common::Shipped;

#[test]
fn a_missing_translation_names_the_language() {
    let broken = Shipped::new().replace(SPACE, ", fr: Libérer de l’espace }", " }");
    broken.expect(
        SPACE,
        "title: ^{ en",
        "`title` has no text in French",
        "add `fr: …` here",
    );
}

#[test]
fn an_empty_translation() {
    let broken = Shipped::new().replace(SPACE, "de: Sie können weiterarbeiten.", "de: \" \"");
    broken.expect(SPACE, "de: ^\" \"", "`impact: de` is empty", "write a text");
}

#[test]
fn an_unknown_language() {
    let broken = Shipped::new().replace(SPACE, "  de: Sie können", "  de-CH: Sie gönnen\n  de: Sie können");
    broken.expect(
        SPACE,
        "de-CH",
        "there is no language `de-CH`",
        "write one of `en`, `de`, `fr`",
    );
}

#[test]
fn a_language_that_stands_twice() {
    let broken = Shipped::new().replace(SPACE, "  de: Sie können", "  en: Again.\n  de: Sie können");
    broken.expect(
        SPACE,
        "en: Again",
        "`impact` has a second text in English",
        "keep one of the two",
    );
}

#[test]
fn a_text_without_languages() {
    let broken = Shipped::new().replace(
        SPACE,
        "title: { en: Free up space, de: Speicherplatz freigeben, fr: Libérer de l’espace }",
        "title: Free up space",
    );
    broken.expect(
        SPACE,
        "title: ^Free",
        "`title` should be a text in each language, not `Free up space`",
        "write it once a language: `title: { en: …, de: …, fr: … }`",
    );
}

#[test]
fn a_placeholder_that_nothing_stands_for() {
    let broken = Shipped::new().replace(HEALTH, "\"{device} is running out", "\"{machine} is running out");
    broken.expect(
        HEALTH,
        "\"{machine}",
        "nothing can stand for `{machine}` in `trouble`",
        "write `{device}`, or the text without braces",
    );
    let broken = Shipped::new().replace(SPACE, "en: You can keep", "en: On {device} you can keep");
    broken.expect(
        SPACE,
        "en: ^On {device}",
        "nothing can stand for `{device}` in `impact`",
        "write the text without braces",
    );
}
