//! Looks at symptoms, feedback and hand-overs are their owner's, happen once, and come from our own pages only.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::{
    CollectorUid, Diagnosis, DiagnosisId, EmployeeId, Execution, ExecutionId, FeedbackOn, HandOver, Launch,
    NewExecution,
};
use jiff::SignedDuration;
use service::{Diagnoses as _, DiagnosisDraft, Draft, HandOvers as _, Personal as _, Store as _};

use super::visitor::{Visitor, header};
use crate::testing::Desk;

const LOOK: &str = "0199f6a0-3333-4222-8333-444455556601";
const RUN: &str = "0199f6a0-2222-4222-8333-444455556601";
const DEVICE: &str = "30adce7c-0000-4000-8000-000000000001";
const KEY: &str = "70000000-0000-4000-8000-000000000001";
const OTHER_KEY: &str = "70000000-0000-4000-8000-000000000002";

/// A server on which Robin has run something and had something looked at by a press with [`KEY`].
async fn desk() -> Desk {
    let desk = Desk::open("").await;
    let now = desk.now();
    let device: CollectorUid = DEVICE.parse().unwrap();
    let execution = Execution::new(NewExecution {
        id: RUN.parse().unwrap(),
        employee: robin(),
        device: device.clone(),
        device_name: "NB-1".into(),
        remedy: "free-up-space".parse().unwrap(),
        launch: Launch::RemoteAction("#free_up".parse().unwrap()),
        parameters: BTreeMap::new(),
        proof: None,
        before: None,
        created_at: now,
        expires_at: now + SignedDuration::from_hours(24),
        diagnosis: Some(LOOK.parse().unwrap()),
        planned_for: None,
        agreed: None,
        asks: None,
    });
    let key = OTHER_KEY.parse().unwrap();
    let draft = Draft {
        execution,
        key,
        person: None,
    };
    desk.store.place(&draft, now).await.unwrap();
    let diagnosis = Diagnosis {
        id: LOOK.parse().unwrap(),
        employee: robin(),
        device,
        device_name: "NB-1".into(),
        topic: "slow-computer".parse().unwrap(),
        started_at: now,
        collected_by: BTreeMap::new(),
    };
    let draft = DiagnosisDraft {
        diagnosis,
        key: KEY.parse().unwrap(),
        collecting: Vec::new(),
    };
    desk.store.place_diagnosis(&draft, now).await.unwrap();
    desk
}

fn robin() -> EmployeeId {
    "robin@example.com".parse().unwrap()
}

async fn visitor<'a>(desk: &'a Desk, name: &str) -> Visitor<'a> {
    let mut visitor = Visitor::of(desk);
    visitor.sign_in_as(name).await;
    visitor
}

async fn hand_overs(desk: &Desk, name: &str) -> Vec<HandOver> {
    let employee = format!("{name}@example.com").parse().unwrap();
    desk.store.hand_overs_of(&employee, 10).await.unwrap()
}

async fn was_said(desk: &Desk) -> [Option<bool>; 2] {
    let look: DiagnosisId = LOOK.parse().unwrap();
    let run: ExecutionId = RUN.parse().unwrap();
    let mut said = [None, None];
    for (said, on) in said
        .iter_mut()
        .zip([FeedbackOn::Diagnosis(look), FeedbackOn::Execution(run)])
    {
        let kept = desk.store.feedback_on(&on).await.unwrap();
        *said = kept.map(|feedback| feedback.helped);
    }
    said
}

/// Where a plain form is sent.
async fn pressed(visitor: &mut Visitor<'_>, path: &str, form: &str) -> String {
    let answer = visitor.post(path, form).await;
    assert_eq!(answer.status(), StatusCode::FOUND, "{path} {form}");
    header(&answer, "location").to_owned()
}

