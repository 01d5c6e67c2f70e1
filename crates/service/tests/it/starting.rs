//! A press becomes at most one execution, and only one that may run.

use std::collections::{BTreeMap, BTreeSet};

use domain::{ParameterFault, Refusal, State, TenantStatus};
use futures::future::join_all;
use service::{StartError, StartRequest};

use crate::support::{LAPTOP, MAC, Office, SHARED, minutes, press, robin, seconds, uid};

fn refusal(answer: Result<service::Started, StartError>) -> Refusal {
    match answer {
        Err(StartError::NotNow(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_press_is_kept_with_all_that_it_means() {
    let office = Office::open().await;
    let started = office.start(&robin(), press(1, LAPTOP, "free-space")).await;
    assert!(!started.repeated);
    let order = office.execution(&started.execution).await.order;
    assert_eq!(
        (order.device, order.device_name.as_str()),
        (uid(LAPTOP), "DEVICE-1")
    );
    assert_eq!(order.launch.nql_id().as_str(), "#disk_cleanup");
    assert_eq!(order.before.unwrap().value, 5.0);
    assert_eq!(order.created_at, office.now());
    assert_eq!(order.expires_at, office.now() + minutes(120));
    office.service.something_to_send().await;
}

#[tokio::test]
async fn the_same_press_again_is_the_same_execution() {
    let office = Office::open().await;
    let first = office.start(&robin(), press(1, LAPTOP, "restart-apps")).await;
    let again = office.start(&robin(), press(1, LAPTOP, "restart-apps")).await;
    assert_eq!(
        (again.execution.clone(), again.repeated),
        (first.execution.clone(), true)
    );

    // Even after it ended, and while it cools down: the press is answered, not made again.
    office.dispatch().await;
    let run = office.execution(&first.execution).await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
    let again = office.start(&robin(), press(1, LAPTOP, "restart-apps")).await;
    assert_eq!((again.execution, again.repeated), (first.execution, true));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
    assert_eq!(office.executions_of(&robin()).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_that_comes_twenty_times_at_once_runs_once() {
    let office = Office::open().await;
    let remedies = ["free-space", "clear-cache", "restart-apps", "reset-network"];
    let buttons = remedies
        .into_iter()
        .flat_map(|remedy| [(LAPTOP, remedy), (SHARED, remedy)]);
    for (number, (device, remedy)) in (1..).zip(buttons) {
        let presses = (0..20).map(|_| {
            let service = office.service.clone();
            tokio::spawn(async move { service.start(&robin(), press(number, device, remedy)).await })
        });
        let started: Vec<_> = join_all(presses)
            .await
            .into_iter()
            .map(|answer| answer.unwrap().unwrap())
            .collect();
        assert_eq!(started.iter().filter(|started| !started.repeated).count(), 1);
        let ids: BTreeSet<_> = started.iter().map(|started| &started.execution).collect();
        assert_eq!(ids.len(), 1);
    }
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_tabs_one_starts_it() {
    let office = Office::open().await;
    let presses = (1..=20).map(|number| {
        let service = office.service.clone();
        tokio::spawn(async move { service.start(&robin(), press(number, LAPTOP, "free-space")).await })
    });
    let answers = join_all(presses).await.into_iter().map(|answer| answer.unwrap());
    let (started, refused): (Vec<_>, Vec<_>) = answers.partition(Result::is_ok);
    assert_eq!((started.len(), refused.len()), (1, 19));
    let execution = started.into_iter().next().unwrap().unwrap().execution;
    for answer in refused {
        let expected = Refusal::AlreadyRunning {
            execution: Some(execution.clone()),
        };
        assert_eq!(refusal(answer), expected);
    }
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn a_key_stands_for_one_press_only() {
    let office = Office::open().await;
    office.start(&robin(), press(1, LAPTOP, "clear-cache")).await;
    let other_browser = StartRequest {
        parameters: BTreeMap::from([("browser".into(), "firefox".into())]),
        ..press(1, LAPTOP, "clear-cache")
    };
    let others = [
        press(1, LAPTOP, "free-space"),
        press(1, SHARED, "clear-cache"),
        other_browser,
    ];
    for other in others {
        let answer = office.service.start(&robin(), other).await;
        assert!(matches!(answer, Err(StartError::KeyReused)), "{answer:?}");
    }
    // The default, said out loud, is the same press.
    let same = StartRequest {
        parameters: BTreeMap::from([("browser".into(), "edge".into())]),
        ..press(1, LAPTOP, "clear-cache")
    };
    assert!(office.start(&robin(), same).await.repeated);
    assert_eq!(office.executions_of(&robin()).await.len(), 1);
}

#[tokio::test]
async fn nothing_runs_without_the_consent_it_asks_for() {
    let office = Office::open().await;
    let silent = StartRequest {
        consent: false,
        ..press(1, LAPTOP, "restart-apps")
    };
    let answer = office.service.start(&robin(), silent.clone()).await;
    assert!(matches!(answer, Err(StartError::ConsentMissing)));
    assert!(office.executions_of(&robin()).await.is_empty());
    // The same press, now agreed to; and what asks for no consent needs none.
    assert!(
        !office
            .start(
                &robin(),
                StartRequest {
                    consent: true,
                    ..silent
                }
            )
            .await
            .repeated
    );
    let unasked = StartRequest {
        consent: false,
        ..press(2, LAPTOP, "free-space")
    };
    office.start(&robin(), unasked).await;
}

#[tokio::test]
async fn what_is_sent_has_fitting_parameters() {
    let office = Office::open().await;
    let with = |number, name: &str, value: &str| StartRequest {
        parameters: BTreeMap::from([(name.to_owned(), value.to_owned())]),
        ..press(number, LAPTOP, "clear-cache")
    };
    let fault = async |request| match office.service.start(&robin(), request).await {
        Err(StartError::Parameters(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        fault(with(1, "browser", "lynx")).await,
        ParameterFault::NotAnOption("browser".into())
    );
    assert_eq!(
        fault(with(1, "force", "yes")).await,
        ParameterFault::Unknown("force".into())
    );
    assert!(office.executions_of(&robin()).await.is_empty());

    office.start(&robin(), with(1, "browser", "firefox")).await;
    office.dispatch().await;
    let sent = office.tenant.triggers().remove(0).parameters;
    assert_eq!(sent, BTreeMap::from([("browser".into(), "firefox".into())]));
}

#[tokio::test]
async fn it_cools_down_to_the_second() {
    let office = Office::open().await;
    let done = office.done(1, "restart-apps").await;
    let until = done.since() + minutes(30);
    office.clock.advance(minutes(30) - seconds(1));
    let answer = office
        .service
        .start(&robin(), press(2, LAPTOP, "restart-apps"))
        .await;
    assert_eq!(refusal(answer), Refusal::CoolingDown { until });
    office.clock.advance(seconds(1));
    office.start(&robin(), press(2, LAPTOP, "restart-apps")).await;
}

#[tokio::test]
async fn what_is_not_made_for_the_device_does_not_run() {
    let office = Office::open().await;
    let answer = office.service.start(&robin(), press(1, MAC, "free-space")).await;
    assert_eq!(refusal(answer), Refusal::WrongPlatform);
    let answer = office
        .service
        .start(&robin(), press(1, LAPTOP, "format-disk"))
        .await;
    assert!(matches!(answer, Err(StartError::NotFound)));
    office.dispatch().await;
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn what_cannot_be_kept_is_not_started() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    // The devices are known; only the database is gone.
    office.store.close().await;
    let answer = office
        .service
        .start(&robin(), press(1, LAPTOP, "free-space"))
        .await;
    assert!(matches!(answer, Err(StartError::Internal(_))), "{answer:?}");
    assert!(office.service.due(1).await.is_err());
    assert!(office.tenant.triggers().is_empty());
}
