//! The receipt of an execution: complete, and nothing but text.

use app::pages;
use domain::Lang;

use crate::{execution, run, sample};

fn receipt(name: &str) -> String {
    pages::receipt(
        &sample::page(Lang::En, "/executions/x/receipt"),
        &sample::receipt(&run(name)),
    )
}

#[test]
fn a_receipt_says_who_what_where_and_when() {
    let html = receipt("fixed");
    for part in [
        "Alex Fischer",
        "alex.fischer@example.com",
        "Free up space",
        "#sample",
        "NB-ZRH-0042",
        "30adce7c-0000-4000-8000-000000000001",
        "0199f6a0-2222-4222-8333-444455556608",
        "<code id=\"code\">DS-556608</code>",
        "href=\"/executions/0199f6a0-2222-4222-8333-444455556608/receipt.json\"",
        "The run is kept until <time datetime=\"2027-05-20T",
        "<dt>Checking</dt>",
        "<b>Accepted</b>",
        "4.1\u{a0}GB",
        "15.8\u{a0}GB",
        "<th scope=\"row\">Space freed</th><td>11.7\u{a0}GB</td>",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(
        !html.contains("data-after="),
        "it is what it was when it was made"
    );
    assert!(execution("fixed").contains("href=\"/executions/0199f6a0-2222-4222-8333-444455556608/receipt\""));
}

#[test]
fn a_receipt_says_what_each_call_came_to_and_what_is_not_known() {
    let html = receipt("never-arrived");
    for part in [
        "Outcome unknown",
        "<q>the connection broke</q>",
        "Nexthink has no trace of it",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(receipt("queued").contains("None so far."));
    assert!(receipt("queued").contains("kept for 180 days after its end"));
    assert!(receipt("answered").contains("Where should the battery be delivered?"));
    let mut many = sample::receipt(&run("never-arrived"));
    many.calls[0].times = 7;
    let html = pages::receipt(&sample::page(Lang::En, "/"), &many);
    assert!(html.contains("7 times in a row"));
}

#[test]
fn a_hostile_receipt_stays_text() {
    let hostile = "</h2><script>alert(1)</script>\"'&";
    let mut receipt = sample::receipt(&run("answered"));
    receipt.employee.name = hostile.into();
    receipt.device.name = hostile.into();
    receipt.remedy.title = Some(sample::text(hostile, hostile));
    receipt.details = hostile.into();
    receipt.output = hostile.into();
    receipt.calls[0].words = hostile.into();
    let answer = receipt.answer.as_mut().unwrap();
    answer.given[0].value = hostile.into();
    answer.question = Some(sample::text(hostile, hostile));
    let html = pages::receipt(&sample::page(Lang::En, "/"), &receipt);
    assert!(!html.contains("<script>alert"), "{html}");
    assert!(html.matches("&lt;script&gt;alert(1)").count() >= 8, "{html}");
}
