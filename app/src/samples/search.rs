//! What somebody finds on the overview and by searching.

use std::sync::Arc;

use domain::{Category, Favourite, Hit};
use service::view::{ForYou, SearchPage};

use super::{
    cleanup, created, looked_at, now, slow, text,
    topics::{named, printing},
    uid,
};

/// What is somebody's own on the overview.
pub fn for_you() -> ForYou {
    let category = |id: &str, label: (&str, &str)| Category {
        id: id.parse().expect("an id"),
        label: text(label.0, label.1),
    };
    let topics = [
        named(
            "full-disk",
            "storage",
            ("My disk is full", "Meine Festplatte ist voll"),
        ),
        slow(),
        named(
            "battery",
            "performance",
            ("My battery does not last", "Mein Akku hält nicht lange"),
        ),
        named(
            "slow-start",
            "performance",
            ("It takes long to start", "Der Start dauert lange"),
        ),
        printing(),
        named(
            "network",
            "network",
            (
                "The network is slow or drops",
                "Das Netzwerk ist langsam oder bricht ab",
            ),
        ),
        named("device-check", "unused", ("Look at everything", "Alles ansehen")),
    ];
    ForYou {
        categories: vec![
            category("storage", ("Storage", "Speicherplatz")),
            category("performance", ("Speed", "Geschwindigkeit")),
            category("network", ("Network", "Netzwerk")),
            category("unused", ("Overall experience", "Gesamteindruck")),
        ],
        topics: topics.into_iter().map(Arc::new).collect(),
        favourites: vec![Hit::Topic(Arc::new(slow())), Hit::Remedy(Arc::new(cleanup()))],
        device: Some(uid(1)),
        diagnoses: vec![looked_at()],
        hand_overs: vec![created()],
    }
}

/// Every way a search can end.
pub fn searches() -> Vec<(&'static str, SearchPage)> {
    let search = |words: &str, hits| SearchPage {
        now: now(),
        words: words.into(),
        hits,
        favourites: vec![Favourite::Topic(slow().id)],
        last_event: 41,
    };
    let hits = vec![
        Hit::Topic(Arc::new(slow())),
        Hit::Topic(Arc::new(printing())),
        Hit::Remedy(Arc::new(cleanup())),
    ];
    vec![
        ("search", search("slow & old", hits)),
        ("search-none", search("coffee", vec![])),
        ("search-nothing", search("", vec![])),
    ]
}
