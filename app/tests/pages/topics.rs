//! The way from a symptom to its end.

use app::{Notice, Reason, Tried, pages};
use domain::{Lang, Verdict};
use service::view::{DiagnosisPage, TopicPage};

use crate::{between, sample};

fn topic(name: &str) -> String {
    let mut all = sample::topic_pages().into_iter();
    let (_, view) = all
        .find(|(known, _)| *known == name)
        .expect("a sample of this name");
    shown(&view)
}

fn shown(view: &TopicPage) -> String {
    pages::topic(&sample::page(Lang::En, "/topics/slow-computer"), view)
}

fn look(name: &str) -> DiagnosisPage {
    let mut all = sample::diagnosis_pages().into_iter();
    all.find(|(known, _)| *known == name)
        .expect("a sample of this name")
        .1
}

fn diagnosis(name: &str) -> String {
    pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &look(name))
}

#[test]
fn a_symptom_says_what_is_looked_at_and_begins_with_one_press() {
    let html = topic("topic");
    assert_eq!(between(&html, "<h1>", "</h1>"), "My computer is slow");
    let checks = between(&html, "class=\"topic-checks\"", "</ul>");
    assert_eq!(checks.matches("<li>").count(), 4, "{checks}");
    let form = between(&html, "id=\"diagnose\"", "</form>");
    for part in [
        "method=\"post\"",
        "action=\"/api/diagnose\"",
        "name=\"device\" value=\"30adce7c-0000-4000-8000-000000000001\"",
        "name=\"topic\" value=\"slow-computer\"",
        "name=\"key\" value=\"0199f6a0-1111-4222-8333-444455556666\"",
        "name=\"person\" value=\"5e1f\"",
        ">Check my device</button>",
        "id=\"diagnose-error\" role=\"alert\"",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    assert_eq!(html.matches("button-primary").count(), 1, "one primary button");
    assert!(
        html.contains(
            "href=\"/hand-over?topic=slow-computer&amp;device=30adce7c-0000-4000-8000-000000000001\""
        )
    );
}

#[test]
fn which_device_is_meant_can_be_chosen_and_a_virtual_one_says_so() {
    let html = topic("topic");
    let chips = between(&html, "class=\"chips\"", "</nav>");
    assert_eq!(chips.matches("aria-current=\"page\"").count(), 1);
    assert!(chips.contains("href=\"/topics/slow-computer?device=30adce7c-0000-4000-8000-000000000003\""));
    assert_eq!(chips.matches("Virtual desktop").count(), 1, "{chips}");
    assert!(
        !topic("topic-favourite").contains("class=\"chips\""),
        "there is one only"
    );
}

#[test]
fn where_nothing_can_be_looked_at_it_says_why() {
    for (name, said) in [
        ("topic-other-device", "Choose another"),
        ("topic-asking", "We are asking Nexthink"),
        ("topic-no-device", "We found no device of yours"),
    ] {
        let html = topic(name);
        assert!(html.contains(said), "{name}");
        assert!(!html.contains("/api/diagnose"), "{name}");
    }
    let help_only = topic("topic-help-only");
    assert!(!help_only.contains("id=\"look\"") && help_only.contains("Connect the charger."));
}

#[test]
fn a_link_of_self_help_leaves_and_tells_nobody_from_where() {
    let html = topic("topic");
    assert!(html.contains("href=\"https://it.example.com/power\" target=\"_blank\" rel=\"noreferrer\""));
}

#[test]
fn a_favourite_is_marked_and_unmarked_by_one_press() {
    for (name, then, label) in [
        ("topic", "true", "Add to favourites"),
        ("topic-favourite", "false", "Remove from favourites"),
    ] {
        let html = topic(name);
        let form = between(&html, "action=\"/api/mark\"", "</form>");
        assert!(
            form.contains(&format!("name=\"marked\" value=\"{then}\"")),
            "{form}"
        );
        assert!(
            form.contains("name=\"back\" value=\"/topics/slow-computer?device="),
            "{form}"
        );
        assert!(form.contains(&format!(">{label}</button>")), "{form}");
    }
}

#[test]
fn how_far_it_is_is_a_bar_with_words_and_is_told() {
    let html = diagnosis("diagnosis-looking");
    assert!(html.contains("<p id=\"progress\">3 of 4 looked at</p>"), "{html}");
    let bar = between(&html, "<progress", "</progress>");
    for part in ["aria-labelledby=\"progress\"", "value=\"3\"", "max=\"4\""] {
        assert!(bar.contains(part), "{part} in {bar}");
    }
    assert!(html.contains("data-announce=\"Looking at NB-ZRH-0042: 3 of 4 looked at\""));
    assert!(!diagnosis("diagnosis-found").contains("<progress"));
}

#[test]
fn what_a_look_comes_to_is_one_sentence() {
    for (name, headline) in [
        ("diagnosis-begun", "Looking at NB-ZRH-0042"),
        (
            "diagnosis-found",
            "The disk is nearly full: 4.1\u{a0}GB are free.",
        ),
        ("diagnosis-fine", "We found nothing wrong"),
        (
            "diagnosis-partly",
            "We found nothing, but could not look at everything",
        ),
        ("diagnosis-unknown", "We could not look at NB-ZRH-0042"),
        ("diagnosis-running", "Free up space: under way"),
        ("diagnosis-fixed", "Free up space: fixed"),
        (
            "diagnosis-failed",
            "The disk is nearly full: 4.1\u{a0}GB are free.",
        ),
        ("diagnosis-gone", "This is not looked at any more"),
    ] {
        let html = diagnosis(name);
        assert_eq!(
            between(&html, "<h1 id=\"headline\">", "</h1>"),
            headline,
            "{name}"
        );
        assert!(html.contains(&format!("data-announce=\"{headline}")), "{name}");
    }
}

#[test]
fn every_check_says_in_a_word_what_it_says() {
    let html = diagnosis("diagnosis-looking");
    for (check, word) in [
        ("memory", "Fine"),
        ("disk-free", "Found"),
        ("restart", "Fine"),
        ("battery-wear", "Looking"),
    ] {
        let row = between(&html, &format!("id=\"check-{check}\""), "</h3>").len();
        let badge = between(&html, &format!("id=\"check-{check}\""), "</li>");
        assert!(
            row > 0 && badge.contains(&format!("{word}</span>")),
            "{check}: {badge}"
        );
    }
    assert!(diagnosis("diagnosis-found").contains("Not known</span>"));
    let wording = app::Wording::default();
    let words: std::collections::BTreeSet<_> =
        [Verdict::Fine, Verdict::Found, Verdict::Looking, Verdict::Unknown]
            .map(|verdict| wording.of(Lang::De).verdict(verdict))
            .into();
    assert_eq!(words.len(), 4);
}

#[test]
fn the_fix_is_right_there_and_its_run_belongs_to_the_look() {
    let html = diagnosis("diagnosis-found");
    let form = between(&html, "id=\"run-free-disk-space\"", "</form>");
    assert!(
        form.contains("name=\"diagnosis\" value=\"0199f6a0-3333-4222-8333-444455556601\""),
        "{form}"
    );
    assert_eq!(html.matches("button-primary").count(), 1, "one primary button");
    assert_eq!(
        html.matches("id=\"run-free-disk-space\"").count(),
        1,
        "it is offered once"
    );
    assert!(
        html.contains("href=\"#remedy-free-disk-space\""),
        "and named where it helps, too"
    );
    let running = diagnosis("diagnosis-running");
    assert!(!running.contains("/api/run_remedy"), "one thing after the other");
    let failed = diagnosis("diagnosis-failed");
    assert!(failed.contains("/api/run_remedy") && !failed.contains("button-primary"));
}

#[test]
fn what_was_run_shows_its_state_and_both_figures() {
    let html = diagnosis("diagnosis-fixed");
    let ran = between(&html, "id=\"ran\"", "</section>");
    for part in [
        "/executions/0199f6a0-2222-4222-8333-444455556608",
        "Fixed</span>",
        "4.1\u{a0}GB",
        "15.8\u{a0}GB",
    ] {
        assert!(ran.contains(part), "{part} in {ran}");
    }
    // What a remedy has read on the device stays as it was found.
    let mut view = look("diagnosis-fixed");
    view.findings[1].verdict = Verdict::Found;
    let of_figure = pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &view);
    assert!(
        between(&of_figure, "id=\"check-disk-free\"", "</li>").contains("Found</span>"),
        "a figure from after it counts"
    );
    view.findings[1].check.look = view.findings[3].check.look.clone();
    let html = pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &view);
    let row = between(&html, "id=\"check-disk-free\"", "</li>");
    assert!(
        row.contains("Fixed</span>") && !row.contains("Found</span>") && !row.contains("/api/run_remedy"),
        "what is put right is not offered to be put right: {row}"
    );
    let running = diagnosis("diagnosis-running");
    assert!(between(&running, "id=\"ran\"", "</section>").contains("Removing temporary files"));
}

