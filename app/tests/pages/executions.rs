//! The page of an execution: where it stands, what came of it, and what can be done.

use app::{Notice, Reason, Tried, pages};
use domain::{Lang, State};

use crate::{between, execution, run, sample, shown};

#[test]
fn every_state_is_said_in_words() {
    for (name, headline) in [
        ("queued", "Waiting to be sent"),
        ("unsure", "We are not sure that it arrived"),
        ("sent", "On its way to NB-ZRH-0042"),
        ("waiting-for-device", "Waiting for NB-ZRH-0042 to come back"),
        (
            "waiting-for-user",
            "Waiting for you: answer the question on NB-ZRH-0042",
        ),
        ("waiting-for-answer", "It needs an answer from you"),
        ("answering", "Your answer is being sent"),
        ("running", "Removing temporary files"),
        ("verifying", "Checking that it helped"),
        ("fixed", "Fixed"),
        ("not-fixed", "It ran, and the problem is still there"),
        ("done", "Done"),
        ("failed", "It did not work"),
        ("expired", "NB-ZRH-0042 could not be reached in time"),
        ("declined", "It was declined on NB-ZRH-0042"),
        (
            "unanswered",
            "The question on NB-ZRH-0042 was not answered in time",
        ),
        ("cancelled", "Cancelled"),
    ] {
        let html = execution(name);
        assert_eq!(between(&html, "<h1 id=\"headline\">", "</h1>"), headline);
        assert!(
            html.contains(&format!("data-announce=\"{headline}\"")),
            "{name} tells it to whoever cannot see it"
        );
    }
}

#[test]
fn an_open_execution_moves_without_scripts_and_an_ended_one_rests() {
    for (name, run) in sample::executions() {
        let html = execution(name);
        let open = !run.state().is_end();
        // A page that loads itself again would take what is being typed.
        let moves = open && run.state() != State::WaitingForAnswer;
        // What is planned for later does not change for long.
        let reloads = moves && run.planned_for(sample::now()).is_none();
        assert_eq!(html.contains("http-equiv=\"refresh\""), reloads, "{name}");
        assert_eq!(html.contains("data-after="), open, "{name}");
        assert_eq!(html.contains("You can close this page"), moves, "{name}");
    }
}

#[test]
fn the_proof_shows_both_figures_and_no_more_than_was_measured() {
    let fixed = execution("fixed");
    let proof = between(&fixed, "class=\"proof\"", "</dl>");
    assert!(
        proof.contains("4.1\u{a0}GB") && proof.contains("15.8\u{a0}GB"),
        "{proof}"
    );
    assert!(!execution("unproven").contains("class=\"proof\""));
    assert!(execution("unproven").contains("we cannot prove that it helped"));
}

#[test]
fn a_failure_says_why_what_next_and_the_code() {
    let html = execution("failed");
    assert!(
        html.contains("reported that it failed") && html.contains("Restart the device"),
        "{html}"
    );
    assert!(html.contains("<code id=\"code\">DS-556612</code>"), "{html}");
    assert!(html.contains("data-copy=\"DS-556612\""));
    assert!(html.contains("<q>The script timed out after 300 seconds.</q>"));
}

/// The note under the headline.
fn note(html: &str) -> &str {
    between(html, "<p class=\"lead\">", "</p>")
}

#[test]
fn what_content_knows_about_an_end_is_said_instead_of_the_general() {
    let html = shown(&sample::explained_page(run("failed")));
    assert!(
        note(&html).contains("took too long.<!> <!>Restart your device and try again."),
        "{}",
        note(&html)
    );
    assert!(!html.contains("reported that it failed"));
    assert!(html.contains("<q>The script timed out after 300 seconds.</q>"));
    for ended in ["declined", "unanswered", "done"] {
        let html = shown(&sample::explained_page(run(ended)));
        assert!(note(&html).contains("took too long"), "{ended}");
        let general = execution(ended);
        assert!(!html.contains(note(&general)), "{ended}");
    }
}

#[test]
fn what_the_figures_say_is_said_besides_what_content_knows() {
    for (ended, said) in [
        ("unproven", "we cannot prove that it helped"),
        ("not-fixed", "has not changed enough"),
        ("fixed", "measured after the fix"),
    ] {
        let html = shown(&sample::explained_page(run(ended)));
        let note = note(&html);
        assert!(
            note.contains("took too long") && note.contains(said),
            "{ended}: {note}"
        );
    }
}

