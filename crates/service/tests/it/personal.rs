//! What somebody says and chooses is their own.

use domain::{Favourite, FeedbackOn, Hit, Lang, TenantStatus};
use service::{DiagnoseRequest, FeedbackError, PageError, PreferenceError};

use crate::support::{KIM_S, LAPTOP, Line, MAC, Office, SHARED, down, key, kim, person_of, robin, uid};

fn remedy(name: &str) -> Favourite {
    Favourite::Remedy(name.parse().unwrap())
}

fn topic(name: &str) -> Favourite {
    Favourite::Topic(name.parse().unwrap())
}

#[tokio::test]
async fn whether_it_helped_is_said_by_its_owner_when_it_has_ended() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let on = FeedbackOn::Execution(run.order.id.clone());
    let say = async |employee, helped, note: Option<&str>| {
        let note = note.map(|note| note.parse().unwrap());
        office.service.give_feedback(&employee, &on, helped, note).await
    };
    assert!(matches!(
        say(robin(), true, None).await,
        Err(FeedbackError::TooEarly)
    ));
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    assert!(matches!(
        say(kim(), true, None).await,
        Err(FeedbackError::NotFound)
    ));
    say(robin(), true, None).await.unwrap();
    say(robin(), false, Some("Slow again.")).await.unwrap();
    let page = office
        .service
        .execution_page(&robin(), &run.order.id)
        .await
        .unwrap();
    let kept = page.feedback.unwrap();
    assert_eq!((kept.helped, kept.note.unwrap().as_str()), (false, "Slow again."));
}

#[tokio::test]
async fn whether_a_look_helped_is_said_by_its_owner() {
    let office = Office::open().await;
    let request = DiagnoseRequest {
        device: uid(LAPTOP),
        topic: "slow".parse().unwrap(),
        key: key(1),
    };
    let id = office
        .service
        .diagnose(&robin(), request)
        .await
        .unwrap()
        .diagnosis;
    let on = FeedbackOn::Diagnosis(id.clone());
    let theirs = office.service.give_feedback(&kim(), &on, true, None).await;
    assert!(matches!(theirs, Err(FeedbackError::NotFound)), "{theirs:?}");
    office
        .service
        .give_feedback(&robin(), &on, true, None)
        .await
        .unwrap();
    let page = office.service.diagnosis_page(&robin(), &id).await.unwrap();
    assert!(page.feedback.unwrap().helped);
}

