//! Literals.

use std::net::IpAddr;

use nql::ast::{Date, DateTime, IpMask, Literal, Time, Version};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

pub fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Bool),
        any::<i64>().prop_map(Literal::Int),
        (-1e12..1e12).prop_map(Literal::Float),
        text().prop_map(Literal::Text),
        amount().prop_map(Literal::Bytes),
        amount().prop_map(Literal::Duration),
        datetime().prop_map(Literal::DateTime),
        ip().prop_map(Literal::Ip),
        vec(any::<u64>(), 2..9).prop_map(|numbers| Literal::Version(Version(numbers))),
    ]
}

/// Any string, and often what is hard to quote.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\"'\\\\a/*|$ \n]{0,8}"]
}

fn amount() -> impl Strategy<Value = u64> {
    prop_oneof![
        any::<u64>(),
        0..1_000_u64,
        (0..1_000_u64).prop_map(|count| count * 1_000_000_000)
    ]
}

pub fn datetime() -> impl Strategy<Value = DateTime> {
    let date = (option::of(1..=9999_u16), 1..=12_u8, 1..=28_u8);
    let time =
        (0..24_u8, 0..60_u8, 0..60_u8).prop_map(|(hour, minute, second)| Time { hour, minute, second });
    (date, option::of(time)).prop_map(|((year, month, day), time)| DateTime {
        date: Date { year, month, day },
        time,
    })
}

fn ip() -> impl Strategy<Value = IpMask> {
    let v4 = (any::<[u8; 4]>().prop_map(IpAddr::from), option::of(0..=32_u8));
    let v6 = (any::<[u16; 8]>().prop_map(IpAddr::from), option::of(0..=128_u8));
    // Runs of zeros, which are printed as `::`.
    let short =
        (any::<u16>(), any::<u16>()).prop_map(|(first, last)| IpAddr::from([first, 0, 0, 0, 0, 0, 0, last]));
    prop_oneof![v4, v6, (short, option::of(0..=128_u8))]
        .prop_map(|(address, prefix)| IpMask { address, prefix })
}
