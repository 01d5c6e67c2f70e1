//! Signing in: where it leads afterwards, and where it does not.

use axum::http::StatusCode;

use super::visitor::{Visitor, header};
use crate::testing::Desk;

const PROVIDER: &str = "[server]\npublic_url = \"https://it.example.com\"\n[identity.oidc.company]\n\
    issuer = \"http://127.0.0.1:1\"\nclient_id = \"deskside\"\nclient_secret = \"secret\"\nclaims = { upn = \"upn\" }\n";

#[tokio::test]
async fn a_sign_in_leads_to_a_page_of_ours_and_nowhere_else() {
    let desk = Desk::open("").await;
    for (back, leads_to) in [
        ("%2Fdevices%2Fx%3Fy%3D1", "/devices/x?y=1"),
        ("https%3A%2F%2Fevil.example", "/"),
        ("%2F%2Fevil.example", "/"),
        ("%2F%5Cevil.example", "/"),
        ("%2F%0d%0aSet-Cookie%3A+a%3Db", "/"),
        ("javascript%3Aalert(1)", "/"),
    ] {
        let form = format!("employee=robin%40example.com&back={back}");
        let answer = Visitor::of(&desk).post("/sign-in", &form).await;
        assert_eq!(
            (answer.status(), header(&answer, "location")),
            (StatusCode::SEE_OTHER, leads_to)
        );
        let answer = Visitor::of(&desk)
            .post("/language", &format!("lang=de&back={back}"))
            .await;
        assert_eq!(header(&answer, "location"), leads_to);
    }
}

#[tokio::test]
async fn who_is_not_signed_in_is_sent_there_and_back() {
    let desk = Desk::open("").await;
    let answer = Visitor::of(&desk).get("/devices/x?y=1").await;
    assert_eq!(
        header(&answer, "location"),
        "/sign-in?back=%2Fdevices%2Fx%3Fy%3D1"
    );
}

#[tokio::test]
async fn a_callback_that_this_browser_did_not_set_out_for_is_refused() {
    let desk = Desk::open(PROVIDER).await;
    let mut visitor = Visitor::of(&desk);
    for path in [
        "/sign-in/oidc/company/callback",
        "/sign-in/oidc/company/callback?code=a&state=b",
        "/sign-in/oidc/company/callback?code=a&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "/sign-in/oidc/company/callback?error=access_denied&state=AAAAAAAAAAAAAAAAAAAA",
    ] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        assert!(!visitor.is_signed_in("/").await);
    }
    assert_eq!(
        visitor.get("/sign-in/oidc/nobody").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_to_be() {
    let desk = Desk::open(PROVIDER).await;
    let answer = Visitor::of(&desk).get("/sign-in/oidc/company").await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn nobody_but_the_provider_ends_sessions() {
    let desk = Desk::open(PROVIDER).await;
    for (form, status) in [
        ("logout_token=a.b.c", StatusCode::BAD_REQUEST),
        ("", StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let answer = Visitor::of(&desk)
            .post("/sign-in/oidc/company/logout", form)
            .await;
        assert_eq!(answer.status(), status, "{form}");
    }
    let answer = Visitor::of(&desk)
        .post("/sign-in/oidc/other/logout", "logout_token=a.b.c")
        .await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}
