//! What whoever looks after Deskside reads.

use app::pages;
use domain::Lang;
use jiff::SignedDuration;

use crate::{between, sample};

fn explained(name: &str) -> String {
    let page = sample::page(Lang::En, "/admin/explain");
    let pages = sample::admin_pages(&page).into_iter();
    let found = pages.into_iter().find(|(known, _)| known == name);
    found.unwrap_or_else(|| panic!("there is no {name}")).1
}

#[test]
fn what_few_people_did_is_held_back_and_what_many_did_is_shown() {
    let page = sample::page(Lang::En, "/admin/value");
    let html = pages::value(&page, &sample::value_page(), SignedDuration::from_hours(20 * 24));
    let rows: Vec<&str> = html.split("<tr>").skip(2).take(2).collect();
    assert!(
        rows[0].contains("<td>212</td>") && !rows[0].contains("not shown"),
        "{}",
        rows[0]
    );
    assert_eq!(rows[1].matches("<td").count(), 1, "{}", rows[1]);
    assert!(rows[1].contains("fewer than 5 people: not shown"), "{}", rows[1]);
    assert!(html.contains("73\u{a0}h"), "219 times 20 minutes");
    assert!(html.contains("id=\"no-desk\"") && html.contains("20 days ago has been forgotten"));
}

#[test]
fn every_criterion_has_its_verdict_and_what_it_was_decided_by() {
    let html = explained("explain-refused");
    let list = between(&html, "class=\"criteria\">", "</ol>");
    let words: Vec<&str> = list
        .split("</svg>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap_or_default())
        .collect();
    assert_eq!(words, ["Yes", "Yes", "Yes", "Yes", "No", "Yes", "No", "No", "No"]);
    for said in [
        "Meant for design. This person belongs to design, finance.",
        "It cools down for 30\u{a0}min. It ran last at 13:44 UTC, and can again from 14:14 UTC.",
        "Runs within 24 hours: 1 of 3 that are allowed.",
        "battery: not known. It is offered when it is: Average, Poor.",
        "was refused, so a change there does not show yet",
    ] {
        assert!(list.contains(said), "{said} is not in {list}");
    }
}

#[test]
fn what_is_not_known_is_neither_yes_nor_no_and_devices_can_be_chosen() {
    let html = explained("explain-not-theirs");
    assert!(html.contains("It cannot be said whether alex.fischer@example.com is shown it."));
    assert!(html.contains("known only while they are signed in"), "{html}");
    let again = between(&html, "class=\"explained-devices\"", "</form>");
    for said in [
        "name=\"person\" value=\"alex.fischer@example.com\"",
        "name=\"item\" value=\"remedy:free-disk-space\"",
        "name=\"device\" value=\"",
    ] {
        assert!(again.contains(said), "{said} is not in {again}");
    }
}
