//! Signing in and out, and why it did not work.

use app::pages::{self, Problem};
use domain::Lang;

use crate::{between, sample};

/// Every page of this kind, by name.
pub fn every_page(lang: Lang) -> Vec<(String, String)> {
    let page = sample::page(lang, "/");
    let mut all = vec![
        (
            "providers".to_owned(),
            pages::sign_in(&page, &sample::ways(&sample::providers(), &sample::people())),
        ),
        (
            "no way".to_owned(),
            pages::sign_in(&page, &sample::ways(&[], &[])),
        ),
        ("signed out".to_owned(), pages::signed_out(&page, None)),
    ];
    for problem in [
        sample::not_recognised(false),
        sample::not_recognised(true),
        Problem::SignInRefused { code: "expired" },
        Problem::TooManyTries { seconds: 90 },
        Problem::SignInUnavailable,
    ] {
        all.push((format!("{problem:?}"), pages::problem(&page, &problem)));
    }
    all
}

#[test]
fn each_provider_is_a_link_that_knows_the_way_back() {
    let page = sample::page(Lang::En, "/devices/x?y=1&z=2");
    let (providers, people) = (sample::providers(), sample::people());
    let mut ways = sample::ways(&providers, &[]);
    let html = pages::sign_in(&page, &ways);
    assert!(
        html.contains("href=\"/sign-in/oidc/company?back=/devices/x%3Fy%3D1%26z%3D2\""),
        "{html}"
    );
    assert!(html.contains("Continue with Partner login") && !html.contains("demonstration"));
    ways.popup = true;
    ways.people = &people;
    let html = pages::sign_in(&page, &ways);
    assert!(html.contains("%26z%3D2&amp;popup=1\""), "{html}");
    assert!(
        html.contains("name=\"popup\" value=\"1\"")
            && html.contains("name=\"back\" value=\"/devices/x?y=1&amp;z=2\"")
    );
}

#[test]
fn where_nobody_can_sign_in_the_page_says_so() {
    let html = pages::sign_in(&sample::page(Lang::En, "/"), &sample::ways(&[], &[]));
    assert!(html.contains("no way to sign in has been set up"));
}

#[test]
fn whoever_is_not_recognised_reads_what_to_tell_it() {
    for (several, words) in [(false, "knows no user"), (true, "knows several users")] {
        let html = pages::problem(&sample::page(Lang::En, "/"), &sample::not_recognised(several));
        let said = between(&html, "id=\"tell-it\">", "</p>");
        assert!(
            said.contains("as alex.fischer@corp.example.com.") && said.contains(words),
            "{said}"
        );
        assert!(html.contains(&format!("data-copy=\"{said}\"")), "{html}");
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let who = "\"><script>alert(1)</script>".to_owned();
    let problem = Problem::NotRecognised { who, several: false };
    let html = pages::problem(&sample::page(Lang::En, "/"), &problem);
    assert!(!html.contains("<script>alert") && html.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn a_sign_in_that_failed_says_what_to_do() {
    let shown = |problem| pages::problem(&sample::page(Lang::En, "/"), &problem);
    assert!(
        shown(Problem::SignInRefused {
            code: "bad_signature"
        })
        .contains("Code for IT: bad_signature")
    );
    assert!(
        shown(Problem::TooManyTries { seconds: 90 }).contains("Wait 1\u{a0}min 30\u{a0}s, then try again.")
    );
    assert!(shown(Problem::SignInUnavailable).contains("Try again in a few minutes."));
}

#[test]
fn the_end_of_a_pop_up_hands_its_code_over_and_nothing_else() {
    let page = sample::page(Lang::En, "/sign-in/done");
    let html = pages::popup_done(&page, Some("one\"time"));
    assert!(html.contains("data-code=\"one&quot;time\""), "{html}");
    assert!(html.contains("location.origin") && html.contains("Go back to the page"));
    for script in html.split("<script").skip(1) {
        assert!(
            script
                .split('>')
                .next()
                .unwrap()
                .contains("nonce=\"c2FtcGxlLW5vbmNl\"")
        );
    }
    assert!(!pages::popup_done(&page, None).contains("data-code"));
}
