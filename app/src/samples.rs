//! Made-up people, devices and fixes: for the style guide of a demonstration, the gallery, the speed measurement and the
//! tests of the pages. Nothing that employees are shown is made of them.

mod admin;
mod devices;
mod diagnoses;
mod figures;
mod hand_overs;
mod people;
mod privacy;
mod receipts;
mod remedies;
mod runs;
mod search;
mod topics;

use std::{collections::BTreeMap, sync::Arc};

use domain::{Lang, LocalText};
use jiff::{SignedDuration, Timestamp};

use crate::{Assets, Frame, Links, PageContext, PersonMark, Theme, Wording, pages};

pub use admin::*;
pub use devices::*;
pub use diagnoses::*;
pub use figures::*;
pub use hand_overs::*;
pub use people::*;
pub use privacy::*;
pub use receipts::*;
pub use remedies::*;
pub use runs::*;
pub use search::*;
pub use topics::*;

/// The moment that every sample speaks of.
pub fn now() -> Timestamp {
    "2026-11-21T14:02:47Z".parse().expect("a timestamp")
}

/// So many minutes before that.
pub fn ago(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(minutes)
}

/// A text in English and German.
pub fn text(en: &str, de: &str) -> LocalText {
    LocalText::new([(Lang::En, en.to_owned()), (Lang::De, de.to_owned())])
}

/// A page context in a language.
pub fn page(lang: Lang, path: &str) -> PageContext {
    let assets = Assets {
        bundle: "deskside".into(),
        css: "/pkg/deskside.css".into(),
        public: BTreeMap::new(),
    };
    PageContext {
        lang,
        zone: None,
        wording: Wording::default(),
        brand: Arc::default(),
        nonce: "c2FtcGxlLW5vbmNl".into(),
        person: Some("Alex Fischer".into()),
        mark: Some(PersonMark("5e1f".into())),
        can_sign_out: true,
        looks_after: false,
        assets: Arc::new(assets),
        path: path.into(),
        notice: None,
        links: Links::top(),
        frame: None,
    }
}

/// A page context in a frame.
pub fn framed(lang: Lang, path: &str, theme: Theme) -> PageContext {
    let frame = Frame {
        host: Some("https://portal.example.com".into()),
        theme,
        identify: true,
        css: None,
    };
    PageContext {
        links: Links::framed(&frame, Some(lang)),
        frame: Some(frame),
        can_sign_out: false,
        ..page(lang, path)
    }
}

/// Every page on the way from a symptom to its end, and for whoever looks after all of it, by name.
pub fn flows(page: &PageContext) -> Vec<(String, String)> {
    let topics = topic_pages()
        .into_iter()
        .map(|(name, view)| (name, pages::topic(page, &view)));
    let looks = diagnosis_pages()
        .into_iter()
        .map(|(name, view)| (name, pages::diagnosis(page, &view)));
    let sender = &people()[0];
    let forms = hand_over_forms()
        .into_iter()
        .map(|(name, view)| (name, pages::hand_over(page, &view, sender)));
    let handed = hand_over_pages()
        .into_iter()
        .map(|(name, view)| (name, pages::handed_over(page, &view)));
    let searches = searches()
        .into_iter()
        .map(|(name, view)| (name, pages::search(page, &view)));
    topics
        .chain(looks)
        .chain(forms)
        .chain(handed)
        .chain(searches)
        .map(|(name, html)| (name.to_owned(), html))
        .chain(admin_pages(page))
        .collect()
}
