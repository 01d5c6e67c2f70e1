//! What the pages say and how they are built, by the samples of the gallery.

#[path = "../examples/shared/sample.rs"]
mod sample;

use app::{Notice, Reason, Tried, pages};
use domain::{Availability, Lang, Rating, State};
use service::{Trouble, TroubleKind, view::Freshness};

fn home(overview: &service::view::Overview) -> String {
    pages::home(&sample::page(Lang::En, "/"), overview)
}

fn device(page: &app::PageContext) -> String {
    pages::device(page, &sample::device_page())
}

fn run(name: &str) -> domain::Execution {
    let mut all = sample::executions().into_iter();
    let found = all.find(|(known, _)| *known == name);
    found.expect("a sample of this name").1
}

fn execution(name: &str) -> String {
    shown(&sample::execution_page(run(name)))
}

fn shown(view: &service::view::ExecutionPage) -> String {
    pages::execution(&sample::page(Lang::En, "/executions/x"), view)
}

fn everything() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for lang in Lang::ALL {
        let page = sample::page(lang, "/");
        all.push((format!("home {lang}"), pages::home(&page, &sample::overview())));
        all.push((format!("device {lang}"), device(&page)));
        all.push((
            format!("history {lang}"),
            pages::history(&page, &sample::history()),
        ));
        all.push((
            format!("sign-in {lang}"),
            pages::sign_in(&page, &sample::people()),
        ));
        all.push((
            format!("problem {lang}"),
            pages::problem(&page, &pages::Problem::NotFound),
        ));
        for (name, run) in sample::executions() {
            all.push((
                format!("receipt {name} {lang}"),
                pages::receipt(&page, &sample::receipt(&run)),
            ));
            all.push((
                format!("{name} {lang}"),
                pages::execution(&page, &sample::execution_page(run)),
            ));
        }
    }
    all
}

/// The text between the first `from` and the next `to`.
fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let start = html
        .find(from)
        .map(|at| at + from.len())
        .unwrap_or_else(|| panic!("no {from} in {html}"));
    html[start..].split(to).next().unwrap_or_default()
}

#[test]
fn every_page_has_what_every_page_needs() {
    for (name, html) in everything() {
        assert!(html.starts_with("<!DOCTYPE html><html lang="), "{name}");
        assert!(
            between(&html, "<title>", "</title>").ends_with(" · Deskside"),
            "{name}"
        );
        assert!(
            !between(&html, "<title>", "</title>").contains('<'),
            "{name}: a title is text alone"
        );
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one h1");
        for part in [
            "href=\"#main\" class=\"skip-link\"",
            "<main id=\"main\"",
            "name=\"color-scheme\"",
            "role=\"status\"",
            "action=\"/language\"",
            "id=\"live\"",
        ] {
            assert!(html.contains(part), "{name} lacks {part}");
        }
        // The live regions must outlive what is swapped.
        assert!(
            html.find("</main>").unwrap() < html.find("id=\"status\"").unwrap(),
            "{name}"
        );
    }
}

#[test]
fn nothing_needs_what_the_content_security_policy_forbids() {
    for (name, html) in everything() {
        let lower = html.to_lowercase();
        for forbidden in [
            " style=",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
            "http://",
            "https://",
        ] {
            assert!(!lower.contains(forbidden), "{name} has {forbidden}");
        }
        for script in html.split("<script").skip(1) {
            assert!(
                script
                    .split('>')
                    .next()
                    .unwrap()
                    .contains("nonce=\"c2FtcGxlLW5vbmNl\""),
                "{name}"
            );
        }
    }
}

