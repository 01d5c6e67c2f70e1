//! The portal admin writes something else while employees are at it.

use std::sync::Arc;

use domain::{Catalogue, Metric, Range, Rating, State, TenantStatus};
use service::{Service, StartError};

use crate::{
    proving::reports,
    support::{LAPTOP, Line, Office, catalogue, press, robin, seconds, uid},
};

/// What is left when the remedy `free-space`, its metric and every topic are taken out.
fn less() -> Arc<Catalogue> {
    let mut less = catalogue();
    less.remedies.retain(|remedy| remedy.id.as_str() != "free-space");
    less.metrics.retain(|metric| metric.id.as_str() != "disk-free");
    less.topics.clear();
    Arc::new(less)
}

/// The same catalogue, in which a disk with 5 % free is fine.
fn lenient() -> Arc<Catalogue> {
    let mut lenient = catalogue();
    for metric in &mut lenient.metrics {
        let mut changed = Metric::clone(metric);
        changed.bands.good = Range {
            from: Some(2.0),
            to: None,
        };
        changed.bands.average = Range {
            from: Some(1.0),
            to: Some(2.0),
        };
        changed.bands.frustrating = Range {
            from: None,
            to: Some(1.0),
        };
        *metric = Arc::new(changed);
    }
    Arc::new(lenient)
}

async fn disk(service: &Service) -> Option<Rating> {
    let page = service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
    let mut figures = page.sections.iter().flat_map(|section| &section.figures);
    let found = figures.find(|view| view.metric.id.as_str() == "disk-free");
    found.map(|view| view.figure.rating)
}

#[tokio::test]
async fn who_is_at_it_sees_one_catalogue_to_the_end() {
    let office = Office::open().await;
    let before = office.service.current();
    assert_eq!(disk(&before).await, Some(Rating::Frustrating));
    let after = office.service.with_catalogue(lenient());
    assert_eq!(disk(&after).await, Some(Rating::Good));
    assert_eq!(disk(&before).await, Some(Rating::Frustrating));
    assert_eq!(disk(&office.service.current()).await, Some(Rating::Good));
    // Figures are read anew from the answer that is there.
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_after_the_change_is_read_by_what_is_asked_for() {
    let office = Office::open().await;
    let before = office.service.current();
    let after = office.service.with_catalogue(lenient());
    assert_eq!(disk(&before).await, Some(Rating::Frustrating));
    assert_eq!(disk(&after).await, Some(Rating::Good));
}

#[tokio::test]
async fn what_is_gone_is_not_offered_and_what_is_under_way_goes_on() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    let after = office.service.with_catalogue(less());
    let again = after.start(&robin(), press(2, LAPTOP, "free-space")).await;
    assert!(matches!(again, Err(StartError::NotFound)), "{again:?}");
    assert_eq!(disk(&after).await, None);

    office.clock.advance(seconds(30));
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    after.watch_once().await.unwrap();
    let page = after.execution_page(&robin(), &run.order.id).await.unwrap();
    assert!(page.remedy.is_some(), "it still has its name");
    assert!(page.metric.is_some(), "and what proves it");
    office.clock.advance(seconds(30));
    reports(&office, 40.0);
    after.watch_once().await.unwrap();
    assert_eq!(office.state(&run).await, State::Fixed);
    // Also when it changes once more.
    let later = after.with_catalogue(less());
    let page = later.execution_page(&robin(), &run.order.id).await.unwrap();
    assert!(page.remedy.is_some());
}

#[tokio::test]
async fn what_comes_back_is_what_is_written_now() {
    let office = Office::open().await;
    let gone = office.service.with_catalogue(less());
    let back = gone.with_catalogue(lenient());
    let remedies = back.catalogue().remedies.iter();
    let twice = remedies
        .filter(|remedy| remedy.id.as_str() == "free-space")
        .count();
    assert_eq!(twice, 1);
    assert_eq!(disk(&back).await, Some(Rating::Good));
}