#[test]
fn what_content_knows_is_not_said_of_another_end() {
    for ended in [
        "never-arrived",
        "never-sent",
        "refused",
        "expired",
        "cancelled",
        "running",
    ] {
        let html = shown(&sample::explained_page(run(ended)));
        assert!(!html.contains("took too long"), "{ended}");
    }
}

#[test]
fn where_nothing_was_changed_it_can_be_run_again() {
    let again = "href=\"/remedies/free-disk-space?device=30adce7c-0000-4000-8000-000000000001\"";
    for (name, run) in sample::executions() {
        let expected = matches!(
            name,
            "declined"
                | "unanswered"
                | "expired"
                | "cancelled"
                | "cancelled-there"
                | "never-arrived"
                | "never-sent"
        );
        let html = execution(name);
        assert_eq!(html.contains(again), expected, "{name}");
        let mut gone = sample::execution_page(run);
        gone.remedy = None;
        assert!(
            !shown(&gone).contains(again),
            "{name}: it is not there to be started"
        );
    }
    let never = execution("never-arrived");
    assert!(
        note(&never).contains("Nexthink has no trace of it, so nothing was run."),
        "{never}"
    );
    assert!(!never.contains("Took 32") && execution("failed").contains("Took 32"));
}

#[test]
fn what_is_not_known_is_not_promised() {
    let unsure = execution("unsure");
    let note = note(&unsure);
    for said in [
        "looking for it in Nexthink",
        "within 15 minutes",
        "not sent again by itself",
    ] {
        assert!(note.contains(said), "{said} in {note}");
    }
    assert!(execution("waiting-for-device").contains("It cannot be called back any more."));
    assert!(execution("cancelled-there").contains("cancelled in Nexthink"));
    assert!(!execution("cancelled").contains("cancelled in Nexthink"));
}

#[test]
fn a_question_that_content_no_longer_has_is_for_it() {
    let mut view = sample::execution_page(run("waiting-for-answer"));
    assert!(!shown(&view).contains("id=\"code\""));
    view.remedy = None;
    let html = shown(&view);
    assert!(note(&html).contains("cannot be given here any more"), "{html}");
    assert!(html.contains("id=\"code\""), "{html}");
}

#[test]
fn what_was_answered_stands_among_what_was_chosen() {
    for name in ["answering", "answered"] {
        let html = execution(name);
        let chosen = between(&html, "id=\"chosen\"", "</section>");
        for part in [
            "Where should the battery be delivered?",
            "<dt>Site</dt><dd>North campus</dd>",
            "Answered ",
        ] {
            assert!(chosen.contains(part), "{name}: {part} in {chosen}");
        }
        assert!(!chosen.contains("do not know"), "{name}: {chosen}");
    }
    let view = |signal| {
        let run = run("answering").advance(signal, sample::now()).into_execution();
        shown(&sample::execution_page(run))
    };
    let call = |result| sample::call(0, result, "");
    let unknown = view(domain::Signal::AnswerUnknown(call(domain::CallResult::Unknown)));
    assert!(unknown.contains("We do not know whether Nexthink took this answer."));
    let refused = view(domain::Signal::AnswerRefused(call(domain::CallResult::Refused)));
    assert!(refused.contains("nothing waited for it any more"));
}

