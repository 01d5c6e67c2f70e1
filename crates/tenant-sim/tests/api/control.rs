use serde_json::json;
use tenant_sim::Options;

use crate::tenant::Tenant;

#[tokio::test]
async fn people_own_devices_and_the_first_owns_the_real_one() {
    let tenant = Tenant::start().await;
    let people = tenant.control_get("/people").await.1;
    assert_eq!(people.as_array().unwrap().len(), 12);
    let devices = people[0]["devices"].as_array().unwrap();
    assert_eq!(
        (&devices[0]["real"], &devices[1]["real"], devices.len()),
        (&json!(true), &json!(false), 2)
    );
    assert_eq!(people[0]["upn"], "ada.keller@example.com");
    let real = people
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|person| person["devices"].as_array().unwrap());
    let (mut real_ones, mut unsound) = (0, 0);
    for device in real {
        real_ones += usize::from(device["real"] == true);
        unsound += usize::from(device["sound"] == false);
    }
    assert_eq!(
        (real_ones, unsound),
        (1, 0),
        "the first twenty work as they should"
    );
    tenant.stop().await;
}

#[tokio::test]
async fn live_devices_report_again_and_offline_ones_do_not() {
    let tenant = Tenant::start_with(|options| options.time_scale = 1.0).await;
    let device = tenant.running.people()[1].devices[0].clone();
    tenant
        .control(&format!("/devices/{}/offline", tenant.device(4)), json!({}))
        .await;
    let silent = tenant.running.people()[4].devices[0].name.clone();
    let seen = async |name: &str| {
        let rows = tenant.rows("#device_names", json!({})).await;
        let row = rows
            .iter()
            .find(|row| row["device.name"] == name)
            .unwrap()
            .clone();
        row["device.last_seen"]
            .as_str()
            .unwrap()
            .parse::<jiff::civil::DateTime>()
            .unwrap()
    };
    let (before, silent_before) = (seen(&device.name).await, seen(&silent).await);
    tenant.control("/clock/advance", json!({ "seconds": 600 })).await;
    assert!(seen(&device.name).await.duration_since(before).as_secs() >= 540);
    assert_eq!(seen(&silent).await, silent_before);
    tenant.stop().await;
}

#[tokio::test]
async fn the_date_of_answers_can_be_wrong_while_time_goes_on_as_before() {
    let tenant = Tenant::start().await;
    let ahead = async || {
        let answer = tenant.get("/api/v1/workflows").send().await.unwrap();
        let date = answer.headers()["date"].to_str().unwrap();
        let date = jiff::fmt::rfc2822::parse(date).unwrap().timestamp();
        let now = tenant.control("/clock/advance", json!({ "seconds": 0 })).await["now"].clone();
        let now: jiff::Timestamp = now.as_str().unwrap().parse().unwrap();
        date.duration_since(now).as_secs()
    };
    assert!((-30..=0).contains(&ahead().await));
    tenant
        .control("/clock/date", json!({ "ahead_seconds": 600 }))
        .await;
    assert!((570..=600).contains(&ahead().await));
    tenant
        .control("/clock/date", json!({ "ahead_seconds": -600 }))
        .await;
    assert!((-630..=-600).contains(&ahead().await));
    tenant.control("/clock/date", json!({ "ahead_seconds": 0 })).await;
    assert!((-30..=0).contains(&ahead().await));
    tenant.stop().await;
}

#[tokio::test]
async fn scores_come_every_day() {
    let mut tenant = Tenant::start().await;
    let device = tenant.device(1);
    tenant
        .control("/clock/advance", json!({ "seconds": 3 * 86_400 }))
        .await;
    tenant.token = tenant.new_token().await;
    let scores = tenant
        .rows("#deskside_score_history", json!({ "device": device }))
        .await;
    assert!((13..=14).contains(&scores.len()), "{}", scores.len());
    let health = tenant
        .rows("#deskside_device_health", json!({ "device": device }))
        .await;
    assert!(health[0]["dex_score"].is_number());
    tenant.stop().await;
}

#[tokio::test]
async fn options_that_make_no_sense_are_refused() {
    let any = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let message = async |options: Options| {
        tenant_sim::start(options, any, any)
            .await
            .unwrap_err()
            .to_string()
    };
    let folder = tempfile::tempdir().unwrap();
    let options = || Options {
        scratch_mb: 0,
        fleet: 1,
        ..Options::new(folder.path())
    };
    assert!(
        message(options())
            .await
            .starts_with("cannot read the saved queries")
    );
    assert_eq!(
        message(Options {
            fleet: 0,
            ..options()
        })
        .await,
        "the fleet needs at least one person"
    );
    assert_eq!(
        message(Options {
            time_scale: 0.0,
            ..options()
        })
        .await,
        "the time scale must be greater than 0"
    );
}
