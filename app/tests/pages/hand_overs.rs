//! What goes to IT, and what became of it.

use app::pages;
use domain::Lang;

use crate::{between, sample};

fn form(name: &str) -> String {
    let mut all = sample::hand_over_forms().into_iter();
    let (_, view) = all
        .find(|(known, _)| *known == name)
        .expect("a sample of this name");
    let page = sample::page(Lang::En, "/hand-over");
    pages::hand_over(&page, &view, &sample::people()[0])
}

fn handed(name: &str) -> String {
    let mut all = sample::hand_over_pages().into_iter();
    let (_, view) = all
        .find(|(known, _)| *known == name)
        .expect("a sample of this name");
    pages::handed_over(&sample::page(Lang::En, "/hand-overs/x"), &view)
}

#[test]
fn everything_that_goes_along_can_be_read_before() {
    let html = form("hand-over");
    let gets = between(&html, "id=\"gets\"", "</section>");
    for part in [
        "Alex Fischer",
        "alex.fischer@example.com",
        "My computer is slow",
        "NB-ZRH-0042",
        "30adce7c-0000-4000-8000-000000000001",
        "Fabrikat Slate 14 Gen 4",
        "Windows 11 Enterprise 24H2",
        "Free disk space",
        "4.1\u{a0}GB",
        "Start-up time",
        "Not known</span>",
        "/executions/0199f6a0-2222-4222-8333-444455556609",
    ] {
        assert!(gets.contains(part), "{part} in {gets}");
    }
    assert!(!gets.contains("EXAMPLE"), "who else signed in there: {gets}");
}

#[test]
fn it_is_one_field_and_one_button() {
    let html = form("hand-over");
    let form = between(&html, "id=\"hand-over\"", "</form>");
    for part in [
        "action=\"/api/hand_over\"",
        "name=\"diagnosis\" value=\"0199f6a0-3333-4222-8333-444455556601\"",
        "name=\"key\" value=\"0199f6a0-1111-4222-8333-444455556666\"",
        "<textarea id=\"note\" name=\"note\"",
        "maxlength=\"1000\"",
        ">Send to IT</button>",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    assert_eq!(
        form.matches("<input").count() - form.matches("type=\"hidden\"").count(),
        0
    );
    assert_eq!(html.matches("button-primary").count(), 1, "one primary button");
    // What is typed is not taken away by a newer page.
    assert!(!html.contains("data-events="));
}

#[test]
fn where_it_cannot_be_handed_over_there_is_another_way() {
    let settled = form("hand-over-settled");
    assert!(!settled.contains("/api/hand_over") && settled.contains("see how it stands"));
    let no_desk = form("hand-over-no-desk");
    assert!(!no_desk.contains("/api/hand_over"));
    assert!(no_desk.contains("No service desk is connected") && !no_desk.contains("mailto:"));
    let by_mail = form("hand-over-by-mail");
    assert!(!by_mail.contains("/api/hand_over") && by_mail.contains(sample::MAIL));
    assert!(!by_mail.contains("No service desk is connected"));
    let again = form("hand-over-again");
    assert!(again.contains("/api/hand_over"));
    assert!(
        again.contains("name=\"after\" value=\"0199f6a0-4444-4222-8333-444455556601\""),
        "it says which one it knows of"
    );
    assert!(!form("hand-over").contains("name=\"after\""));
}

#[test]
fn every_state_is_said_with_what_it_means() {
    for (name, headline, note) in [
        ("handed-queued", "Waiting to be sent to IT", "sent as soon as"),
        ("handed-sending", "On its way to IT", "making the ticket"),
        (
            "handed-unsure",
            "We are not sure that it arrived",
            "No second one is made",
        ),
        ("handed-attaching", "IT has it: INC0012345", "still being added"),
        ("handed-created", "IT has it: INC0012345", "went along"),
        ("handed-bare", "IT has it", "Not all"),
        ("handed-refused", "It did not reach IT", "refused it"),
        ("handed-never-sent", "It did not reach IT", "there is no ticket"),
        (
            "handed-never-heard",
            "We do not know whether it reached IT",
            "Ask IT for it",
        ),
    ] {
        let html = handed(name);
        assert_eq!(
            between(&html, "<h1 id=\"headline\">", "</h1>"),
            headline,
            "{name}"
        );
        assert!(html.contains(&format!("data-announce=\"{headline}\"")), "{name}");
        assert!(between(&html, "class=\"lead\">", "</p>").contains(note), "{name}");
        let failed = headline.contains("reach");
        let over = failed || matches!(name, "handed-created" | "handed-bare");
        assert_eq!(html.contains("http-equiv=\"refresh\""), !over, "{name}");
        assert_eq!(html.contains("data-after="), !over, "{name}");
    }
}

#[test]
fn the_ticket_has_its_number_and_link_and_before_it_the_code() {
    let html = handed("handed-created");
    assert!(
        html.contains("<code id=\"code\">INC0012345</code>") && html.contains("data-copy=\"INC0012345\"")
    );
    assert!(
        between(&html, "id=\"copy-code\"", "</button>").ends_with(">Copy text"),
        "{html}"
    );
    assert!(html.contains("href=\"https://desk.example.com/nav_to.do?uri=incident.do\" target=\"_blank\""));
    assert!(handed("handed-queued").contains("<code id=\"code\">DS-556601</code>"));
    assert!(handed("handed-refused").contains("<q>Caller alex.fischer is not active</q>"));
}

#[test]
fn only_the_web_is_linked_to() {
    let (_, mut view) = sample::hand_over_pages().swap_remove(4);
    let hostile = domain::Ticket {
        number: Some("<b>1</b>".into()),
        link: Some("javascript:alert(1)".into()),
        record: None,
    };
    let order = view.hand_over.order.clone();
    let it = domain::HandOver::new(order)
        .advance(domain::HandOverSignal::Created(hostile), sample::now())
        .unwrap();
    view.hand_over = it.into();
    let html = pages::handed_over(&sample::page(Lang::En, "/"), &view);
    assert!(
        !html.contains("javascript:") && html.contains("&lt;b&gt;1"),
        "{html}"
    );
}

#[test]
fn what_was_written_keeps_its_lines_and_stays_text() {
    let html = handed("handed-created");
    assert!(html.contains("It began after the last update.\nMostly in the morning."));
}
