//! When a device reports and can be asked about again, what is planned on it, and what is said of one that is silent.

use app::pages;
use domain::{Availability, Execution, Failure, FailureKind, Lang, Refusal, Signal};
use jiff::SignedDuration;
use service::{
    Trouble, TroubleKind,
    view::{CheckAgain, DevicePage, Hold, ReportsEvery},
};

use crate::{between, sample};

fn shown(view: &DevicePage) -> String {
    pages::device(&sample::page(Lang::En, "/devices/x"), view)
}

fn again(change: impl FnOnce(&mut CheckAgain)) -> String {
    let mut view = sample::device_page();
    change(&mut view.again);
    let html = shown(&view);
    between(&html, "class=\"check-again\"", "</section>").to_owned()
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

#[test]
fn a_device_says_when_it_reported_and_when_it_reports_next() {
    let html = again(|_| {});
    assert!(html.contains("This device reported "), "{html}");
    assert!(html.contains("It reports about every 10\u{a0}min."), "{html}");
    assert!(html.contains("Its next report is expected at about "), "{html}");
    let due = again(|again| again.reported_at -= minutes(9));
    assert!(due.contains("Its next report is due."), "{due}");
    let usual = again(|again| again.every = Some(ReportsEvery::Usual(minutes(15))));
    assert!(
        usual.contains("Devices here usually report every 15\u{a0}min."),
        "{usual}"
    );
    let unknown = again(|again| again.every = None);
    assert!(
        unknown.contains("How often it reports is not known yet."),
        "{unknown}"
    );
    let away = again(|again| again.online = false);
    assert!(
        away.contains("when it is switched on and connected") && !away.contains("next report"),
        "{away}"
    );
}

#[test]
fn it_can_be_asked_about_again_or_says_why_not_and_until_when() {
    let form = again(|_| {});
    for part in [
        "action=\"/api/check_again\"",
        "method=\"post\"",
        "name=\"device\" value=\"30adce7c-0000-4000-8000-000000000001\"",
        "name=\"person\" value=\"5e1f\"",
        "id=\"check-again-button\" type=\"submit\"",
    ] {
        assert!(form.contains(part), "{part} in {form}");
    }
    let until = sample::now() + SignedDuration::from_secs(20);
    for (hold, why, counts) in [
        (Hold::JustAsked { until }, "Nexthink was asked just now.", true),
        (Hold::Budget { until }, "may not be asked more often", true),
        (Hold::Asking, "is being asked at this moment", false),
    ] {
        let html = again(|again| again.hold = Some(hold));
        assert!(html.contains(why), "{html}");
        assert!(
            html.contains("id=\"check-again-button\" type=\"button\" aria-disabled=\"true\" aria-describedby=\"check-again-why\""),
            "{html}"
        );
        assert!(!html.contains("<form"), "nothing is sent: {html}");
        assert_eq!(html.contains("data-until="), counts, "{html}");
    }
}

#[test]
fn a_look_at_a_symptom_can_be_refreshed_and_comes_back_to_itself() {
    let (_, view) = sample::diagnosis_pages()
        .into_iter()
        .find(|(name, _)| *name == "diagnosis-found")
        .unwrap();
    let html = pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &view);
    let form = between(&html, "id=\"check-again\"", "</form>");
    let carried = format!("name=\"diagnosis\" value=\"{}\"", view.diagnosis.id);
    assert!(form.contains(&carried), "{form}");
}

#[test]
fn a_remedy_that_can_be_planned_asks_when() {
    let mut view = sample::device_page();
    let mut offer = view.sections[2].offers[0].clone();
    let mut remedy = domain::Remedy::clone(&offer.remedy);
    remedy.later = [60, 240, 90].map(minutes).to_vec();
    (offer.remedy, offer.availability) = (remedy.into(), Availability::Ready);
    let id = offer.remedy.id.clone();
    view.sections[2].offers = vec![offer];
    view.suggested = None;
    let html = shown(&view);
    let form = between(&html, &format!("id=\"run-{id}\""), "</form>");
    assert!(
        form.contains(&format!("<label for=\"later-{id}\">When</label>")),
        "{form}"
    );
    assert!(
        form.contains(&format!("<select id=\"later-{id}\" name=\"later\">")),
        "{form}"
    );
    for option in [
        "<option value=\"\">Now</option>",
        "<option value=\"3600\">In one hour</option>",
        "<option value=\"14400\">In 4 hours</option>",
        "<option value=\"5400\">In 90 minutes</option>",
    ] {
        assert!(form.contains(option), "{option} in {form}");
    }
}

