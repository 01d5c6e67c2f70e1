//! What whoever looks after Deskside reads.

use app::pages;
use domain::{Criterion, Lang};
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
fn what_is_only_planned_is_not_said_to_be_under_way() {
    let execution: domain::ExecutionId = "0199f6a0-2222-4222-8333-444455556690".parse().unwrap();
    let said = |lang, planned| {
        let mut told = sample::refused();
        for criterion in &mut told.criteria {
            if let Criterion::NotUnderWay { .. } = criterion {
                *criterion = Criterion::NotUnderWay {
                    execution: Some(execution.clone()),
                    planned,
                };
            }
        }
        let page = sample::page(lang, "/admin/explain");
        let html = pages::explain(&page, &sample::explain_view(Some(Ok(told))));
        between(&html, "class=\"criteria\">", "</ol>").to_owned()
    };
    let at = Some(sample::now() + SignedDuration::from_hours(1));
    for (lang, words) in [
        (
            Lang::En,
            format!("Execution {execution} is planned for 15:02 UTC."),
        ),
        (
            Lang::De,
            format!("Ausführung {execution} ist geplant für 15:02 UTC."),
        ),
        (
            Lang::Fr,
            format!("L’exécution {execution} est prévue pour 15:02 UTC."),
        ),
    ] {
        let list = said(lang, at);
        assert!(list.contains(&words), "{words} is not in {list}");
    }
    let list = said(Lang::En, at);
    assert!(!list.contains("is under way"), "{list}");
    let list = said(Lang::En, None);
    assert!(
        list.contains(&format!("Execution {execution} is under way")),
        "{list}"
    );
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

#[test]
fn each_leads_to_the_others_and_employees_see_none() {
    let page = sample::page(Lang::De, "/");
    let html = pages::content(&page, &sample::content());
    let list = between(&html, "aria-labelledby=\"admin-pages\"", "</nav>");
    assert!(list.contains("Für alle, die sich um Deskside kümmern"), "{list}");
    assert!(
        list.contains("href=\"/admin/content\" class=\"topic-link\" aria-current=\"page\"")
            || list.contains("aria-current=\"page\" href=\"/admin/content\"")
            || between(list, "href=\"/admin/content\"", ">").contains("aria-current=\"page\""),
        "{list}"
    );
    assert!(
        !between(list, "href=\"/sign-ins\"", ">").contains("aria-current"),
        "{list}"
    );

    let all = pages::sign_ins(&page, &sample::sign_ins(true));
    assert!(all.contains("href=\"/admin/content\""), "{all}");
    let own = pages::sign_ins(&page, &sample::sign_ins(false));
    assert!(!own.contains("admin"), "{own}");
    // Who does not sign in here has no list of sign-ins in the foot.
    let page = app::PageContext {
        looks_after: true,
        ..page
    };
    let home = pages::home(&page, &sample::overview());
    assert!(
        between(&home, "<footer", "</footer>").contains("href=\"/admin/content\""),
        "{home}"
    );
}

#[test]
fn what_was_refused_is_told_with_its_place_and_what_to_do() {
    let html = pages::content(
        &sample::page(Lang::En, "/admin/content"),
        &sample::refused_content(),
    );
    let refused = between(&html, "id=\"content-refused\"", "</ul>");
    for part in [
        "branding.yaml:3:11",
        "is 1.3:1",
        "What to do:",
        "is near and can be read",
    ] {
        assert!(refused.contains(part), "{part}: {refused}");
    }
    assert!(html.contains("<code>deskside_device_health</code>"), "{html}");
}

#[test]
fn faults_of_content_are_marked_as_english_on_pages_in_other_languages() {
    let page = sample::page(Lang::De, "/admin/content");
    let html = pages::content(&page, &sample::refused_content());
    let refused = between(&html, "id=\"content-refused\"", "</ul>");
    for words in ["is not a key of a remedy", "did you mean"] {
        let (before, _) = refused.split_once(words).unwrap();
        let element = before.rsplit('<').next().unwrap();
        assert!(element.contains("lang=\"en\""), "{words}: {element}");
    }
}

#[test]
fn the_directory_is_told_with_its_age_and_what_stands_in_its_way() {
    let told = |change: fn(&mut service::view::DirectoryView)| {
        let mut view = sample::limits_page();
        change(&mut view.directory);
        pages::limits(&sample::page(Lang::En, "/admin/limits"), &view).replace("<!>", "")
    };
    let all = told(|_| {});
    assert!(
        all.contains("4,217, as of ") && all.contains("5,102, as of "),
        "{all}"
    );
    assert!(
        all.contains("id=\"directory-down\"") && all.contains("Pages show these"),
        "{all}"
    );

    let live = told(|view| {
        view.state.is_shown = false;
        view.state.source_down = false;
        view.next_at = Some(sample::ago(1));
    });
    assert!(live.contains("or what is known here is too old"), "{live}");
    assert!(
        live.contains("<dd>now</dd>") && !live.contains("directory-down"),
        "{live}"
    );

    let none = told(|view| {
        view.state.is_shown = false;
        view.state.sets.clear();
        view.next_at = None;
    });
    assert!(none.contains("Nothing is known here"), "{none}");
    assert!(
        none.contains("<dd>–</dd>") && none.contains("every_minutes is 0"),
        "{none}"
    );
}
