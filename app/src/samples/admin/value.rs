//! What Deskside is worth.

use std::sync::Arc;

use domain::Remedy;
use jiff::SignedDuration;
use service::{
    Period,
    view::{RemedyCounts, RemedyValue, TopicCounts, TopicValue, TotalValue, ValuePage},
};

use crate::samples::{ago, cleanup, now, restart, slow};

/// A remedy that many people ran, and one that few did.
pub fn value_page() -> ValuePage {
    let many = |remedy: Remedy| RemedyValue {
        id: remedy.id.clone(),
        remedy: Some(Arc::new(remedy)),
        counts: Some(RemedyCounts {
            people: 212,
            started: 318,
            under_way: 3,
            unsure: 1,
            fixed: 240,
            done: 21,
            not_fixed: 30,
            failed: 9,
            expired: 6,
            declined: 5,
            cancelled: 3,
            helped: 88,
            not_helped: 11,
            handed_over: 24,
            deflected: 219,
            too_early: 18,
            saved: Some(SignedDuration::from_mins(219 * 20)),
        }),
    };
    let few = RemedyValue {
        remedy: None,
        counts: None,
        ..many(restart())
    };
    let topic = slow();
    ValuePage {
        now: now(),
        period: Period::Month,
        since: ago(30 * 24 * 60),
        handed_over_within: SignedDuration::from_hours(24),
        knows_hand_overs: false,
        few: 5,
        remedies: vec![many(cleanup()), few],
        total: TotalValue {
            started: 318,
            fixed: 240,
            deflected: 219,
            too_early: 18,
            saved: Some(SignedDuration::from_mins(219 * 20)),
        },
        topics: vec![TopicValue {
            id: topic.id.clone(),
            topic: Some(Arc::new(topic)),
            counts: Some(TopicCounts {
                people: 97,
                looks: 140,
                found: 101,
                nothing_found: 30,
                helped: 40,
                not_helped: 8,
            }),
        }],
    }
}

/// Where nothing ran and nothing was looked at.
pub fn no_value() -> ValuePage {
    ValuePage {
        remedies: Vec::new(),
        topics: Vec::new(),
        period: Period::Week,
        knows_hand_overs: true,
        ..value_page()
    }
}