#[test]
fn what_is_planned_is_a_thing_of_its_own_on_every_page_and_can_be_cancelled() {
    let run = sample::planned();
    let id = run.order.id.clone();
    let at = format!("datetime=\"{}\"", run.order.planned_for.unwrap());
    let mut view = sample::device_page();
    view.runs = vec![sample::summary_of(run.clone())];
    let mut overview = sample::overview();
    overview.open = view.runs.clone();
    let home = pages::home(&sample::page(Lang::En, "/"), &overview);
    let device = shown(&view);
    for html in [&home, &device] {
        let card = between(html, "aria-labelledby=\"planned\"", "</section>");
        for part in [
            "Starts at ",
            at.as_str(),
            "data-until=",
            "action=\"/api/cancel\"",
            id.as_str(),
        ] {
            assert!(card.contains(part), "{part} in {card}");
        }
    }
    assert!(!home.contains("id=\"open\""), "nothing is under way");
    assert!(!device.contains("id=\"runs\""), "nothing ran");

    let page = sample::execution_page(run);
    let html = pages::execution(&sample::page(Lang::En, "/executions/x"), &page);
    let headline = between(&html, "<h1 id=\"headline\">", "</h1>");
    assert!(
        headline.contains("Planned: starts at ") && headline.contains(&at),
        "{headline}"
    );
    assert!(html.contains("<title>Planned: "), "{html}");
    assert!(
        html.contains("id=\"cancel\"") && html.contains("Wait until it is time"),
        "{html}"
    );
    assert!(
        !html.contains("http-equiv=\"refresh\""),
        "it does not move for an hour"
    );
    // When its time has come, it is like any other.
    let due = service::view::ExecutionPage {
        now: page.execution.order.planned_for.unwrap(),
        ..page
    };
    let html = pages::execution(&sample::page(Lang::En, "/executions/x"), &due);
    assert_eq!(
        between(&html, "<h1 id=\"headline\">", "</h1>"),
        "Waiting to be sent"
    );
}

#[test]
fn what_is_planned_holds_its_remedy_and_says_until_when() {
    let mut view = sample::device_page();
    let offer = &mut view.sections[2].offers[0];
    let run = sample::planned();
    offer.availability = Availability::No(Refusal::Planned {
        execution: Some(run.order.id.clone()),
        at: run.order.planned_for.unwrap(),
    });
    let id = offer.remedy.id.clone();
    let html = shown(&view);
    let why = between(&html, &format!("id=\"why-{id}\""), "</p>");
    assert!(why.contains("Planned on this device: it starts at "), "{why}");
    assert!(why.contains(&format!("/executions/{}", run.order.id)), "{why}");
}

#[test]
fn a_plan_that_was_given_up_says_why_and_what_to_do() {
    for (kind, why) in [
        (
            FailureKind::Withdrawn,
            "was not offered to you on this device any more",
        ),
        (
            FailureKind::NotTheirs,
            "did not name this device as yours any more",
        ),
        (FailureKind::NotNeeded, "was not needed any more"),
    ] {
        let failure = Failure {
            kind,
            words: String::new(),
        };
        let run: Execution = sample::planned()
            .advance(Signal::Refused(failure, None), sample::now() + minutes(60))
            .into_execution();
        let html = pages::execution(
            &sample::page(Lang::En, "/executions/x"),
            &sample::execution_page(run),
        );
        assert!(html.contains(why), "{why} in {html}");
    }
}

