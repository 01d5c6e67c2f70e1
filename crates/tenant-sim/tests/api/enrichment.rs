use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::tenant::{Tenant, body};

const PATH: &str = "/api/v1/enrichment/data/fields";

async fn post(tenant: &Tenant, enrichments: Value) -> (StatusCode, Value) {
    let request = json!({ "enrichments": enrichments, "domain": "portal" });
    let answer = tenant.post(PATH, &request).send().await.unwrap();
    (answer.status(), body(answer).await)
}

fn object(name: &str, value: &str, fields: &[(&str, Value)]) -> Value {
    let fields: Vec<Value> = fields
        .iter()
        .map(|(name, value)| json!({ "name": name, "value": value }))
        .collect();
    json!({ "identification": [{ "name": name, "value": value }], "fields": fields })
}

async fn reload(tenant: &Tenant) {
    tenant.write_query(
        "enriched_device",
        "devices | where name == $device | list #order_status, device.#purchase_date, #open_tickets, configuration_tag, virtualization.type, virtualization.desktop_broker",
    );
    tenant.write_query(
        "enriched_users",
        "users | where ad.department == \"Space travel\" and organization.#team == \"Rockets\" | list upn, ad.city, user.#cost_center",
    );
    tenant.write_query(
        "enriched_software",
        "packages | where #required_version != null | list name, package.#required_version",
    );
    tenant.control("/queries/reload", json!({})).await;
}

#[tokio::test]
async fn what_is_written_is_seen_by_later_queries() {
    let tenant = Tenant::start_with(|options| options.time_scale = 0.1).await;
    reload(&tenant).await;
    let person = tenant.running.people()[1].clone();
    let device = person.devices[0].name.clone();
    let (status, answer) = post(
        &tenant,
        json!([
            object(
                "device/device/name",
                &device,
                &[
                    ("device/device/#order_status", json!("ordered")),
                    ("device/device/#purchase_date", json!("2024-06-30")),
                    ("device/device/#open_tickets", json!(3)),
                    ("device/device/configuration_tag", json!("pilot")),
                    ("device/device/virtualization/type", json!(3)),
                    ("device/device/virtualization/desktop_broker", json!(0)),
                ]
            ),
            object(
                "user/user/upn",
                &person.upn.to_uppercase(),
                &[
                    ("user/user/ad/department", json!("Space travel")),
                    ("user/user/ad/city", json!("")),
                    ("user/user/organization/#team", json!("Rockets")),
                    ("user/user/#cost_center", json!("4711")),
                ]
            ),
            object(
                "package/package/uid",
                "vpn-client",
                &[("package/package/#required_version", json!("5.2"))]
            ),
        ]),
    )
    .await;
    assert_eq!((status, answer), (StatusCode::OK, json!({ "status": "success" })));
    let read = async || {
        tenant
            .rows("#enriched_device", json!({ "device": device }))
            .await
            .remove(0)
    };
    assert_eq!(read().await["device.#order_status"], Value::Null, "not at once");
    tenant.control("/clock/advance", json!({ "seconds": 30 })).await;
    assert_eq!(
        read().await,
        json!({
            "device.#order_status": "ordered",
            "device.#purchase_date": "2024-06-30 02:00:00",
            "device.#open_tickets": 3,
            "device.configuration_tag": "pilot",
            "device.virtualization.type": "pooled",
            "device.virtualization.desktop_broker": 0,
        })
    );
    assert_eq!(
        tenant.rows("#enriched_users", json!({})).await,
        [json!({ "user.upn": person.upn, "user.ad.city": null, "user.#cost_center": "4711" })]
    );
    assert_eq!(
        tenant.rows("#enriched_software", json!({})).await,
        [json!({ "package.name": "VPN client", "package.#required_version": "5.2" })]
    );
    // An empty text clears a field, whatever its type is.
    let cleared = [("device/device/#open_tickets", json!(""))];
    let cleared = json!([object("device/device/name", &device, &cleared)]);
    assert_eq!(post(&tenant, cleared).await.0, StatusCode::OK);
    tenant.control("/clock/advance", json!({ "seconds": 30 })).await;
    assert_eq!(read().await["device.#open_tickets"], Value::Null);
    tenant.stop().await;
}

