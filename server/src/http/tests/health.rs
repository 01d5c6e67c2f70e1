//! What service managers, containers and load balancers ask.

use axum::http::StatusCode;

use super::visitor::Visitor;
use crate::testing::{Desk, text};

#[tokio::test]
async fn a_process_that_lives_says_so_under_both_names() {
    let desk = Desk::open("").await;
    for path in ["/livez", "/healthz"] {
        let answer = Visitor::of(&desk).get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(text(answer).await, "ok\n", "{path}");
    }
}