#[test]
fn whether_it_helped_is_asked_when_it_can_be_known() {
    for (name, _) in sample::diagnosis_pages() {
        let asked = diagnosis(name).contains("id=\"feedback\"");
        let expected = matches!(
            name,
            "diagnosis-fine"
                | "diagnosis-partly"
                | "diagnosis-unknown"
                | "diagnosis-fixed"
                | "diagnosis-helped"
                | "diagnosis-handed-over"
        );
        assert_eq!(asked, expected, "{name}");
    }
    let html = diagnosis("diagnosis-fixed");
    let no = between(&html, "id=\"helped-not\"", "</form>");
    assert!(no.contains("name=\"hand_over\" value=\"true\""), "{no}");
    assert!(
        no.contains("name=\"diagnosis\"") && no.contains("name=\"helped\" value=\"false\""),
        "{no}"
    );
    let yes = between(&html, "id=\"helped\"", "</form>");
    assert!(
        yes.contains("value=\"true\"") && !yes.contains("hand_over"),
        "{yes}"
    );
}

#[test]
fn what_was_said_is_shown_and_can_be_changed() {
    let helped = diagnosis("diagnosis-helped");
    assert!(helped.contains("You said that it helped.") && !helped.contains("id=\"helped\""));
    assert!(helped.contains("id=\"helped-not\""));
    let not = diagnosis("diagnosis-handed-over");
    assert!(not.contains("You said that it did not help.") && not.contains(">INC0012345</a>"));
}