#[tokio::test]
async fn objects_with_faults_are_named_and_left_as_they_are() {
    let tenant = Tenant::start().await;
    reload(&tenant).await;
    let device = tenant.running.people()[1].devices[0].name.clone();
    let sound = object(
        "device/device/name",
        &device,
        &[("device/device/#order_status", json!("ordered"))],
    );
    let half = object(
        "device/device/name",
        &device,
        &[
            ("device/device/configuration_tag", json!("pilot")),
            ("device/device/#open_tickets", json!("three")),
            ("device/device/#nothing", json!("x")),
        ],
    );
    let unknown = object(
        "device/device/name",
        "NOWHERE",
        &[("device/device/#order_status", json!("x"))],
    );
    let (status, answer) = post(&tenant, json!([sound, half, unknown])).await;
    assert_eq!(
        (status, &answer["status"]),
        (StatusCode::MULTI_STATUS, &json!("partial_success"))
    );
    let errors = answer["errors"].as_array().unwrap();
    assert_eq!(errors.len(), 2);
    assert_eq!(
        errors[0]["identification"],
        json!([{ "name": "device/device/name", "value": device }])
    );
    let codes = |error: &Value| {
        let errors = error["errors"].as_array().unwrap().iter();
        errors
            .map(|it| it["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(&errors[0]), ["ENRICH_011", "ENRICH_010"]);
    assert_eq!(
        errors[1]["errors"][0]["message"],
        "the device 'NOWHERE' does not exist"
    );
    tenant.control("/clock/advance", json!({ "seconds": 3 })).await;
    let row = tenant
        .rows("#enriched_device", json!({ "device": device }))
        .await
        .remove(0);
    assert_eq!(
        (&row["device.#order_status"], &row["device.configuration_tag"]),
        (&json!("ordered"), &Value::Null)
    );
    let (status, answer) = post(&tenant, json!([unknown])).await;
    assert_eq!(
        (status, &answer["status"]),
        (StatusCode::BAD_REQUEST, &json!("error"))
    );
    assert_eq!(answer["errors"].as_array().unwrap().len(), 1);
    tenant.stop().await;
}

#[tokio::test]
async fn requests_that_are_wrong_as_a_whole_have_one_code() {
    let tenant = Tenant::start().await;
    let device = tenant.running.people()[1].devices[0].name.clone();
    let sound = object(
        "device/device/name",
        &device,
        &[("device/device/#order_status", json!("x"))],
    );
    for request in [
        json!({}),
        json!({ "enrichments": [sound] }),
        json!({ "enrichments": [sound], "domain": "" }),
        json!({ "enrichments": [], "domain": "portal" }),
        json!({ "enrichments": vec![&sound; 10_001], "domain": "portal" }),
        json!({ "enrichments": sound, "domain": "portal" }),
    ] {
        let answer = tenant.post(PATH, &request).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        let answer = body(answer).await;
        assert!(answer["code"].is_string() && answer["message"].is_string());
    }
    // What only one object has wrong is that object's error.
    let two = json!([{ "name": "device/device/name", "value": device }, { "name": "device/device/uid", "value": "x" }]);
    let mut ambiguous = sound.clone();
    ambiguous["identification"] = two;
    let mut idle = sound.clone();
    idle["fields"] = json!([]);
    for (wrong, code) in [(ambiguous, "ENRICH_002"), (idle, "ENRICH_003")] {
        let (status, answer) = post(&tenant, json!([sound, wrong])).await;
        assert_eq!(status, StatusCode::MULTI_STATUS);
        assert_eq!(answer["errors"][0]["errors"][0]["code"], code);
    }
    tenant
        .control(
            "/credentials/tenant-sim/permissions",
            json!({ "enrichment": false }),
        )
        .await;
    let (status, answer) = post(&tenant, json!([sound])).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert_eq!(
        answer.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["message"]
    );
    let stranger = tenant.http.post(tenant.api(PATH)).send().await.unwrap();
    assert_eq!(
        (stranger.status(), stranger.text().await.unwrap()),
        (StatusCode::UNAUTHORIZED, String::new())
    );
    tenant.stop().await;
}