#[test]
fn a_device_that_is_silent_for_days_is_named_with_what_to_do_wherever_it_stands() {
    let days = |count: i64| SignedDuration::from_hours(24 * count);
    let mut view = sample::device_page();
    view.summary.device.last_seen = sample::now() - days(3);
    let said = "NB-ZRH-0042 has not reported for 3 days.";
    let html = shown(&view);
    assert!(html.contains(said) && html.contains("to the VPN, too"), "{html}");
    let mut topic = sample::topic_page();
    topic.device = Some(view.summary.device.clone());
    let html = pages::topic(&sample::page(Lang::En, "/topics/x"), &topic);
    assert!(html.contains(said), "{html}");
    let mut overview = sample::overview();
    overview.devices = vec![view.summary.clone()];
    let html = pages::home(&sample::page(Lang::En, "/"), &overview);
    assert!(html.contains("switch it on and connect it"), "{html}");
    let (_, mut look) = sample::diagnosis_pages().remove(0);
    look.device = Some(view.summary.device.clone());
    let html = pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &look);
    assert!(html.contains(said), "{html}");
    view.summary.device.last_seen = sample::now() - days(2) + minutes(1);
    assert!(!shown(&view).contains("has not reported for"));
}

#[test]
fn a_budget_that_is_used_up_is_said_with_when_it_is_asked_again() {
    let trouble = Trouble {
        kind: TroubleKind::Throttled,
        since: sample::now() - minutes(1),
    };
    let mut overview = sample::overview();
    overview.freshness.trouble = Some(trouble);
    overview.freshness.again_at = Some(sample::now() + minutes(2));
    let html = pages::home(&sample::page(Lang::En, "/"), &overview);
    let banner = between(&html, "class=\"banner\"", "</section>");
    for part in [
        "as often as it may",
        "It is asked again at ",
        "data-until=",
        "You see what was known",
    ] {
        assert!(banner.contains(part), "{part} in {banner}");
    }
    let problem = pages::Problem::Unavailable { trouble, after: None };
    let html = pages::problem(&sample::page(Lang::En, "/devices/x"), &problem);
    assert!(
        html.contains("<h1>Nexthink may not be asked more often</h1>"),
        "{html}"
    );
}

#[test]
fn whoever_has_no_device_and_whoever_lost_one_is_told_what_to_do() {
    let named = |name: &str| {
        sample::topic_pages()
            .into_iter()
            .find(|(known, _)| *known == name)
            .unwrap()
            .1
    };
    let page = sample::page(Lang::En, "/topics/x");
    let none = pages::topic(&page, &named("topic-no-device"));
    assert!(
        none.contains("We found no device of yours.") && none.contains("Give IT the name"),
        "{none}"
    );
    let mut unfit = named("topic-no-device");
    unfit.has_devices = true;
    let unfit = pages::topic(&page, &unfit);
    assert!(
        unfit.contains("None of your devices can be looked at for this."),
        "{unfit}"
    );
    let (_, mut look) = sample::diagnosis_pages().remove(0);
    look.device = None;
    let html = pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &look);
    assert!(html.contains("is not among your devices any more"), "{html}");
    // The way back leads to a page that exists.
    assert!(
        html.contains("id=\"back\" href=\"/topics/slow-computer\""),
        "{html}"
    );
}

#[test]
fn whoever_has_several_devices_chooses_with_which_to_begin() {
    let mut view = sample::device_page();
    let form = shown(&view);
    assert!(
        form.contains("action=\"/api/choose_device\"") && form.contains("Start with this device"),
        "{form}"
    );
    view.chosen = true;
    let html = shown(&view);
    assert!(
        html.contains("id=\"chosen-device\"") && !html.contains("/api/choose_device"),
        "{html}"
    );
    view.others.clear();
    assert!(
        !shown(&view).contains("chosen-device"),
        "there is nothing to choose"
    );
}

#[test]
fn a_virtual_desktop_says_so_in_words_where_it_is_meant() {
    let mut topic = sample::topic_page();
    let mut desktop = topic.devices[2].clone();
    desktop.last_seen = sample::now();
    topic.device = Some(desktop.clone());
    let html = pages::topic(&sample::page(Lang::En, "/topics/x"), &topic);
    let form = between(&html, "id=\"diagnose\"", "</form>");
    assert!(
        form.contains("VDI-ZRH-211") && form.contains("Virtual desktop"),
        "{form}"
    );
    let (_, mut look) = sample::diagnosis_pages().remove(0);
    look.device = Some(desktop);
    let html = pages::diagnosis(&sample::page(Lang::En, "/diagnoses/x"), &look);
    assert!(
        between(&html, "class=\"eyebrow\"", "</p>").contains("Virtual desktop"),
        "{html}"
    );
}
