//! The style guide is a demonstration's, and nobody else's.

use axum::http::StatusCode;

use super::visitor::Visitor;
use crate::testing::{Desk, text};

#[tokio::test]
async fn a_demonstration_shows_every_component() {
    let desk = Desk::open_demonstration().await;
    let page = Visitor::of(&desk).get("/styleguide").await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(text(page).await.contains("Style guide"));
    let framed = Visitor::of(&desk).get("/embed/styleguide").await;
    assert_eq!(framed.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn where_people_work_there_is_none() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    assert_eq!(robin.get("/styleguide").await.status(), StatusCode::NOT_FOUND);
    robin.sign_in().await;
    assert_eq!(robin.get("/styleguide").await.status(), StatusCode::NOT_FOUND);
}
