//! Pages in a frame: every link stays in it, what is inline carries the nonce, and the look is told.

use app::{Frame, Links, Theme, pages};
use domain::Lang;

use crate::{between, framed, sample};

/// What every address in these frames carries.
const CARRY: &str = "host=https://portal.example.com&amp;locale=";

fn everything() -> Vec<(String, String)> {
    Lang::ALL
        .into_iter()
        .flat_map(|lang| {
            let pages = framed::every_page(lang).into_iter();
            pages.map(move |(name, html)| (format!("{name} {lang}"), html))
        })
        .collect()
}

fn home(theme: Theme) -> String {
    pages::home(&sample::framed(Lang::De, "/", theme), &sample::overview())
}

fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\""))
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap_or_default())
        .collect()
}

#[test]
fn every_address_stays_in_the_frame_and_carries_what_it_needs() {
    for (name, html) in everything() {
        let body = between(&html, "<body>", "</body>");
        let forms = attributes(body, "action");
        let mut links = attributes(body, "href");
        // A link that is opened in a tab leaves the frame on purpose.
        let leaving = body.matches("target=\"_blank\"").count();
        links.retain(|link| !link.starts_with('#') && !link.contains(".svg#"));
        let inside = links.iter().chain(&forms).filter(|address| {
            (address.starts_with("/embed?") || address.starts_with("/embed/")) && address.contains(CARRY)
        });
        assert_eq!(
            inside.count() + leaving,
            links.len() + forms.len(),
            "{name}: {links:?} {forms:?}"
        );
        for address in attributes(body, "data-events") {
            assert!(address.starts_with("/embed/events?host="), "{name}: {address}");
        }
    }
}

#[test]
fn a_fragment_stays_behind_the_query() {
    let mut overview = sample::overview();
    let attention = overview.attention.as_mut().unwrap();
    attention.offer = None;
    let html = pages::home(&sample::framed(Lang::En, "/", Theme::Auto), &overview);
    assert!(html.contains("identify=token#figure-disk-free\""), "{html}");
}

#[test]
fn scripts_carry_the_nonce_and_nothing_else_is_inline() {
    for (name, html) in everything() {
        let lower = html.to_lowercase();
        for forbidden in [" style=", " onclick=", " onload=", "javascript:"] {
            assert!(!lower.contains(forbidden), "{name} has {forbidden}");
        }
        for rest in html.split("<script").skip(1) {
            let opening = rest.split('>').next().unwrap();
            assert!(
                opening.contains("nonce=\"c2FtcGxlLW5vbmNl\""),
                "{name}: {opening}"
            );
        }
    }
}

#[test]
fn a_style_sheet_that_is_given_stands_in_the_document() {
    let mut page = sample::framed(Lang::En, "/", Theme::Auto);
    let linked = pages::home(&page, &sample::overview());
    assert!(linked.contains("rel=\"stylesheet\"") && !linked.contains("<style"));
    if let Some(frame) = &mut page.frame {
        frame.css = Some(".card > p { color: red }".into());
    }
    let html = pages::home(&page, &sample::overview());
    let style = "<style nonce=\"c2FtcGxlLW5vbmNl\">.card > p { color: red }</style>";
    assert!(html.contains(style), "{html}");
    assert!(!html.contains("rel=\"stylesheet\""));
}

#[test]
fn a_framed_page_has_what_the_frame_script_looks_for() {
    for (name, html) in everything() {
        assert_eq!(html.matches("<h1").count(), 1, "{name} has one h1");
        for part in [
            "data-framed=\"\"",
            "data-host=\"https://portal.example.com\"",
            "data-identify=\"token\"",
            "id=\"skip\"",
            "id=\"top\"",
            "id=\"main\"",
            "id=\"live\"",
            "id=\"words\"",
            "id=\"status\"",
            "id=\"connection\"",
            "id=\"connection-text\"",
            "tell(\"hello\")",
        ] {
            assert_eq!(html.matches(part).count(), 1, "{name}: {part}");
        }
        // It speaks at once, so everything that it looks for has to be there.
        assert!(
            html.find("id=\"connection\"") < html.find("tell(\"hello\")"),
            "{name}"
        );
    }
}

#[test]
fn a_frame_has_no_brand_no_foot_and_no_choice_of_language() {
    for (name, html) in everything() {
        for absent in ["class=\"brand\"", "<footer", "/language"] {
            assert!(!html.contains(absent), "{name} has {absent}");
        }
    }
    let html = home(Theme::Auto);
    let top = between(&html, "<header id=\"top\"", "</header>");
    assert!(top.contains("Alex Fischer") && top.contains("Verlauf"), "{top}");
    assert!(
        !top.contains("<button"),
        "who came by a token is signed out by the host page"
    );
    let mut page = sample::framed(Lang::En, "/", Theme::Auto);
    page.can_sign_out = true;
    let html = pages::home(&page, &sample::overview());
    assert!(between(&html, "<header id=\"top\"", "</header>").contains("Sign out"));
}

