//! The pages for those who look after Deskside, and the style guide.

use app::pages;
use domain::Lang;

use crate::{between, sample};

/// Every one of them.
pub fn every_page(lang: Lang) -> Vec<(String, String)> {
    let page = sample::page(lang, "/");
    [
        ("sign-ins", pages::sign_ins(&page, &sample::sign_ins(false))),
        ("all sign-ins", pages::sign_ins(&page, &sample::sign_ins(true))),
        ("content", pages::content(&page, &sample::content())),
        (
            "refused content",
            pages::content(&page, &sample::refused_content()),
        ),
        ("style guide", pages::styleguide(&page)),
    ]
    .map(|(name, html)| (name.to_owned(), html))
    .into()
}

#[test]
fn each_leads_to_the_others_and_employees_see_none() {
    let page = sample::page(Lang::De, "/");
    let html = pages::content(&page, &sample::content());
    let list = between(&html, "aria-labelledby=\"admin-pages\"", "</nav>");
    assert!(list.contains("Für alle, die sich um Deskside kümmern"), "{list}");
    assert!(
        list.contains("href=\"/admin/content\" class=\"topic-link\" aria-current=\"page\"")
            || list.contains("aria-current=\"page\" href=\"/admin/content\"")
            || between(list, "href=\"/admin/content\"", ">").contains("aria-current=\"page\""),
        "{list}"
    );
    assert!(
        !between(list, "href=\"/sign-ins\"", ">").contains("aria-current"),
        "{list}"
    );

    let all = pages::sign_ins(&page, &sample::sign_ins(true));
    assert!(all.contains("href=\"/admin/content\""), "{all}");
    let own = pages::sign_ins(&page, &sample::sign_ins(false));
    assert!(!own.contains("admin"), "{own}");
    // Who does not sign in here has no list of sign-ins in the foot.
    let page = app::PageContext {
        looks_after: true,
        ..page
    };
    let home = pages::home(&page, &sample::overview());
    assert!(
        between(&home, "<footer", "</footer>").contains("href=\"/admin/content\""),
        "{home}"
    );
}

#[test]
fn what_was_refused_is_told_with_its_place_and_what_to_do() {
    let html = pages::content(
        &sample::page(Lang::En, "/admin/content"),
        &sample::refused_content(),
    );
    let refused = between(&html, "id=\"content-refused\"", "</ul>");
    for part in [
        "branding.yaml:3:11",
        "is 1.3:1",
        "What to do:",
        "is near and can be read",
    ] {
        assert!(refused.contains(part), "{part}: {refused}");
    }
    assert!(html.contains("<code>deskside_device_health</code>"), "{html}");
}
