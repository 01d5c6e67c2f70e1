//! Why somebody is shown something is decided by what decides it for themselves, and told in order.

use std::collections::BTreeSet;

use domain::{Availability, Condition, Criterion, Rating, Refusal};
use service::{
    ExplainError, ExplainRequest,
    view::{DeviceReason, Item, Seen, Visibility},
};

use crate::support::{
    KIM_S, LAPTOP, Line, MAC, Office, admin, catalogue, down, minutes, person_of, reading, robin, uid,
};

fn asking(item: &str, device: &str) -> ExplainRequest {
    ExplainRequest {
        person: "robin@example.com".into(),
        standing: Some(robin().standing().clone()),
        device: device.into(),
        item: item.into(),
    }
}

async fn ask(office: &Office, request: &ExplainRequest) -> Visibility {
    office.service.explain(&admin(), request).await.unwrap()
}

fn no(refusal: Refusal) -> Seen {
    Seen::Remedy(Availability::No(refusal))
}

/// Whether each criterion is met.
fn met(told: &Visibility) -> Vec<bool> {
    told.criteria.iter().map(Criterion::is_met).collect()
}

#[tokio::test]
async fn what_can_run_meets_everything() {
    let office = Office::open().await;
    let told = ask(&office, &asking("remedy:free-space", "device-1")).await;
    assert_eq!(told.seen, Seen::Remedy(Availability::Ready));
    assert_eq!(met(&told), [true; 6]);
    assert_eq!(told.audience.holds, Some(true));
    assert!(matches!(&told.device, DeviceReason::Theirs(device) if device.uid == uid(LAPTOP)));
    assert!(matches!(&told.item, Item::Remedy(remedy) if remedy.id.as_str() == "free-space"));
}

#[tokio::test]
async fn a_cool_down_is_told_with_its_end_and_everything_else_too() {
    let office = Office::open().await;
    let run = office.done(1, "restart-apps").await;
    let told = ask(&office, &asking("restart-apps", uid(LAPTOP).as_str())).await;
    let until = run.since() + minutes(30);
    assert_eq!(told.seen, no(Refusal::CoolingDown { until }));
    assert_eq!(met(&told), [true, true, false, true, true, true]);
    let offer = office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
    let offers = offer.sections.iter().flat_map(|section| &section.offers);
    let same = offers.filter(|offer| offer.remedy.id.as_str() == "restart-apps");
    let shown: Vec<_> = same
        .map(|offer| Seen::Remedy(offer.availability.clone()))
        .collect();
    assert_eq!(shown, [told.seen], "the same as their own page says");
}

#[tokio::test]
async fn a_figure_is_told_with_its_value() {
    let office = Office::open().await;
    let mut content = catalogue();
    let mut remedy = (*content.remedies[0]).clone();
    remedy.offered_when = vec![Condition {
        metric: "disk-free".parse().unwrap(),
        rated: vec![Rating::Good],
    }];
    content.remedies[0] = remedy.into();
    let service = office.service.with_catalogue(content.into());
    let told = service
        .explain(&admin(), &asking("free-space", "DEVICE-1"))
        .await
        .unwrap();
    assert_eq!(told.seen, no(Refusal::NotNeeded));
    let Some(Criterion::Needed(asked)) = told.criteria.get(4) else {
        panic!("{:?}", told.criteria);
    };
    let figure = asked[0].figure.as_ref().unwrap();
    assert_eq!(
        (figure.value, asked[0].rating(), asked[0].holds),
        (5.0, Rating::Frustrating, false)
    );
    assert_eq!(told.metrics[0].id.as_str(), "disk-free");
}

