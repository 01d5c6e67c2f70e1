//! Pages in a company's words and looks, and in a script that runs from right to left.

use std::sync::Arc;

use app::{Brand, BrandLogo, BrandStyle, PageContext, Theme, Wording, pages};
use domain::{Lang, Link};

use crate::{between, sample};

fn brand() -> Arc<Brand> {
    Arc::new(Brand {
        name: Some("Acme <IT>".into()),
        logo: Some(BrandLogo {
            light: "/brand/a.svg".into(),
            dark: Some("/brand/b.svg".into()),
        }),
        style: Some(BrandStyle {
            address: "/brand/c.css".into(),
            text: ":root{--radius:0rem;}".into(),
        }),
        support: Some(Link {
            url: "https://it.example.com/".into(),
            label: sample::text("Ask us", "Fragen Sie uns"),
        }),
    })
}

fn home(page: PageContext) -> String {
    pages::home(&page, &sample::overview())
}

#[test]
fn a_page_wears_the_brand_without_a_style_of_its_own() {
    let html = home(PageContext {
        brand: brand(),
        ..sample::page(Lang::De, "/")
    });
    assert!(
        between(&html, "<title>", "</title>").ends_with(" · Acme &lt;IT&gt;"),
        "{html}"
    );
    let top = between(&html, "<header", "</header>");
    assert!(
        top.contains("src=\"/brand/a.svg\"") && top.contains("srcset=\"/brand/b.svg\""),
        "{top}"
    );
    assert!(
        top.contains("prefers-color-scheme: dark") && !top.contains("#mark"),
        "{top}"
    );
    let foot = between(&html, "<footer", "</footer>");
    assert!(
        foot.contains("href=\"https://it.example.com/\"") && foot.contains("Fragen Sie uns"),
        "{foot}"
    );
    let head = between(&html, "<head>", "</head>");
    let ours = head.find("/pkg/deskside.css").unwrap();
    assert!(
        head.find("/brand/c.css").unwrap() > ours,
        "it comes after ours, so that it wins"
    );
    assert!(!html.contains("<style"), "{html}");
}

#[test]
fn a_frame_has_it_in_its_document() {
    let mut page = sample::framed(Lang::De, "/", Theme::Dark);
    page.brand = brand();
    page.frame.as_mut().unwrap().css = Some("body{}".into());
    let html = home(page);
    assert_eq!(
        between(&html, "<style", "</style>").split_once('>').unwrap().1,
        "body{}:root{--radius:0rem;}"
    );
    assert!(!html.contains("/brand/"), "{html}");
}

#[test]
fn a_script_from_right_to_left_is_said_to_be_one() {
    let html = home(PageContext {
        wording: Wording::pseudo_right_to_left(),
        ..sample::page(Lang::En, "/")
    });
    assert!(
        html.contains("lang=\"ar-XB\"") && html.contains("dir=\"rtl\""),
        "{html}"
    );
    assert!(html.contains("\u{202e}Overview\u{202c}"), "{html}");
    let html = home(sample::page(Lang::En, "/"));
    assert!(
        html.contains("lang=\"en\"") && html.contains("dir=\"ltr\""),
        "{html}"
    );
    assert!(!html.contains('\u{202e}'));
}
