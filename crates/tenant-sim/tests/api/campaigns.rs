use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::tenant::{Tenant, body};

const PATH: &str = "/api/v1/euf/campaign/trigger";

async fn post(tenant: &Tenant, request: &Value) -> (StatusCode, Value) {
    let answer = tenant.post(PATH, request).send().await.unwrap();
    (answer.status(), body(answer).await)
}

fn sid(tenant: &Tenant, person: usize) -> String {
    tenant.running.people()[person].sid.clone()
}

fn feedback(sids: &[String]) -> Value {
    json!({ "campaignNqlId": "#self_service_feedback", "userSid": sids, "expiresInMinutes": 60 })
}

#[tokio::test]
async fn each_person_is_asked_once_and_answers() {
    let tenant = Tenant::start().await;
    let (one, two) = (sid(&tenant, 1), sid(&tenant, 2));
    let stranger = "S-1-5-21-1-2-3-9999".to_owned();
    let sids = [
        one.clone(),
        "nobody".to_owned(),
        one.clone(),
        stranger.clone(),
        two.clone(),
    ];
    let (status, answer) = post(&tenant, &feedback(&sids)).await;
    assert_eq!(status, StatusCode::OK);
    let requests = answer["requests"].as_array().unwrap();
    let named: Vec<&str> = requests
        .iter()
        .map(|it| it["userSid"].as_str().unwrap())
        .collect();
    assert_eq!(named, [one.as_str(), "nobody", stranger.as_str(), two.as_str()]);
    assert!(requests[0]["requestId"].is_string() && requests[0].get("message").is_none());
    assert_eq!(requests[1]["message"], "The security identifier is invalid.");
    assert_eq!(requests[2]["message"], "The user does not exist.");
    assert!(requests[2].get("requestId").is_none());

    let request = requests[3]["requestId"].as_str().unwrap();
    tenant.wait(request, "answered").await;
    let responses = tenant.responses().await;
    let of_two = responses.iter().find(|it| it["request_id"] == request).unwrap();
    assert_eq!(
        (&of_two["state"], &of_two["answers"], &of_two["user.upn"]),
        (
            &json!("answered"),
            &json!(r#"{"helped":"Yes"}"#),
            &json!(tenant.running.people()[2].upn)
        )
    );
    assert_eq!(
        (&of_two["trigger_method"], &of_two["device.collector.uid"]),
        (&json!("api"), &Value::Null)
    );
    let stats = tenant.control_get("/stats").await.1;
    let triggers = stats["triggers"].as_array().unwrap();
    assert_eq!(triggers.len(), 2);
    assert_eq!(
        (
            &triggers[1]["endpoint"],
            &triggers[1]["users"],
            &triggers[1]["request_id"]
        ),
        (&json!("campaign/trigger"), &json!([two]), &json!(request))
    );
    tenant.stop().await;
}

#[tokio::test]
async fn every_documented_limit_is_refused() {
    let tenant = Tenant::start().await;
    let good = feedback(&[sid(&tenant, 1)]);
    let with = |key: &str, value: Value| {
        let mut request = good.clone();
        request[key] = value;
        request
    };
    let many: serde_json::Map<String, Value> = (0..31).map(|it| (it.to_string(), json!("x"))).collect();
    let mut battery = with("campaignNqlId", json!("battery_ready"));
    let mut without = good.clone();
    without.as_object_mut().unwrap().remove("expiresInMinutes");
    for request in [
        json!({}),
        without,
        with("campaignNqlId", json!("")),
        with("campaignNqlId", json!("#nothing")),
        with("campaignNqlId", json!("#office_move")),
        with("campaignNqlId", json!("#restart_device_confirm")),
        with("userSid", json!([])),
        with("userSid", json!("S-1-5-2")),
        with("userSid", json!(vec!["S-1-5-2"; 10_001])),
        with("expiresInMinutes", json!(0)),
        with("expiresInMinutes", json!(525_601)),
        with("parameters", json!({ "x": "y" })),
        with("parameters", many.into()),
        battery.clone(),
    ] {
        let (status, answer) = post(&tenant, &request).await;
        let text = request.to_string();
        assert_eq!(
            status,
            StatusCode::BAD_REQUEST,
            "{}",
            &text[..text.len().min(200)]
        );
        assert!(
            !answer["code"].as_str().unwrap().is_empty() && !answer["message"].as_str().unwrap().is_empty()
        );
    }
    for parameters in [
        json!({ "device_name": "WIN-1" }),
        json!({ "device_name": "WIN-1", "delivery_site": "Lyon", "x": "y" }),
    ] {
        battery["parameters"] = parameters;
        assert_eq!(post(&tenant, &battery).await.0, StatusCode::BAD_REQUEST);
    }
    battery["parameters"] = json!({ "delivery_site": "Lyon", "device_name": "WIN-1" });
    // What a client sends by mistake is ignored.
    battery["params"] = json!({ "x": "y" });
    assert_eq!(post(&tenant, &battery).await.0, StatusCode::OK);
    tenant.stop().await;
}

#[tokio::test]
async fn without_a_token_or_a_check_box_the_answer_has_a_code() {
    let tenant = Tenant::start().await;
    let request = feedback(&[sid(&tenant, 1)]);
    let stranger = tenant
        .http
        .post(tenant.api(PATH))
        .json(&request)
        .send()
        .await
        .unwrap();
    assert_eq!(stranger.status(), StatusCode::UNAUTHORIZED);
    let said = body(stranger).await;
    assert!(said["code"].is_string() && said["message"].is_string());
    tenant
        .control(
            "/credentials/tenant-sim/permissions",
            json!({ "campaigns": false }),
        )
        .await;
    let (status, said) = post(&tenant, &request).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(said["code"].is_string() && said["message"].is_string());
    assert!(tenant.responses().await.is_empty());
    tenant.stop().await;
}

#[tokio::test]
async fn the_control_port_sees_what_people_see_and_answers_for_them() {
    let tenant = Tenant::start().await;
    tenant
        .control("/campaigns/mode", json!({ "answer": "manual" }))
        .await;
    let parameters = json!({ "device_name": "WIN-1", "delivery_site": "Lyon" });
    let mut request = feedback(&[sid(&tenant, 1)]);
    request["campaignNqlId"] = json!("#battery_ready");
    request["parameters"] = parameters;
    let id = post(&tenant, &request).await.1["requests"][0]["requestId"].clone();
    let id = id.as_str().unwrap();
    let asked = tenant.control_get("/campaigns?state=targeted").await.1;
    assert_eq!(
        asked[0]["questions"],
        json!([{
            "id": "pick_up",
            "text": "The battery for WIN-1 is at Lyon. When do you pick it up?",
            "options": ["Today", "This week"],
        }])
    );
    assert_eq!(asked[0]["request_id"], id);
    let answer = async |said: Value| {
        let path = format!("/campaigns/{id}/answer");
        tenant.try_control(&path, said).await.0
    };
    let unknown = json!({ "answer": "agree", "answers": { "pick_up": "Never" } });
    assert_eq!(answer(unknown).await, StatusCode::BAD_REQUEST);
    let later = json!({ "answer": "agree", "answers": { "pick_up": "This week" } });
    assert_eq!(answer(later.clone()).await, StatusCode::NO_CONTENT);
    assert_eq!(
        tenant.responses().await[0]["answers"],
        r#"{"pick_up":"This week"}"#
    );
    assert_eq!(answer(later).await, StatusCode::CONFLICT);
    assert_eq!(tenant.control_get("/campaigns?state=targeted").await.1, json!([]));
    let nobody = tenant
        .try_control("/campaigns/nothing/answer", json!({ "answer": "agree" }))
        .await;
    assert_eq!(nobody.0, StatusCode::NOT_FOUND);
    tenant.stop().await;
}

#[tokio::test]
async fn a_campaign_that_nobody_answers_expires_when_the_caller_said() {
    let mut tenant = Tenant::start().await;
    tenant
        .control("/campaigns/mode", json!({ "answer": "ignore" }))
        .await;
    post(&tenant, &feedback(&[sid(&tenant, 1)])).await;
    tenant
        .control("/clock/advance", json!({ "seconds": 3_590 }))
        .await;
    tenant.token = tenant.new_token().await;
    assert_eq!(tenant.responses().await[0]["state"], "targeted");
    tenant.control("/clock/advance", json!({ "seconds": 11 })).await;
    assert_eq!(tenant.responses().await[0]["state"], "expired");
    tenant.stop().await;
}