#[tokio::test]
async fn what_is_for_others_is_hidden_and_without_a_sign_in_nobody_knows() {
    let office = Office::open().await;
    let plain = ask(&office, &asking("renew-licence", "DEVICE-1")).await;
    assert_eq!((plain.seen, plain.audience.holds), (Seen::Hidden, Some(false)));
    let designer = ExplainRequest {
        standing: Some(person_of("robin", &["design"]).standing().clone()),
        ..asking("renew-licence", "DEVICE-1")
    };
    assert_eq!(
        ask(&office, &designer).await.seen,
        Seen::Remedy(Availability::Ready)
    );
    let away = ExplainRequest {
        standing: None,
        ..asking("renew-licence", "DEVICE-1")
    };
    let told = ask(&office, &away).await;
    assert_eq!((told.seen, told.audience.holds), (Seen::Unknown, None));
    assert_eq!(
        told.audience.meant_for,
        BTreeSet::from(["design".parse().unwrap()])
    );
    assert_eq!(told.criteria.len(), 6, "what is known is told");
    let everybodys = ExplainRequest {
        standing: None,
        ..asking("free-space", "DEVICE-1")
    };
    assert_eq!(
        ask(&office, &everybodys).await.seen,
        Seen::Remedy(Availability::Ready)
    );
}

#[tokio::test]
async fn another_platform_hides_remedies_and_topics() {
    let office = Office::open().await;
    for item in ["free-space", "topic:slow"] {
        let told = ask(&office, &asking(item, uid(MAC).as_str())).await;
        assert_eq!(
            (told.seen, told.criteria[0].is_met()),
            (Seen::Hidden, false),
            "{item}"
        );
    }
    let told = ask(&office, &asking("topic:slow", "DEVICE-1")).await;
    assert_eq!((told.seen, told.criteria.len()), (Seen::Topic, 1));
}

#[tokio::test]
async fn a_device_of_somebody_else_or_none_is_told() {
    let office = Office::open().await;
    let theirs = ask(&office, &asking("free-space", uid(KIM_S).as_str())).await;
    assert_eq!(
        (theirs.seen, &theirs.device),
        (Seen::Unknown, &DeviceReason::NotTheirs)
    );
    assert_eq!((theirs.criteria.len(), theirs.devices.len()), (0, 3));
    let none = ask(&office, &asking("free-space", " ")).await;
    assert_eq!(none.device, DeviceReason::NotNamed);
    let stranger = ExplainRequest {
        person: "nobody@example.com".into(),
        ..asking("free-space", "DEVICE-1")
    };
    let told = ask(&office, &stranger).await;
    assert!(told.devices.is_empty() && told.device == DeviceReason::NotTheirs);
}

#[tokio::test]
async fn what_cannot_be_asked_is_said() {
    let office = Office::open().await;
    let ask = async |person: &str, item: &str| {
        let request = ExplainRequest {
            person: person.into(),
            ..asking(item, "")
        };
        office.service.explain(&admin(), &request).await
    };
    for item in ["", "no-such", "topic:free-space", "x:y", "../etc"] {
        let answer = ask("robin@example.com", item).await;
        assert!(
            matches!(answer, Err(ExplainError::NoSuchItem)),
            "{item}: {answer:?}"
        );
    }
    for person in ["", "*@example.com", "a\nb"] {
        let answer = ask(person, "free-space").await;
        assert!(
            matches!(answer, Err(ExplainError::NotAPerson)),
            "{person}: {answer:?}"
        );
    }
    office.tenant.fails(Line::DevicesOf, down());
    let answer = ask("robin@example.com", "free-space").await;
    assert!(matches!(answer, Err(ExplainError::Unavailable(_))), "{answer:?}");
}

#[tokio::test]
async fn what_an_admin_types_is_never_what_somebody_else_is_shown() {
    let office = Office::open().await;
    let typed = ExplainRequest {
        person: "ROBIN@example.com".into(),
        ..asking("free-space", "")
    };
    office.tenant.owns(robin().id(), &[]);
    assert!(ask(&office, &typed).await.devices.is_empty());
    office.tenant.owns(robin().id(), &[uid(LAPTOP)]);
    office.tenant.reads(reading(LAPTOP, office.now()));
    let home = office.service.overview(&robin()).await.unwrap();
    assert_eq!(
        home.devices.len(),
        1,
        "asked anew, not remembered from the admin's question"
    );
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), 2);
}