#[test]
fn it_can_be_taken_back_until_it_is_sent() {
    let html = execution("queued");
    let form = between(&html, "action=\"/api/cancel\"", "</form>");
    for part in [
        "name=\"execution\" value=\"0199f6a0-2222-4222-8333-444455556601\"",
        "data-working=\"Taking it back…\"",
        ">Don’t run it</button>",
        "id=\"cancel-error\" role=\"alert\"",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    let sent = |(name, _): &&(&str, _)| !["queued", "planned"].contains(name);
    for (name, _) in sample::executions().iter().filter(sent) {
        assert!(!execution(name).contains("/api/cancel"), "{name}");
    }
}

#[test]
fn what_was_not_done_is_said_on_the_page_of_the_execution() {
    let mut page = sample::page(Lang::En, "/executions/x");
    page.notice = Some(Notice {
        tried: Tried::Cancel,
        reason: Reason::TooLate,
        remedy: None,
    });
    let html = pages::execution(&page, &sample::execution_page(run("sent")));
    let notice = between(&html, "class=\"notice\"", "</div>");
    assert!(
        notice.contains("It was not taken back.") && notice.contains("no way to call it back"),
        "{notice}"
    );
}

#[test]
fn a_question_is_a_form_that_knows_which_question_it_answers() {
    let html = execution("waiting-for-answer");
    let question = between(&html, "class=\"question\"", "</section>");
    let asked_at = run("waiting-for-answer").reported_at().unwrap();
    for part in [
        ">Where should the battery be delivered?</h2>",
        "action=\"/api/answer\"",
        "name=\"execution\" value=\"0199f6a0-2222-4222-8333-444455556620\"",
        &format!("name=\"asked_at\" value=\"{asked_at}\""),
        "<label for=\"field-answer-delivery_site\">Site</label>",
        "name=\"parameters[delivery_site]\"",
        "<option value=\"North campus\">",
        "<label for=\"field-answer-delivery_site-custom\"",
        "name=\"custom[delivery_site]\"",
        "<label for=\"field-answer-phone\">Your phone number</label>",
        "maxlength=\"40\"",
        ">Send answer</button>",
    ] {
        assert!(question.contains(part), "{part} in {question}");
    }
    assert_eq!(html.matches("button-primary").count(), 1, "one primary button");
    for (name, _) in sample::executions() {
        let asks = name == "waiting-for-answer";
        assert_eq!(execution(name).contains("/api/answer"), asks, "{name}");
    }
}

#[test]
fn a_hostile_question_and_answer_stay_text() {
    let hostile = "</h2><script>alert(1)</script>\"'&";
    let mut remedy = sample::order_battery();
    let asks = remedy.asks.as_mut().unwrap();
    asks.text = sample::text(hostile, hostile);
    asks.parameters[0].label = sample::text(hostile, hostile);
    asks.parameters[0].options = vec![hostile.into()];
    let remedy = std::sync::Arc::new(remedy);
    let given = [("delivery_site".to_owned(), hostile.to_owned())].into();
    let answered = run("waiting-for-answer")
        .advance(domain::Signal::Answered(given), sample::now())
        .into_execution();
    for run in [run("waiting-for-answer"), answered] {
        let mut view = sample::execution_page(run);
        view.remedy = Some(remedy.clone());
        let html = shown(&view);
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(
            html.contains("&lt;script&gt;alert(1)"),
            "it is shown all the same"
        );
    }
}

#[test]
fn output_is_a_table_in_the_words_and_units_of_content() {
    let shown = |lang, run: &str| {
        let page = sample::page(lang, "/executions/x");
        let html = pages::execution(&page, &sample::execution_page(sample::run_named(run)));
        between(&html, "class=\"card output\"", "</section>").to_owned()
    };
    let rows = |html: &str| -> Vec<String> {
        let rows = html.split("<th scope=\"row\">").skip(1);
        rows.map(|row| row.split("</tr>").next().unwrap().replace("</th><td>", ": "))
            .map(|row| row.replace("</td>", ""))
            .collect()
    };
    assert_eq!(
        rows(&shown(Lang::En, "fixed")),
        [
            "Space freed: 11.7\u{a0}GB",
            "Files deleted: 4120",
            "Log: 3 folders"
        ]
    );
    assert_eq!(
        rows(&shown(Lang::De, "fixed")),
        [
            "Freigegebener Speicherplatz: 11,7\u{a0}GB",
            "Gelöschte Dateien: 4120",
            "Log: 3 folders"
        ]
    );
    // Content says nothing of what this one tells.
    assert_eq!(
        rows(&shown(Lang::En, "done")),
        ["FilesDeleted: 4120", "FreedSpace: 11700000000", "Log: 3 folders"]
    );
}

#[test]
fn an_output_that_is_not_the_number_that_content_promises_is_shown_as_it_came() {
    let mut view = sample::execution_page(run("done"));
    let mut remedy = sample::cleanup();
    remedy.outputs[0].name = "Log".into();
    view.remedy = Some(std::sync::Arc::new(remedy));
    assert!(shown(&view).contains("<th scope=\"row\">Space freed</th><td>3 folders</td>"));
}
