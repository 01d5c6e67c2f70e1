//! Every message is in every language with the same arguments; numbers and times are written as each language does.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use domain::{Lang, Rating, State, Unit};
use fluent_syntax::{ast, parser};
use jiff::{SignedDuration, Timestamp, tz};

use super::{Precision, Shown, Texts, catalogue::NAMES, key_of};

type Messages = BTreeMap<String, BTreeSet<String>>;

fn read(lang: Lang) -> Messages {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(lang.tag());
    let mut messages = Messages::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for entry in parser::parse(text.as_str()).unwrap().body {
            if let ast::Entry::Message(message) = entry {
                let mut variables = BTreeSet::new();
                collect(&message.value.unwrap(), &mut variables);
                assert!(
                    messages.insert(message.id.name.to_owned(), variables).is_none(),
                    "{} twice",
                    message.id.name
                );
            }
        }
    }
    messages
}

fn collect(pattern: &ast::Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            let inline = match expression {
                ast::Expression::Inline(inline) => inline,
                ast::Expression::Select { selector, variants } => {
                    variants
                        .iter()
                        .for_each(|variant| collect(&variant.value, variables));
                    selector
                }
            };
            if let ast::InlineExpression::VariableReference { id } = inline {
                variables.insert(id.name.to_owned());
            }
        }
    }
}

#[test]
fn every_language_says_everything_with_the_same_arguments() {
    let english = read(Lang::En);
    assert!(english.len() > 100, "the messages are read");
    for lang in Lang::ALL {
        assert_eq!(read(lang), english, "{lang} differs from English");
    }
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    let written: BTreeSet<String> = read(Lang::En).into_keys().collect();
    let used: BTreeSet<String> = NAMES.iter().map(|name| key_of(name)).collect();
    assert_eq!(written, used);
}

#[test]
fn no_message_is_left_unresolved() {
    for lang in Lang::ALL {
        let all = format!("{:?}", Texts::of(lang));
        assert!(!all.contains("Unknown localization"), "{lang}");
        assert!(
            !all.contains("{$"),
            "{lang}: an argument has another name in the code"
        );
    }
}

#[test]
fn numbers_have_the_mark_of_their_language() {
    let [en, de, fr] = Lang::ALL.map(Texts::of);
    assert_eq!(en.number(4.06, Precision::Tenth), "4.1");
    assert_eq!(de.number(4.06, Precision::Tenth), "4,1");
    assert_eq!(fr.number(-0.04, Precision::Tenth), "0");
    assert_eq!(en.number(238.0, Precision::Tenth), "238");
    assert_eq!(en.number(-61.4, Precision::Whole), "−61");
    assert_eq!(de.number(-0.46, Precision::Tenth), "−0,5");
    assert_eq!(en.number(f64::NAN, Precision::Tenth), "0");
}

#[test]
fn values_are_written_in_their_unit() {
    let [en, de, fr] = Lang::ALL.map(Texts::of);
    assert_eq!(en.value(Unit::Bytes, 4.1e9), "4.1\u{a0}GB");
    assert_eq!(en.value(Unit::Bytes, 2.048e8), "205\u{a0}MB");
    assert_eq!(de.value(Unit::Bytes, 4.1e9), "4,1\u{a0}GB");
    assert_eq!(fr.value(Unit::Bytes, 4.1e9), "4,1\u{a0}Go");
    assert_eq!(en.value(Unit::Percent, 57.6), "58%");
    assert_eq!(de.value(Unit::Percent, 57.6), "58\u{a0}%");
    assert_eq!(en.value(Unit::Seconds, 108.2), "1\u{a0}min 48\u{a0}s");
    assert_eq!(de.value(Unit::Seconds, 4.25), "4,3\u{a0}s");
    assert_eq!(en.value(Unit::Days, 1.2), "1 day");
    assert_eq!(de.value(Unit::Days, 12.0), "12 Tage");
    assert_eq!(fr.value(Unit::Score, 64.0), "64");
    assert_eq!(en.value(Unit::Dbm, -61.0), "−61\u{a0}dBm");
}

#[test]
fn lengths_of_time_are_said_in_two_units_at_most() {
    let en = Texts::of(Lang::En);
    let said = |seconds| en.duration(SignedDuration::from_secs(seconds));
    assert_eq!(said(-3), "0\u{a0}s");
    assert_eq!(said(47), "47\u{a0}s");
    assert_eq!(said(120), "2\u{a0}min");
    assert_eq!(said(108), "1\u{a0}min 48\u{a0}s");
    assert_eq!(said(3600), "1\u{a0}h");
    assert_eq!(said(7530), "2\u{a0}h 5\u{a0}min");
}

#[test]
fn ages_and_moments_are_said_in_every_language() {
    let [en, de, fr] = Lang::ALL.map(Texts::of);
    let now: Timestamp = "2026-11-21T14:02:11Z".parse().unwrap();
    let earlier: Timestamp = "2026-11-21T13:58:00Z".parse().unwrap();
    let before: Timestamp = "2026-03-08T04:00:00Z".parse().unwrap();
    assert_eq!(en.age(earlier, now), "4\u{a0}min ago");
    assert_eq!(de.age(earlier, now), "vor 4\u{a0}Min.");
    assert_eq!(fr.age(earlier, now), "il y a 4\u{a0}min");
    assert_eq!(en.age(now, earlier), "just now");
    let moment = |texts: &Texts, at| texts.moment(at, now, None, Shown::Minutes);
    assert_eq!(moment(en, earlier), "13:58 UTC");
    assert_eq!(moment(de, before), "8. März, 04:00 UTC");
    assert_eq!(en.moment(earlier, now, None, Shown::Seconds), "13:58:00 UTC");
    assert_eq!(en.day(before), "8 Mar");
    assert_eq!(fr.stamp(now, None), "21 nov. 2026, 14:02:11 UTC");
}

#[test]
fn moments_are_said_by_the_clock_of_a_zone_that_is_known() {
    let [en, de, _] = Lang::ALL.map(Texts::of);
    let now: Timestamp = "2026-11-21T14:02:11Z".parse().unwrap();
    let after_lunch: Timestamp = "2026-11-21T12:58:09Z".parse().unwrap();
    let far_ahead = tz::TimeZone::fixed(tz::offset(11));
    let said = |texts: &Texts, at, shown| texts.moment(at, now, Some(&far_ahead), shown);
    assert_eq!(said(en, now, Shown::Minutes), "01:02");
    assert_eq!(said(en, now, Shown::Seconds), "01:02:11");
    // The same day in Greenwich, but not there.
    assert_eq!(said(de, after_lunch, Shown::Minutes), "21. Nov., 23:58");
    assert_eq!(en.stamp(now, Some(&far_ahead)), "22 Nov 2026, 01:02:11");
}

#[test]
fn every_rating_and_every_state_has_a_word_of_its_own() {
    for lang in Lang::ALL {
        let texts = Texts::of(lang);
        let words: BTreeSet<&str> = State::ALL.iter().map(|state| texts.state(*state)).collect();
        assert_eq!(words.len(), State::ALL.len(), "{lang}");
        let ratings = [
            Rating::Good,
            Rating::Average,
            Rating::Frustrating,
            Rating::Unknown,
        ];
        let words: BTreeSet<&str> = ratings.iter().map(|rating| texts.rating(*rating)).collect();
        assert_eq!(words.len(), ratings.len(), "{lang}");
    }
}