#[tokio::test]
async fn what_is_marked_is_found_on_the_home_page() {
    let office = Office::open().await;
    let mark = async |favourite, marked| office.service.mark(&robin(), &favourite, marked).await;
    mark(remedy("free-space"), true).await.unwrap();
    office.clock.advance(crate::support::seconds(1));
    mark(topic("slow"), true).await.unwrap();
    let marked = async |employee| {
        let favourites = office
            .service
            .overview(&employee)
            .await
            .unwrap()
            .for_you
            .favourites;
        let name = |hit: &Hit| match hit {
            Hit::Topic(topic) => topic.id.to_string(),
            Hit::Remedy(remedy) => remedy.id.to_string(),
        };
        favourites.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(marked(robin()).await, ["slow", "free-space"]);
    assert!(marked(kim()).await.is_empty());
    let page = office
        .service
        .topic_page(&robin(), &"slow".parse().unwrap(), None)
        .await
        .unwrap();
    assert!(page.favourite);
    let found = office
        .service
        .search_page(&robin(), Lang::En, "slow")
        .await
        .unwrap();
    assert_eq!(found.favourites.len(), 2);
    assert!(matches!(&found.hits[0], Hit::Topic(topic) if topic.id.as_str() == "slow"));
    mark(topic("slow"), false).await.unwrap();
    mark(topic("gone"), false).await.unwrap();
    assert_eq!(marked(robin()).await, ["free-space"]);
}

#[tokio::test]
async fn what_is_for_others_cannot_be_marked_and_is_not_shown() {
    let office = Office::open().await;
    let designer = person_of("robin", &["design"]);
    for favourite in [remedy("renew-licence"), topic("licence"), topic("gone")] {
        let refused = office.service.mark(&robin(), &favourite, true).await;
        assert!(matches!(refused, Err(PreferenceError::NotFound)), "{refused:?}");
    }
    office
        .service
        .mark(&designer, &remedy("renew-licence"), true)
        .await
        .unwrap();
    let count = async |employee| {
        let for_you = office.service.overview(employee).await.unwrap().for_you;
        (for_you.favourites.len(), for_you.topics.len())
    };
    assert_eq!(count(&designer).await, (1, 3));
    assert_eq!(count(&robin()).await, (0, 2), "they are no designer any more");
}

#[tokio::test]
async fn whoever_has_a_device_looked_at_has_chosen_it() {
    let office = Office::open().await;
    let request = DiagnoseRequest {
        device: uid(SHARED),
        topic: "slow".parse().unwrap(),
        key: key(1),
    };
    office.service.diagnose(&robin(), request).await.unwrap();
    let home = office.service.overview(&robin()).await.unwrap();
    assert_eq!(home.for_you.device, Some(uid(SHARED)));
    assert!(!home.for_you.categories.is_empty());
}

#[tokio::test]
async fn the_device_that_was_chosen_is_the_main_one_while_it_is_theirs() {
    let office = Office::open().await;
    let main = async || office.service.main_device(&robin()).await.unwrap();
    assert_eq!(main().await, Some(uid(LAPTOP)));
    office.service.remember_device(&robin(), &uid(MAC)).await.unwrap();
    assert_eq!(main().await, Some(uid(MAC)));
    assert_eq!(
        office.service.overview(&robin()).await.unwrap().for_you.device,
        Some(uid(MAC))
    );
    for device in [KIM_S, 99] {
        let refused = office.service.remember_device(&robin(), &uid(device)).await;
        assert!(matches!(refused, Err(PreferenceError::NotFound)), "{refused:?}");
    }
    office.tenant.owns(robin().id(), &[uid(LAPTOP)]);
    office.clock.advance(crate::support::minutes(60 * 25));
    assert_eq!(main().await, Some(uid(LAPTOP)));
    assert_eq!(
        office.service.overview(&robin()).await.unwrap().for_you.device,
        None
    );
}

#[tokio::test]
async fn a_topic_speaks_of_a_device_that_it_is_made_for() {
    let office = Office::open().await;
    let slow = "slow".parse().unwrap();
    let page = async |device: Option<u32>| {
        let device = device.map(uid);
        office.service.topic_page(&robin(), &slow, device.as_ref()).await
    };
    let shown = page(None).await.unwrap();
    assert_eq!(shown.device.unwrap().uid, uid(LAPTOP));
    assert_eq!(shown.devices.len(), 2, "the Mac is not among them");
    assert_eq!(shown.offers[0].remedy.id.as_str(), "restart-apps");
    office
        .service
        .remember_device(&robin(), &uid(SHARED))
        .await
        .unwrap();
    assert_eq!(page(None).await.unwrap().device.unwrap().uid, uid(SHARED));
    assert_eq!(page(Some(LAPTOP)).await.unwrap().device.unwrap().uid, uid(LAPTOP));
    assert_eq!(page(Some(MAC)).await.unwrap().device, None);
    let theirs = page(Some(KIM_S)).await;
    assert!(matches!(theirs, Err(PageError::NotFound)), "{theirs:?}");
    let licence = office
        .service
        .topic_page(&robin(), &"licence".parse().unwrap(), None)
        .await;
    assert!(matches!(licence, Err(PageError::NotFound)), "{licence:?}");
}

#[tokio::test]
async fn a_topic_is_shown_even_when_the_tenant_does_not_answer() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    let page = office
        .service
        .topic_page(&robin(), &"slow".parse().unwrap(), Some(&uid(LAPTOP)))
        .await
        .unwrap();
    assert_eq!((page.device, page.devices.len()), (None, 0));
    assert!(page.freshness.trouble.is_some());
}