#[test]
fn a_look_moves_without_scripts_unless_somebody_fills_something_in() {
    for (name, moves) in [
        ("diagnosis-begun", true),
        ("diagnosis-looking", true),
        ("diagnosis-running", true),
        ("diagnosis-fixed", false),
        ("diagnosis-fine", false),
    ] {
        assert_eq!(
            diagnosis(name).contains("http-equiv=\"refresh\""),
            moves,
            "{name}"
        );
    }
    // The box that was ticked must stay so.
    let mut view = look("diagnosis-looking");
    view.findings[1].offers = vec![sample::offer(sample::restart(), domain::Availability::Ready)];
    let html = pages::diagnosis(&sample::page(Lang::En, "/"), &view);
    assert!(html.contains("name=\"consent\"") && !html.contains("http-equiv=\"refresh\""));
}

#[test]
fn a_refusal_is_said_at_the_fix() {
    let mut page = sample::page(Lang::En, "/diagnoses/x");
    page.notice = Some(Notice {
        tried: Tried::Run,
        reason: Reason::AlreadyRunning,
        remedy: "free-disk-space".parse().ok(),
    });
    let html = pages::diagnosis(&page, &look("diagnosis-found"));
    assert_eq!(html.matches("class=\"notice\"").count(), 1);
    assert!(between(&html, "id=\"remedy-free-disk-space\"", "</article>").contains("class=\"notice\""));
}

#[test]
fn hostile_words_stay_text() {
    let hostile = "</h1><script>alert(1)</script>\"'&";
    let mut view = look("diagnosis-found");
    let mut diagnosis = (*view.diagnosis).clone();
    diagnosis.device_name = hostile.into();
    view.diagnosis = diagnosis.into();
    view.findings[2].check.found = sample::text("{device}: {value}", "");
    view.findings[2].evidence = Some(domain::Evidence::Text(hostile.into()));
    let page = sample::page(Lang::En, "/");
    let (_, mut search) = sample::searches().swap_remove(1);
    search.words = hostile.into();
    for html in [pages::diagnosis(&page, &view), pages::search(&page, &search)] {
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(
            html.contains("&lt;script&gt;alert(1)"),
            "it is shown all the same"
        );
    }
}

#[test]
fn a_search_works_by_address_and_shows_what_was_typed() {
    let page = sample::page(Lang::En, "/search?q=slow");
    for (name, view) in sample::searches() {
        let html = pages::search(&page, &view);
        assert_eq!(html.matches("role=\"search\"").count(), 1, "{name} has its own");
        let form = between(&html, "role=\"search\"", "</form>");
        assert!(
            form.contains("method=\"get\"") && form.contains("action=\"/search\""),
            "{form}"
        );
        assert!(form.contains("name=\"q\""), "{form}");
    }
    let html = pages::search(&page, &sample::searches()[0].1);
    assert!(html.contains("<h1>Found for “slow &amp; old”</h1>"), "{html}");
    assert!(
        html.contains("href=\"/topics/slow-computer\"")
            && html.contains("href=\"/remedies/free-disk-space\"")
    );
    assert!(
        html.contains("name=\"back\" value=\"/search?q=slow%20%26%20old\""),
        "{html}"
    );
    assert!(
        topic("topic").contains("class=\"top-search\""),
        "other pages have it in their head"
    );
}

#[test]
fn the_overview_asks_what_is_wrong_by_category() {
    let html = pages::home(&sample::page(Lang::En, "/"), &sample::overview());
    let wrong = between(&html, "id=\"wrong\"", "</section>");
    for part in [
        "role=\"search\"",
        "<h3>Favourites</h3>",
        "href=\"/remedies/free-disk-space?device=30adce7c-0000-4000-8000-000000000001\"",
        "<h3>Storage</h3>",
        "href=\"/topics/full-disk\"",
        "<h3>Speed</h3>",
    ] {
        assert!(wrong.contains(part), "{part} in {wrong}");
    }
    assert!(html.contains("href=\"/diagnoses/0199f6a0-3333-4222-8333-444455556601\""));
    assert!(html.contains(">INC0012345</a>"));
    assert!(!html.contains("class=\"top-search\""), "once is enough");
}
