//! Who looks after Deskside sees who is signed in, and signs people out; nobody else does.

use axum::http::StatusCode;

use super::visitor::{BY_PROXY, Visitor, by_proxy};
use crate::testing::{Desk, text};

async fn desk() -> Desk {
    Desk::open(BY_PROXY).await
}

#[tokio::test]
async fn everybody_sees_their_own_sign_ins_and_an_admin_sees_all() {
    let desk = desk().await;
    let (mut robin, mut kim) = (Visitor::of(&desk), Visitor::of(&desk));
    robin.sign_in().await;
    kim.sign_in_as("kim").await;
    let own = text(robin.get("/sign-ins").await).await;
    assert!(
        own.contains("This browser") && own.contains("sign-out-everywhere"),
        "{own}"
    );
    assert!(
        !own.contains("kim@example.com") && !own.contains("/admin/"),
        "{own}"
    );

    let all = text(by_proxy(&desk, "staff, it").get("/sign-ins").await).await;
    assert!(all.contains("kim@example.com") && all.contains("robin@example.com"));
    let none = text(by_proxy(&desk, "staff").get("/sign-ins").await).await;
    assert!(!none.contains("kim@example.com"));
    let framed = text(by_proxy(&desk, "it").get("/embed/sign-ins").await).await;
    assert!(!framed.contains("kim@example.com"), "not in somebody else's page");
}

#[tokio::test]
async fn only_an_admin_signs_others_out() {
    let desk = desk().await;
    let (mut robin, mut kim) = (Visitor::of(&desk), Visitor::of(&desk));
    robin.sign_in().await;
    kim.sign_in_as("kim").await;
    let out = "employee=robin%40example.com";
    let refused = kim.post("/admin/sign-outs", out).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    let refused = by_proxy(&desk, "itit").post("/admin/sign-outs", out).await;
    assert_eq!(refused.status(), StatusCode::NOT_FOUND);
    assert!(robin.is_signed_in("/").await);

    let done = by_proxy(&desk, "it").post("/admin/sign-outs", out).await;
    assert_eq!(done.status(), StatusCode::SEE_OTHER);
    assert!(!robin.is_signed_in("/").await);
    assert!(kim.is_signed_in("/").await);
}

#[tokio::test]
async fn how_the_content_stands_is_for_admins_only() {
    let desk = desk().await;
    let page = by_proxy(&desk, "it").get("/admin/content").await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = text(page).await;
    assert!(
        page.contains("In force since") && page.contains("0 remedies"),
        "{page}"
    );
    let page = by_proxy(&desk, "staff").get("/admin/content").await;
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    let framed = by_proxy(&desk, "it").get("/embed/admin/content").await;
    assert_eq!(framed.status(), StatusCode::NOT_FOUND);
}