#[test]
fn ids_are_unique_and_what_refers_to_one_finds_it() {
    for (name, html) in everything() {
        let ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        for id in &ids {
            assert_eq!(
                ids.iter().filter(|other| *other == id).count(),
                1,
                "{name}: {id} is not unique"
            );
        }
        for attribute in [" for=\"", " aria-labelledby=\"", " aria-describedby=\""] {
            for id in html
                .split(attribute)
                .skip(1)
                .map(|rest| rest.split('"').next().unwrap())
            {
                assert!(ids.contains(&id), "{name}: {attribute}{id} leads nowhere");
            }
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    let hostile = "</title><script>alert(1)</script>\"'&";
    let mut overview = sample::overview();
    overview.devices[0].device.name = hostile.into();
    overview.devices[0].device.model = hostile.into();
    if let Some(attention) = &mut overview.attention {
        attention.device.name = hostile.into();
    }
    let mut page = sample::device_page();
    page.summary.device.name = hostile.into();
    page.others[0].name = hostile.into();
    page.summary.device.system = hostile.into();
    let mut context = sample::page(Lang::En, "/devices/x?a=\"><script>alert(1)</script>");
    context.person = Some(hostile.into());
    let mut order = sample::executions().swap_remove(9).1.order;
    order.device_name = hostile.into();
    order.parameters.insert(hostile.into(), hostile.into());
    let run = domain::Execution::new(order)
        .advance(sample::accepted(), sample::now())
        .into_execution()
        .advance(
            sample::reported(domain::TenantStatus::Failure, hostile, hostile),
            sample::now(),
        )
        .into_execution();
    for html in [
        pages::home(&context, &overview),
        pages::device(&context, &page),
        pages::execution(&context, &sample::execution_page(run)),
    ] {
        assert!(!html.contains("<script>alert"), "{html}");
        assert!(
            html.contains("&lt;script&gt;alert(1)"),
            "it is shown all the same"
        );
    }
}

#[test]
fn the_overview_begins_with_what_matters() {
    let html = home(&sample::overview());
    assert_eq!(
        between(&html, "<h1>", "</h1>"),
        "NB-ZRH-0042 is nearly out of disk space."
    );
    assert_eq!(html.matches("button-primary").count(), 1, "one primary button");
    assert!(html.contains("2 more things could be better."));
}

#[test]
fn the_overview_says_when_all_is_well_and_when_nothing_is_known() {
    let mut well = sample::overview();
    (well.devices, well.attention) = (vec![sample::fine()], None);
    assert!(home(&well).contains("<h1>All is well with MAC-OFFICE-7.</h1>"));
    well.devices[0].rating = Rating::Unknown;
    assert!(home(&well).contains("<h1>We do not know yet how your devices are.</h1>"));
    let asking = Freshness {
        fetched_at: None,
        trouble: None,
        pending: true,
    };
    assert!(home(&sample::empty(asking)).contains("<h1>We are asking Nexthink about your devices.</h1>"));
    let none = home(&sample::empty(sample::fresh()));
    assert!(none.contains("<h1>We found no device of yours.</h1>") && none.contains("Give IT the name"));
}

#[test]
fn trouble_is_said_with_its_beginning_and_what_it_means() {
    let mut overview = sample::overview();
    let since = "2026-11-21T13:58:00Z".parse().unwrap();
    overview.freshness.trouble = Some(Trouble {
        kind: TroubleKind::Unreachable,
        since,
    });
    let html = home(&overview);
    let banner = between(&html, "class=\"banner\"", "</section>");
    assert!(banner.contains("Nexthink has not answered since"), "{banner}");
    assert!(banner.contains("datetime=\"2026-11-21T13:58:00Z\""), "{banner}");
    assert!(banner.contains("kept and sent as soon as it answers"), "{banner}");
    overview.freshness.trouble = Some(Trouble {
        kind: TroubleKind::NoPermission,
        since,
    });
    assert!(home(&overview).contains("please tell IT"));
}

#[test]
fn a_form_carries_everything_that_a_press_needs() {
    let html = device(&sample::page(Lang::En, "/"));
    let form = between(&html, "id=\"run-reset-network\"", "</form>");
    for part in [
        "method=\"post\"",
        "action=\"/api/run_remedy\"",
        "name=\"device\" value=\"30adce7c-0000-4000-8000-000000000001\"",
        "name=\"remedy\" value=\"reset-network\"",
        "name=\"key\" value=\"0199f6a0-1111-4222-8333-444455556666\"",
        "name=\"parameters[Profile]\"",
        "name=\"custom[Profile]\"",
        "name=\"parameters[Reason]\"",
        "maxlength=\"120\"",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    let consent = between(&html, "id=\"run-restart\"", "</form>");
    assert!(
        consent.contains("name=\"consent\" value=\"true\" required"),
        "{consent}"
    );
    assert!(consent.contains("Your device is offline"), "{consent}");
}

#[test]
fn a_remedy_that_cannot_run_has_a_disabled_button_and_the_reason() {
    let html = device(&sample::page(Lang::En, "/"));
    for (remedy, reason) in [
        ("flush-dns", "It can run again from"),
        (
            "repair-office",
            "href=\"/executions/0199f6a0-2222-4222-8333-444455556606\"",
        ),
        ("reset-printer", "Not needed now"),
        ("fix-keychain", "made for Windows"),
        ("collect-logs", "as often as it may"),
    ] {
        let article = between(&html, &format!("id=\"remedy-{remedy}\""), "</article>");
        assert!(article.contains("disabled"), "{remedy}: {article}");
        assert!(!article.contains("<form"), "{remedy}");
        assert!(article.contains(reason), "{remedy}: {article}");
    }
}

#[test]
fn every_availability_that_allows_it_has_a_form() {
    let mut page = sample::device_page();
    for availability in [Availability::Ready, Availability::WhenDeviceIsBack] {
        page.suggested = Some(sample::offer(sample::cleanup(), availability));
        let html = pages::device(&sample::page(Lang::En, "/"), &page);
        assert!(html.contains("id=\"run-free-disk-space\""));
    }
}

#[test]
fn a_notice_stands_at_its_remedy_and_nowhere_else() {
    let mut page = sample::page(Lang::En, "/");
    page.notice = Some(Notice {
        tried: Tried::Run,
        reason: Reason::ConsentMissing,
        remedy: "restart".parse().ok(),
    });
    let html = device(&page);
    assert_eq!(html.matches("class=\"notice\"").count(), 1);
    assert!(between(&html, "id=\"remedy-restart\"", "</article>").contains("Please tick the box"));
    page.notice = Some(Notice {
        tried: Tried::Run,
        reason: Reason::Internal,
        remedy: None,
    });
    let html = device(&page);
    assert!(between(&html, "<main", "<h1").contains("Something failed here"));
}

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
        assert_eq!(html.contains("http-equiv=\"refresh\""), moves, "{name}");
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
    let again = "href=\"/devices/30adce7c-0000-4000-8000-000000000001#remedy-free-disk-space\"";
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
    assert!(!never.contains("took 32") && execution("failed").contains("took 32"));
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
    for (name, _) in sample::executions().iter().filter(|(name, _)| *name != "queued") {
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
        "<th scope=\"row\">Temporary files</th>",
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

#[test]
fn output_is_a_table() {
    let html = execution("fixed");
    assert!(
        between(&html, "class=\"card output\"", "</section>")
            .contains("<th scope=\"row\">Temporary files</th><td>7.9 GB</td>")
    );
}

#[test]
fn the_history_lists_every_state() {
    let html = pages::history(&sample::page(Lang::En, "/history"), &sample::history());
    for (_, run) in sample::executions() {
        assert!(html.contains(&format!("href=\"/executions/{}\"", run.order.id)));
    }
    assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
    for state in State::ALL {
        let has_sample = sample::executions().iter().any(|(_, run)| run.state() == state);
        assert!(has_sample, "{state:?} wants a sample");
    }
}

#[test]
fn assets_are_named_as_the_site_serves_them() {
    let mut page = sample::page(Lang::En, "/");
    page.assets = std::sync::Arc::new(app::Assets {
        bundle: "deskside.ab12".into(),
        css: "/pkg/deskside.cd34.css".into(),
        public: [("icons.svg".into(), "/icons.ef56.svg".into())].into(),
    });
    let html = device(&page);
    for part in [
        "/pkg/deskside.ab12.js",
        "/pkg/deskside.ab12_bg.wasm",
        "/pkg/deskside.cd34.css",
        "/icons.ef56.svg#ok",
        "/favicon.svg",
    ] {
        assert!(html.contains(part), "{part}");
    }
}
