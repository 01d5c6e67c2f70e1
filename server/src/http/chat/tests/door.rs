use std::collections::BTreeSet;

use axum::http::{Method, StatusCode, header};
use serde_json::Value;

use super::desk::{self, body, problem, request};
use crate::{
    http::chat::{openapi, problem::Kind},
    testing::Desk,
};

#[tokio::test]
async fn where_there_are_no_chatbots_there_is_no_door() {
    let desk = Desk::open("").await;
    for path in ["/v1/api_key", "/v1/topics", "/v1/problems", "/openapi.json"] {
        let response = desk.call(request(Method::GET, path, &[])).await;
        assert_ne!(response.status(), StatusCode::OK, "{path}");
        assert_ne!(
            response.headers().get(header::CONTENT_TYPE).unwrap(),
            "application/problem+json",
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let desk = desk::open().await;
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/topics/slow/x"] {
        let response = desk.call(request(Method::GET, path, &[])).await;
        assert_eq!(problem(response).await, (404, "not-found".to_owned()), "{path}");
    }
    for (method, path, allowed) in [
        (Method::DELETE, "/v1/api_key", "GET,HEAD,POST"),
        (Method::POST, "/v1/topics", "GET,HEAD"),
        (Method::PATCH, "/openapi.json", "GET,HEAD"),
    ] {
        let response = desk.call(request(method, path, &[])).await;
        let mut says: Vec<&str> = response.headers()[header::ALLOW]
            .to_str()
            .unwrap()
            .split(',')
            .collect();
        says.sort_unstable();
        assert_eq!(says.join(","), allowed, "{path}");
        assert_eq!(
            problem(response).await,
            (405, "method-not-allowed".to_owned()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn every_problem_is_told_of_with_what_to_do() {
    let desk = desk::open().await;
    let list = desk.call(request(Method::GET, "/v1/problems", &[])).await;
    let list = body(list, StatusCode::OK).await;
    let list = list.as_array().unwrap();
    let codes: BTreeSet<&str> = list.iter().map(|kind| kind["code"].as_str().unwrap()).collect();
    assert_eq!((codes.len(), list.len()), (Kind::ALL.len(), Kind::ALL.len()));
    for kind in list {
        let path = format!("/v1/problems/{}", kind["code"].as_str().unwrap());
        let shown = desk.call(request(Method::GET, &path, &[])).await;
        assert_eq!(&body(shown, StatusCode::OK).await, kind);
        assert!((400..600).contains(&kind["status"].as_u64().unwrap()), "{kind}");
        for key in ["title", "todo"] {
            assert!(kind[key].as_str().unwrap().len() > 10, "{kind}");
        }
    }
    let unknown = desk.call(request(Method::GET, "/v1/problems/nothing", &[])).await;
    assert_eq!(problem(unknown).await, (404, "not-found".to_owned()));
}

#[tokio::test]
async fn the_description_is_the_one_in_the_repository() {
    let desk = desk::open().await;
    let served = desk.call(request(Method::GET, "/openapi.json", &[])).await;
    let served = body(served, StatusCode::OK).await;
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/openapi.json");
    let kept = std::fs::read_to_string(file).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&kept).unwrap(), served);
    assert!(
        openapi::file().unwrap() == kept,
        "write it anew: deskside schema --dir schemas"
    );
    assert_eq!(served["openapi"].as_str().unwrap().split('.').next(), Some("3"));
}

/// Whatever an operation answers, it is described; whatever needs a key says so, and that it may be refused.
#[tokio::test]
async fn every_operation_says_what_it_needs_and_how_it_may_fail() {
    let description: Value = serde_json::from_str(&openapi::file().unwrap()).unwrap();
    let mut operations = 0;
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations += 1;
            let who = format!("{method} {path}");
            let needs = operation["security"].as_array().expect(&who);
            let responses = operation["responses"].as_object().unwrap();
            let by_key = needs.iter().any(|way| way.get("key").is_some());
            let open = needs.iter().all(|way| way.as_object().unwrap().is_empty());
            assert_eq!(responses.contains_key("401"), !open, "{who}");
            assert_eq!(
                responses.contains_key("403"),
                by_key || path == "/v1/api_key" && method == "get",
                "{who}"
            );
            for (status, response) in responses {
                let content = response["content"].as_object().expect(&who);
                let kind = if status.starts_with('2') {
                    "application/json"
                } else {
                    "application/problem+json"
                };
                assert!(content.contains_key(kind), "{who} {status}");
            }
        }
    }
    assert!(operations >= 6, "{operations}");
}