#[test]
fn the_theme_is_told_to_the_style_sheet_and_the_browser() {
    for (theme, scheme) in [
        (Theme::Auto, "light dark"),
        (Theme::Light, "light"),
        (Theme::Dark, "dark"),
    ] {
        let html = home(theme);
        assert_eq!(attributes(&html, "data-theme"), [theme.name()]);
        assert!(
            html.contains(&format!("name=\"color-scheme\" content=\"{scheme}\"")),
            "{html}"
        );
    }
    assert!(home(Theme::Dark).contains("theme=dark"), "links keep it");
}

#[test]
fn nobody_is_spoken_to_whom_the_server_has_not_checked() {
    let frame = Frame::default();
    let mut page = sample::page(Lang::En, "/");
    page.links = Links::framed(&frame, None);
    page.frame = Some(frame);
    let html = pages::home(&page, &sample::overview());
    assert!(!html.contains("data-host") && !html.contains("data-identify"));
}

#[test]
fn the_top_level_knows_nothing_of_frames() {
    let html = pages::home(&sample::page(Lang::En, "/"), &sample::overview());
    for absent in ["/embed", "data-framed", "data-theme", "tell(\"hello\")", "<style"] {
        assert!(!html.contains(absent), "{absent}");
    }
    assert!(html.contains("data-events=\"/events\""));
}

#[test]
fn a_badge_says_what_there_is_to_look_at_and_leads_to_the_overview() {
    let badge = |overview| pages::badge(&sample::framed(Lang::En, "/badge", Theme::Auto), &overview);
    let html = badge(sample::overview());
    let line = between(&html, "id=\"glance\"", "</a>");
    assert!(
        line.contains("3 things to look at") && line.contains("tone-bad"),
        "{line}"
    );
    assert!(line.contains("/embed?host="), "{line}");
    let mut overview = sample::overview();
    overview.devices[0].troubles.truncate(1);
    assert!(badge(overview).contains("One thing to look at"));
    let mut overview = sample::overview();
    overview.devices = vec![sample::fine()];
    let html = badge(overview);
    assert!(html.contains("All is well with your devices.") && html.contains("tone-good"));
    let html = badge(sample::empty(sample::fresh()));
    assert!(html.contains("We found no device of yours.") && !html.contains("class=\"badge"));
}

#[test]
fn a_remedy_stands_by_itself_with_the_way_to_the_other_devices() {
    let page = sample::framed(Lang::En, "/remedies/reset-network", Theme::Auto);
    let id = "reset-network".parse().unwrap();
    let html = pages::remedy(&page, &sample::device_page(), &id);
    assert_eq!(html.matches("class=\"remedy\"").count(), 1);
    // There is no heading between the page's own and the remedy's.
    assert!(html.contains("<h1") && html.contains("<h2>") && !html.contains("<h3"));
    assert!(html.contains("id=\"run-reset-network\"") && html.contains("action=\"/embed/api/run_remedy?"));
    assert!(
        html.contains("/embed/remedies/reset-network?device=30adce7c-0000-4000-8000-000000000002&amp;host=")
    );
    let mut alone = sample::device_page();
    alone.others.clear();
    assert!(!pages::remedy(&page, &alone, &id).contains("class=\"chips\""));
    // The one that helps most is among them.
    let suggested = "free-disk-space".parse().unwrap();
    assert!(pages::remedy(&page, &sample::device_page(), &suggested).contains("id=\"run-free-disk-space\""));
    let unknown = pages::remedy(&page, &sample::device_page(), &"nothing".parse().unwrap());
    assert!(unknown.contains("This page does not exist"));
}

#[test]
fn who_is_not_signed_in_can_sign_in_by_hand_or_in_a_tab() {
    let mut page = sample::framed(
        Lang::En,
        "/devices/x?host=https://portal.example.com&y=1",
        Theme::Auto,
    );
    page.person = None;
    let html = pages::connect(&page, true);
    assert!(html.contains("Signing you in …"));
    let offer = between(&html, "id=\"connect-offer\"", "</div>");
    assert!(
        offer.contains("hidden") && offer.contains("id=\"connect-sign-in\""),
        "{offer}"
    );
    for part in [offer, between(&html, "<noscript>", "</noscript>")] {
        assert!(
            part.contains("href=\"/devices/x?y=1\"") && part.contains("target=\"_blank\""),
            "{part}"
        );
    }
    assert!(html.contains("data-other=\"This page could not sign you in. Code for IT: {code}\""));
    assert!(!html.contains("data-after="), "there is nothing to follow yet");
}
