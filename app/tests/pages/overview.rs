//! What the overview begins with, and what it says when nothing is known.

use app::{pages, samples as sample};
use domain::{Lang, Rating};
use service::{Trouble, TroubleKind, view::Freshness};

use crate::between;

fn home(overview: &service::view::Overview) -> String {
    pages::home(&sample::page(Lang::En, "/"), overview)
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
fn the_overview_has_no_list_of_nothing() {
    let sample = sample::overview();
    assert!(!sample.open.is_empty() && home(&sample).contains(r#"id="recent""#));
    let only_open = home(&service::view::Overview {
        recent: Vec::new(),
        ..sample.clone()
    });
    assert!(only_open.contains(r#"id="open""#) && !only_open.contains(r#"id="recent""#));
    let nothing = home(&service::view::Overview {
        open: Vec::new(),
        recent: Vec::new(),
        ..sample
    });
    assert!(nothing.contains(r#"id="recent""#), "it says that nothing ran yet");
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
        again_at: None,
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
