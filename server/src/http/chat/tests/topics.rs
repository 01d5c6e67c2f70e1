use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::desk::{self, body, get, key, problem, request};

fn ids(list: &Value) -> Vec<String> {
    let topics = list["topics"].as_array().unwrap().iter();
    topics
        .map(|topic| topic["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn topics_are_those_of_the_content_in_the_language_that_is_asked_for() {
    let desk = desk::open().await;
    let key = key(&desk).await;
    let all = body(get(&desk, "/v1/topics", &key).await, StatusCode::OK).await;
    let catalogue = desk.service.catalogue();
    let expected: Vec<String> = catalogue
        .topics
        .iter()
        .map(|topic| topic.id.to_string())
        .collect();
    assert_eq!(ids(&all), expected);
    assert_eq!(all["next"], Value::Null);
    for (lang, path, header) in [
        (domain::Lang::De, "/v1/topics?lang=de", "fr"),
        (domain::Lang::Fr, "/v1/topics", "fr-CA, en;q=0.5"),
        (domain::Lang::En, "/v1/topics", "xx"),
    ] {
        let headers = [("x-api-key", key.as_str()), ("accept-language", header)];
        let list = body(
            desk.call(request(Method::GET, path, &headers)).await,
            StatusCode::OK,
        )
        .await;
        let first = &catalogue.topics[0];
        assert_eq!(list["topics"][0]["title"], first.title.get(lang), "{path}");
    }
}

#[tokio::test]
async fn they_are_filtered_and_found_by_words() {
    let desk = desk::open().await;
    let key = key(&desk).await;
    let catalogue = desk.service.catalogue();
    for (word, platform) in [
        ("windows", domain::Platform::Windows),
        ("macos", domain::Platform::MacOs),
        ("other", domain::Platform::Other),
    ] {
        let list = get(&desk, &format!("/v1/topics?platform={word}"), &key).await;
        let made = catalogue.topics.iter().filter(|topic| topic.fits(platform));
        let expected: Vec<String> = made.map(|topic| topic.id.to_string()).collect();
        assert_eq!(ids(&body(list, StatusCode::OK).await), expected, "{word}");
    }
    let slow = body(
        get(&desk, "/v1/topics?q=langsam&lang=de", &key).await,
        StatusCode::OK,
    )
    .await;
    assert_eq!(
        ids(&slow).first().map(String::as_str),
        Some("slow-computer"),
        "{slow}"
    );
    let none = body(get(&desk, "/v1/topics?q=qqqqqq", &key).await, StatusCode::OK).await;
    assert_eq!(ids(&none), [""; 0]);
}

#[tokio::test]
async fn they_come_in_parts() {
    let desk = desk::open().await;
    let key = key(&desk).await;
    let all = ids(&body(get(&desk, "/v1/topics", &key).await, StatusCode::OK).await);
    let (mut found, mut next) = (Vec::new(), String::new());
    loop {
        let part = get(&desk, &format!("/v1/topics?limit=2{next}"), &key).await;
        let part = body(part, StatusCode::OK).await;
        found.extend(ids(&part));
        match part["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => break,
        }
    }
    assert!(all.len() > 2);
    assert_eq!(found, all);
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused() {
    let desk = desk::open().await;
    let key = key(&desk).await;
    for query in [
        "platform=amiga",
        "lang=xx",
        "limit=0",
        "limit=101",
        "limit=many",
        "cursor=nothing",
        "who=robin",
        "limit=1&limit=2",
    ] {
        let response = get(&desk, &format!("/v1/topics?{query}"), &key).await;
        assert_eq!(
            problem(response).await,
            (400, "bad-request".to_owned()),
            "{query}"
        );
    }
}

#[tokio::test]
async fn one_of_them_tells_what_is_looked_at_and_what_helps() {
    let desk = desk::open().await;
    let key = key(&desk).await;
    let catalogue = desk.service.catalogue();
    for topic in &catalogue.topics {
        let shown = get(&desk, &format!("/v1/topics/{}?lang=fr", topic.id), &key).await;
        let shown = body(shown, StatusCode::OK).await;
        assert_eq!(shown["id"], topic.id.as_str());
        assert_eq!(shown["title"], topic.title.get(domain::Lang::Fr));
        let checks = shown["checks"].as_array().unwrap();
        assert_eq!(checks.len(), topic.checks.len());
        for (check, shown) in topic.checks.iter().zip(checks) {
            let remedies: Vec<&str> = check.remedies.iter().map(domain::RemedyId::as_str).collect();
            assert_eq!(shown["remedies"], serde_json::json!(remedies));
        }
    }
    for unknown in ["nothing", "%20", "A"] {
        let response = get(&desk, &format!("/v1/topics/{unknown}"), &key).await;
        assert_eq!(
            problem(response).await,
            (404, "topic-not-found".to_owned()),
            "{unknown}"
        );
    }
}
