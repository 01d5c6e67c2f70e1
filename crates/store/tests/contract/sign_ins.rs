//! Sign-ins: all sessions of one person end at once, and what counts once counts once.

use domain::{Identity, Standing};
use jiff::{SignedDuration, Timestamp};
use service::Store as _;
use store::{AtProvider, Carrier, HandedOver, Sessions, SignIn, Way, Which};
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore as _,
    session::{Id, Record},
};

use crate::{
    sessions::Desk,
    support::{Backend, at},
};

fn company() -> Way {
    Way::Oidc("company".into())
}

fn sign_in(name: &str, way: Way, provider: Option<AtProvider>) -> SignIn {
    SignIn {
        identity: Identity {
            id: format!("{name}@example.com").parse().unwrap(),
            name: name.into(),
            upn: format!("{name}@example.com"),
            email: None,
            standing: Standing::default(),
        },
        way,
        carrier: Carrier::Cookie,
        begun_at: at(0),
        until: at(1000),
        provider,
    }
}

fn at_provider(subject: &str, session: &str) -> Option<AtProvider> {
    Some(AtProvider {
        subject: subject.into(),
        session: Some(session.into()),
    })
}

fn expiry(at: Timestamp) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(at.as_second()).unwrap()
}

/// A session by this sign-in that ends 100 seconds after midnight.
async fn begin(sessions: &Sessions, id: i128, sign_in: &SignIn) -> Id {
    let mut record = Record {
        id: Id(id),
        data: [(SignIn::KEY.to_owned(), serde_json::to_value(sign_in).unwrap())].into(),
        expiry_date: expiry(at(100)),
    };
    sessions.create(&mut record).await.unwrap();
    // It is in memory, too.
    sessions.load(&record.id).await.unwrap();
    record.id
}

async fn are_open(sessions: &Sessions, ids: &[Id]) -> Vec<bool> {
    let mut open = Vec::new();
    for id in ids {
        open.push(sessions.load(id).await.unwrap().is_some());
    }
    open
}

pub async fn all_sessions_of_one_person_end_and_no_others(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let robin = sign_in("robin", Way::Demo, None);
    let ids = [
        begin(&desk.sessions, 1, &robin).await,
        begin(&desk.sessions, 2, &robin).await,
        begin(&desk.sessions, 3, &sign_in("kim", Way::Demo, None)).await,
    ];
    let ended = desk.sessions.end(&Which::Of(&robin.identity.id)).await.unwrap();
    assert_eq!(ended, 2);
    assert_eq!(are_open(&desk.sessions, &ids).await, [false, false, true]);
    assert_eq!(are_open(&desk.another(), &ids).await, [false, false, true]);
    assert_eq!(desk.sessions.end(&Which::All).await.unwrap(), 1);
    assert_eq!(are_open(&desk.sessions, &ids).await, [false, false, false]);
}

pub async fn what_ends_at_the_provider_ends_here_and_at_that_provider_only(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let elsewhere = Way::Oidc("partner".into());
    let ids = [
        begin(
            &desk.sessions,
            1,
            &sign_in("robin", company(), at_provider("s-1", "sid-1")),
        )
        .await,
        begin(
            &desk.sessions,
            2,
            &sign_in("robin", company(), at_provider("s-1", "sid-2")),
        )
        .await,
        begin(
            &desk.sessions,
            3,
            &sign_in("kim", elsewhere, at_provider("s-1", "sid-1")),
        )
        .await,
    ];
    let way = company();
    let one = Which::OfProviderSession {
        way: &way,
        session: "sid-2",
        subject: Some("s-1"),
    };
    assert_eq!(desk.sessions.end(&one).await.unwrap(), 1);
    assert_eq!(are_open(&desk.sessions, &ids).await, [true, false, true]);
    let all = Which::OfSubject {
        way: &way,
        subject: "s-1",
    };
    assert_eq!(desk.sessions.end(&all).await.unwrap(), 1);
    assert_eq!(are_open(&desk.sessions, &ids).await, [false, false, true]);
}

pub async fn open_sessions_say_who_and_how_and_ended_ones_are_gone(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let robin = sign_in("robin", company(), at_provider("s-1", "sid-1"));
    begin(&desk.sessions, 1, &robin).await;
    let open = desk.sessions.open_sessions(None).await.unwrap();
    assert_eq!(open.len(), 1);
    let of = async |name: &str| {
        desk.sessions
            .open_sessions(Some(&name.parse().unwrap()))
            .await
            .unwrap()
    };
    assert_eq!(
        (
            of(robin.identity.id.as_str()).await.len(),
            of("kim@example.com").await.len()
        ),
        (1, 0)
    );
    assert_eq!((&open[0].sign_in, open[0].idle_until), (&robin, at(100)));
    assert!(open[0].is(Id(1)) && !open[0].is(Id(2)));
    desk.wait_until(100);
    assert_eq!(desk.sessions.open_sessions(None).await.unwrap(), []);
}

