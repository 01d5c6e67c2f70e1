//! What the pages say and how they are built, by the samples of the gallery.

mod admin;
mod devices;
mod dressed;
mod executions;
#[path = "../../examples/shared/framed.rs"]
mod framed;
mod frames;
mod hand_overs;
mod icons;
mod overview;
mod receipts;
mod sign_in;
mod topics;

use app::{Notice, Reason, Tried, pages, samples as sample};
use domain::{Availability, Lang, State};

fn device(page: &app::PageContext) -> String {
    pages::device(page, &sample::device_page())
}

fn run(name: &str) -> domain::Execution {
    sample::run_named(name)
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
            format!("silent device {lang}"),
            pages::device(&page, &sample::silent_device()),
        ));
        all.push((
            format!("privacy {lang}"),
            pages::privacy(&page, &sample::privacy()),
        ));
        all.push((
            format!("history {lang}"),
            pages::history(&page, &sample::history()),
        ));
        all.push((
            format!("sign-in {lang}"),
            pages::sign_in(&page, &sample::ways(&[], &sample::people())),
        ));
        all.push((
            format!("problem {lang}"),
            pages::problem(&page, &pages::Problem::NotFound),
        ));
        all.push((format!("style guide {lang}"), pages::styleguide(&page)));
        all.extend(
            sign_in::every_page(lang)
                .into_iter()
                .map(|(name, html)| (format!("{name} {lang}"), html)),
        );
        all.extend(
            sample::flows(&page)
                .into_iter()
                .map(|(name, html)| (format!("{name} {lang}"), html)),
        );
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
        // A link that is opened in a tab of its own may leave.
        let lower = html
            .to_lowercase()
            .replace("<a href=\"https://it.example.com/power\" target=\"_blank\"", "")
            .replace(
                "https://desk.example.com/nav_to.do?uri=incident.do\" target=\"_blank\"",
                "",
            );
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
        let shown = between(&html, &format!("id=\"remedy-{remedy}\""), "</details>");
        assert!(shown.contains("disabled"), "{remedy}: {shown}");
        assert!(!shown.contains("<form"), "{remedy}");
        assert!(shown.contains(reason), "{remedy}: {shown}");
        let waits = matches!(remedy, "flush-dns" | "collect-logs");
        assert_eq!(shown.contains("data-until="), waits, "{remedy}: {shown}");
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
    assert!(between(&html, "id=\"remedy-restart\"", "</details>").contains("Please tick the box"));
    // It is the one that stands open: nobody has to look for it.
    assert!(html.contains("id=\"fold-restart\" open class=\"remedy-fold\""));
    assert_eq!(html.matches(" open class=\"remedy-fold\"").count(), 1);
    page.notice = Some(Notice {
        tried: Tried::Run,
        reason: Reason::Internal,
        remedy: None,
    });
    let html = device(&page);
    assert!(between(&html, "<main", "<h1").contains("Something failed here"));
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
