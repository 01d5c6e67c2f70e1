//! What a company says in other words.

use content::check;
use domain::Lang;

use crate::common::{self, Shipped};

const FILE: &str = "texts/de.ftl";

fn texts(text: &str) -> Shipped {
    Shipped::new().write(FILE, text)
}

#[test]
fn what_the_texts_are_given_can_be_used() {
    let text = "# Our words\nhome-title = Start\nhome-well-one = Alles gut{\" \"}mit { $device }!\n\
                days = { $n ->\n    [one] ein Tag\n   *[other] { $n } Tage\n  }\n";
    assert_eq!(texts(text).faults(), []);
    let content = check(&texts(text).files(), common::REQUIRED, &common::known()).unwrap();
    assert_eq!(content.texts[&Lang::De], text);
    assert_eq!(content.texts.len(), 1);
    // A text may say less than the one in whose place it stands.
    assert_eq!(texts("home-well-one = Alles gut.\ndays = Tage\n").faults(), []);
}

#[test]
fn texts_that_there_are_not() {
    texts("home-title = A\nhome-titel = Start\n").expect(
        FILE,
        "home-titel",
        "Deskside has no text `home-titel`",
        "did you mean `home-title`?",
    );
    texts("colour = rot\n").expect(
        FILE,
        "colour",
        "Deskside has no text `colour`",
        "look its name up in the folder `app/locales` of Deskside's source",
    );
    texts("home-title = A\nhome-title = B\n").expect(
        FILE,
        "A\n^home-title",
        "the text `home-title` stands here for the second time",
        "keep one of the two",
    );
}

#[test]
fn what_nothing_can_stand_for() {
    texts("home-title = Hallo { $name }\n").expect(
        FILE,
        "name }",
        "nothing can stand for `$name` in `home-title`",
        "write the text without braces",
    );
    texts("home-well-one = { $devcie } ist gut\n").expect(
        FILE,
        "devcie",
        "nothing can stand for `$devcie` in `home-well-one`",
        "write `{ $device }`, or the text without braces",
    );
    texts("days = { $n ->\n   *[other] { $m }\n }\n").expect(
        FILE,
        "m }",
        "nothing can stand for `$m` in `days`",
        "write `{ $n }`, or the text without braces",
    );
    texts("home-well-one = { $device ->\n   *[other] gut\n }\n").expect(
        FILE,
        "device ->",
        "`home-well-one` cannot choose between forms by `$device`",
        "write `{ $device }`",
    );
    texts("home-title = { days }\n").expect(
        FILE,
        "days }",
        "`home-title` uses something that is not there: texts, terms and functions are not",
        "write the text without braces",
    );
    texts("-brand = Desk\n").expect(
        FILE,
        "brand",
        "`-brand` is a term, and no text uses it",
        "write its words where they belong",
    );
    texts("home-title = A\n    .hint = B\n").expect(
        FILE,
        "hint",
        "the text `home-title` has no attribute `.hint`",
        "remove it",
    );
}

#[test]
fn what_is_not_fluent() {
    let faults = texts("home-title = A\n\nthis is not it\n\nhome-well-one = B { $device\n").faults();
    let said: Vec<(u32, &str)> = faults
        .iter()
        .map(|fault| (fault.place.unwrap().line, fault.what.as_str()))
        .collect();
    let expected = [
        (3, "this is not Fluent: Expected a token starting with \"=\""),
        (5, "this is not Fluent: Expected a token starting with \"}\""),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_language_that_there_is_not() {
    let shipped = Shipped::new().write("texts/it.ftl", "home-title = Panoramica\n");
    shipped.expect(
        "texts/it.ftl",
        "",
        "there is no language `it`",
        "write one of `en`, `de`, `fr`, with `.ftl` behind it",
    );
}