pub async fn a_token_counts_once_for_its_issuer(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let uses = async |issuer, jti| desk.sessions.use_token(issuer, jti, at(60)).await.unwrap();
    assert!(uses("portal", "a").await);
    assert!(!uses("portal", "a").await);
    assert!(uses("portal", "b").await);
    assert!(uses("other", "a").await);
    let used = async |issuer, jti| desk.sessions.was_used(issuer, jti).await.unwrap();
    assert!(used("portal", "a").await);
    assert!(!used("portal", "c").await && !used("another", "a").await);
    assert!(!desk.another().use_token("portal", "a", at(60)).await.unwrap());
    // It is forgotten only when it is expired anyway.
    desk.store.forget(at(60), at(60), at(60)).await.unwrap();
    assert!(!uses("portal", "a").await);
    desk.store.forget(at(61), at(61), at(61)).await.unwrap();
    assert!(uses("portal", "a").await);
}

pub async fn a_sign_in_is_handed_over_once_and_in_time(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let robin = HandedOver {
        sign_in: sign_in("robin", company(), at_provider("s-1", "sid-1")),
        followed_with: Some("a token".into()),
    };
    for code in ["first", "second"] {
        desk.sessions.hand_over(code, &robin, at(60)).await.unwrap();
    }
    assert_eq!(desk.sessions.take_over("firs").await.unwrap(), None);
    assert_eq!(desk.sessions.take_over("first").await.unwrap(), Some(robin));
    assert_eq!(desk.sessions.take_over("first").await.unwrap(), None);
    desk.wait_until(60);
    assert_eq!(desk.sessions.take_over("second").await.unwrap(), None);
}

pub async fn a_sign_in_that_the_provider_gave_no_session_ends_with_its_person(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let unnamed = AtProvider {
        subject: "s-1".into(),
        session: None,
    };
    let id = begin(&desk.sessions, 1, &sign_in("robin", company(), Some(unnamed))).await;
    let way = company();
    let ended = |subject| Which::OfProviderSession {
        way: &way,
        session: "sid-9",
        subject,
    };
    assert_eq!(desk.sessions.end(&ended(None)).await.unwrap(), 0);
    assert_eq!(desk.sessions.end(&ended(Some("s-2"))).await.unwrap(), 0);
    assert_eq!(desk.sessions.end(&ended(Some("s-1"))).await.unwrap(), 1);
    assert_eq!(are_open(&desk.sessions, &[id]).await, [false]);
}

pub async fn a_sign_in_on_its_way_ends_with_the_others(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let robin = HandedOver {
        sign_in: sign_in("robin", company(), at_provider("s-1", "sid-1")),
        followed_with: None,
    };
    let way = company();
    let subject = Which::OfSubject {
        way: &way,
        subject: "s-1",
    };
    let session = Which::OfProviderSession {
        way: &way,
        session: "sid-1",
        subject: None,
    };
    for which in [
        &Which::All,
        &Which::Of(&robin.sign_in.identity.id),
        &subject,
        &session,
    ] {
        desk.sessions.hand_over("code", &robin, at(60)).await.unwrap();
        desk.sessions.end(which).await.unwrap();
        assert_eq!(desk.sessions.take_over("code").await.unwrap(), None, "{which:?}");
    }
    let kim = "kim@example.com".parse().unwrap();
    desk.sessions.hand_over("code", &robin, at(60)).await.unwrap();
    desk.sessions.end(&Which::Of(&kim)).await.unwrap();
    assert_eq!(desk.sessions.take_over("code").await.unwrap(), Some(robin));
}

pub async fn what_an_account_is_followed_with_is_not_overwritten_by_a_request_that_began_earlier(
    backend: &impl Backend,
) {
    let desk = Desk::open(backend).await;
    let id = begin(
        &desk.sessions,
        1,
        &sign_in("robin", company(), at_provider("s-1", "sid-1")),
    )
    .await;
    assert_eq!(desk.sessions.followed_with(id).await.unwrap(), None);
    assert!(desk.sessions.follow(id, "first").await.unwrap());
    let earlier = desk.sessions.load(&id).await.unwrap().unwrap();
    assert!(desk.sessions.follow(id, "second").await.unwrap());
    desk.sessions.save(&earlier).await.unwrap();
    for sessions in [&desk.sessions, &desk.another()] {
        assert_eq!(
            sessions.followed_with(id).await.unwrap().as_deref(),
            Some("second")
        );
    }
    desk.sessions.delete(&id).await.unwrap();
    assert!(!desk.sessions.follow(id, "third").await.unwrap());
    assert_eq!(desk.sessions.followed_with(id).await.unwrap(), None);
}

pub async fn failures_are_counted_by_all_processes_for_a_while(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let other = desk.another();
    let window = SignedDuration::from_secs(60);
    let counted = async |sessions: &Sessions| {
        let failures = sessions.failed("10.0.0.1", window).await.unwrap();
        (failures.count, failures.until)
    };
    assert_eq!(counted(&desk.sessions).await, (1, at(60)));
    desk.wait_until(59);
    assert_eq!(counted(&other).await, (2, at(60)), "from the first on");
    assert_eq!(other.failed("10.0.0.2", window).await.unwrap().count, 1);
    desk.store.forget(at(0), at(0), at(59)).await.unwrap();
    assert_eq!(counted(&other).await, (3, at(60)));
    desk.wait_until(60);
    assert_eq!(counted(&desk.sessions).await, (1, at(120)));
    desk.store.forget(at(0), at(0), at(121)).await.unwrap();
    assert_eq!(counted(&other).await, (1, at(120)), "it is gone");
}