#[tokio::test]
async fn what_is_somebody_elses_is_not_there() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await;
    let form = format!("diagnosis={LOOK}&note=Still+slow&key={KEY}");
    let handed = pressed(&mut robin, "/api/hand_over", &form).await;
    let mut kim = visitor(&desk, "kim").await;
    for path in [
        &format!("/diagnoses/{LOOK}"),
        &format!("/executions/{RUN}"),
        &format!("/hand-over?diagnosis={LOOK}"),
        &format!("/hand-over?execution={RUN}"),
        &handed,
    ] {
        assert_eq!(robin.get(path).await.status(), StatusCode::OK, "{path}");
        assert_eq!(kim.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
        let framed = format!("/embed{path}");
        assert_eq!(kim.get(&framed).await.status(), StatusCode::NOT_FOUND, "{framed}");
    }
    for path in [
        "/diagnoses/x",
        "/hand-overs/x",
        "/topics/gone",
        "/hand-over",
        "/hand-over?topic=gone",
    ] {
        assert_eq!(robin.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn nothing_can_be_done_with_what_is_somebody_elses() {
    let desk = desk().await;
    let mut kim = visitor(&desk, "kim").await;
    for (path, form) in [
        ("/api/feedback", format!("diagnosis={LOOK}&helped=true")),
        ("/api/feedback", format!("execution={RUN}&helped=true")),
        ("/api/hand_over", format!("diagnosis={LOOK}&key={KEY}")),
        ("/api/hand_over", format!("execution={RUN}&key={KEY}")),
        ("/api/mark", "topic=gone&marked=true&back=/topics/gone".to_owned()),
        ("/api/diagnose", format!("device={DEVICE}&topic=gone&key={KEY}")),
    ] {
        let to = pressed(&mut kim, path, &form).await;
        assert!(
            to.starts_with("/?refused=not_there&tried="),
            "{path} {form}: {to}"
        );
    }
    assert_eq!(was_said(&desk).await, [None, None]);
    assert!(hand_overs(&desk, "kim").await.is_empty() && hand_overs(&desk, "robin").await.is_empty());
    let kim = "kim@example.com".parse().unwrap();
    assert!(desk.store.preferences(&kim).await.unwrap().favourites.is_empty());
}

#[tokio::test]
async fn a_page_of_another_site_presses_nothing() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await.with("sec-fetch-site", "cross-site");
    for (path, form) in [
        ("/api/feedback", format!("diagnosis={LOOK}&helped=true")),
        ("/api/hand_over", format!("diagnosis={LOOK}&key={KEY}")),
        ("/api/mark", "topic=gone&marked=true".to_owned()),
        (
            "/api/diagnose",
            format!("device={DEVICE}&topic=slow-computer&key={KEY}"),
        ),
    ] {
        for path in [path, &format!("/embed{path}")] {
            assert_eq!(
                robin.post(path, &form).await.status(),
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
    }
    assert_eq!(was_said(&desk).await, [None, None]);
    assert!(hand_overs(&desk, "robin").await.is_empty());
}

#[tokio::test]
async fn a_double_press_is_one() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await;
    let form = format!("diagnosis={LOOK}&note=Since+Monday%0D%0Aand+worse&key={KEY}");
    let first = pressed(&mut robin, "/api/hand_over", &form).await;
    assert_eq!(pressed(&mut robin, "/api/hand_over", &form).await, first);
    let kept = hand_overs(&desk, "robin").await;
    assert_eq!(kept.len(), 1);
    assert_eq!(first, format!("/hand-overs/{}", kept[0].order.id));
    assert_eq!(
        kept[0].order.note.as_ref().unwrap().as_str(),
        "Since Monday\nand worse"
    );

    // Another press about the same leads to what there is.
    let again = form.replace(KEY, OTHER_KEY);
    let to = pressed(&mut robin, "/api/hand_over", &again).await;
    assert_eq!(to, format!("{first}?refused=settled&tried=hand_over"));
    // The same press for something else is none.
    let other = format!("execution={RUN}&key={KEY}");
    let to = pressed(&mut robin, "/api/hand_over", &other).await;
    assert!(to.contains("refused=key_reused"), "{to}");
    assert_eq!(hand_overs(&desk, "robin").await.len(), 1);

    let look = format!("device={DEVICE}&topic=slow-computer&key={KEY}");
    assert_eq!(
        pressed(&mut robin, "/api/diagnose", &look).await,
        format!("/diagnoses/{LOOK}")
    );
    assert_eq!(
        desk.store.diagnoses_of(&self::robin(), 10).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn whoever_says_no_goes_on_to_it_and_the_last_word_counts() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await;
    let say = format!("diagnosis={LOOK}&helped=");
    let to = pressed(&mut robin, "/api/feedback", &format!("{say}false&hand_over=true")).await;
    assert_eq!(to, format!("/hand-over?diagnosis={LOOK}"));
    assert_eq!(was_said(&desk).await, [Some(false), None]);
    let to = pressed(&mut robin, "/api/feedback", &format!("{say}true")).await;
    assert_eq!(to, format!("/diagnoses/{LOOK}"));
    assert_eq!(was_said(&desk).await, [Some(true), None]);
    // What has not ended cannot have helped.
    let early = format!("execution={RUN}&helped=true");
    let to = pressed(&mut robin, "/api/feedback", &early).await;
    assert_eq!(to, format!("/executions/{RUN}?refused=too_early&tried=feedback"));
    assert_eq!(was_said(&desk).await, [Some(true), None]);
}

#[tokio::test]
async fn what_is_not_well_formed_does_nothing() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await;
    for (path, form) in [
        ("/api/hand_over", format!("key={KEY}")),
        (
            "/api/hand_over",
            format!("diagnosis={LOOK}&execution={RUN}&key={KEY}"),
        ),
        ("/api/hand_over", format!("diagnosis={LOOK}&key=x")),
        ("/api/feedback", "helped=true".to_owned()),
        ("/api/feedback", format!("device={DEVICE}&helped=true")),
        ("/api/mark", "topic=a&remedy=b&marked=true".to_owned()),
        ("/api/diagnose", format!("device=x&topic=slow-computer&key={KEY}")),
    ] {
        let to = pressed(&mut robin, path, &form).await;
        assert_eq!(to, "/?refused=bad_request", "{path} {form}");
    }
    let long = format!("diagnosis={LOOK}&note={}&key={KEY}", "x".repeat(1001));
    let to = pressed(&mut robin, "/api/hand_over", &long).await;
    assert_eq!(
        to,
        format!("/hand-over?diagnosis={LOOK}&refused=note&tried=hand_over")
    );
    assert!(hand_overs(&desk, "robin").await.is_empty());
    assert_eq!(was_said(&desk).await, [None, None]);
}

#[tokio::test]
async fn a_mark_leads_back_to_a_page_of_ours_only() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await;
    for (back, to) in [
        ("/search%3Fq%3Dslow", "/search?q=slow"),
        ("//evil.example", "/"),
        ("https%3A%2F%2Fevil.example", "/"),
    ] {
        let form = format!("topic=gone&marked=false&back={back}");
        assert_eq!(pressed(&mut robin, "/api/mark", &form).await, to);
    }
}

#[tokio::test]
async fn a_search_is_shown_whatever_is_typed() {
    let desk = desk().await;
    let mut robin = visitor(&desk, "robin").await;
    for query in [
        "",
        "?q=",
        "?q=slow+computer",
        "?q=%3Cscript%3E",
        &format!("?q={}", "%C3%BC".repeat(500)),
    ] {
        let answer = robin.get(&format!("/search{query}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{query}");
    }
}
