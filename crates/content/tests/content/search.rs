//! What employees type leads to the topic they mean, in the shipped content.

use content::load;
use domain::{Audience, Catalogue, Hit, Lang, Standing};

use crate::common;

fn catalogue() -> Catalogue {
    load(&common::folder(), common::REQUIRED, &common::known())
        .unwrap_or_else(|faults| panic!("{faults}"))
        .catalogue
}

fn found(catalogue: &Catalogue, lang: Lang, typed: &str, standing: &Standing) -> Vec<String> {
    let name = |hit: &Hit| match hit {
        Hit::Topic(topic) => topic.id.to_string(),
        Hit::Remedy(remedy) => format!("remedy {}", remedy.id),
    };
    catalogue.search(lang, typed, standing).iter().map(name).collect()
}

#[test]
fn the_topic_that_is_meant_comes_first() {
    let catalogue = catalogue();
    let cases = [
        (Lang::En, "slow", "slow-computer"),
        (Lang::En, "my computer is very slow today", "slow-computer"),
        (Lang::En, "laptop freezes", "slow-computer"),
        (Lang::En, "wifi", "network"),
        (Lang::En, "Wi-Fi", "network"),
        (Lang::En, "outlok", "outlook"),
        (Lang::En, "printer", "printing"),
        (Lang::En, "my printer", "printing"),
        (Lang::En, "disk full", "full-disk"),
        (Lang::En, "no sound in meeting", "teams"),
        (Lang::En, "takes forever to boot", "slow-start"),
        (Lang::En, "battery", "battery"),
        (Lang::De, "langsam", "slow-computer"),
        (Lang::De, "traege", "slow-computer"),
        (Lang::De, "Drucker geht nicht", "printing"),
        (Lang::De, "WLAN bricht ab", "network"),
        (Lang::De, "Akku", "battery"),
        (Lang::De, "postfach", "outlook"),
        (Lang::De, "Speicher voll", "full-disk"),
        (Lang::Fr, "ordinateur lent", "slow-computer"),
        (Lang::Fr, "fige", "slow-computer"),
        (Lang::Fr, "imprimante", "printing"),
        (Lang::Fr, "réseau", "network"),
        (Lang::Fr, "batterie", "battery"),
        // A word that only another language knows.
        (Lang::Fr, "Drucker", "printing"),
    ];
    for (lang, typed, expected) in cases {
        let found = found(&catalogue, lang, typed, &Standing::default());
        assert_eq!(
            found.first().map(String::as_str),
            Some(expected),
            "{lang}: {typed}: {found:?}"
        );
    }
}

#[test]
fn remedies_are_found_by_what_their_buttons_say() {
    let found = found(&catalogue(), Lang::En, "order new battery", &Standing::default());
    assert_eq!(found[0], "remedy order-battery", "{found:?}");
}

#[test]
fn what_is_like_nothing_finds_nothing() {
    let catalogue = catalogue();
    for typed in ["", "   ", "xyzzy", "é", "?!", &"a".repeat(10_000)] {
        assert_eq!(
            found(&catalogue, Lang::En, typed, &Standing::default()),
            [""; 0],
            "{typed}"
        );
    }
}

#[test]
fn what_is_for_others_is_not_found() {
    let mut catalogue = catalogue();
    let finance: Audience = "finance".parse().unwrap();
    for topic in &mut catalogue.topics {
        if topic.id.as_str() == "printing" {
            std::sync::Arc::make_mut(topic).audiences.insert(finance.clone());
        }
    }
    let typed = "print queue";
    assert!(!found(&catalogue, Lang::En, typed, &Standing::default()).contains(&"printing".to_owned()));
    let member = Standing {
        audiences: [finance].into(),
        admin: false,
    };
    assert_eq!(found(&catalogue, Lang::En, typed, &member)[0], "printing");
}
