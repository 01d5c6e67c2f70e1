//! Time frames.

use winnow::Parser;
use winnow::combinator::{alt, opt, preceded, terminated};

use super::input::{Input, Parsed, keyword, take};
use crate::ast::{DateTime, Moment, Period, TimeRange, Timeframe};
use crate::failure::Failure;
use crate::lexer::TokenKind;

const WANTED: &str = "a time frame such as `during past 7d`";

pub(super) fn timeframe(input: &mut Input<'_>) -> Parsed<Timeframe> {
    let range = alt((past, between, on)).parse_next(input)?;
    let granularity = opt(preceded(keyword("by", ""), granularity())).parse_next(input)?;
    Ok(Timeframe { range, granularity })
}

/// `during past 7d`. The vendor's own examples leave out `during` after `with` and `include`.
fn past(input: &mut Input<'_>) -> Parsed<TimeRange> {
    if opt(keyword("during", WANTED)).parse_next(input)?.is_some() {
        keyword("past", "`past`").parse_next(input)?;
    } else {
        keyword("past", "").parse_next(input)?;
    }
    period("a period such as `7d`, `12h` or `45min`")
        .map(TimeRange::Past)
        .parse_next(input)
}

fn between(input: &mut Input<'_>) -> Parsed<TimeRange> {
    let from = preceded(keyword("from", ""), moment).parse_next(input)?;
    let to = preceded(keyword("to", "`to`"), moment).parse_next(input)?;
    Ok(TimeRange::Between { from, to })
}

fn on(input: &mut Input<'_>) -> Parsed<TimeRange> {
    preceded(keyword("on", ""), datetime("a date such as `2024-07-15`"))
        .map(TimeRange::On)
        .parse_next(input)
}

fn moment(input: &mut Input<'_>) -> Parsed<Moment> {
    alt((
        datetime("a date such as `2024-07-15`").map(Moment::At),
        terminated(period("a period such as `2d ago`"), keyword("ago", "`ago`")).map(Moment::Ago),
    ))
    .parse_next(input)
}

pub(super) fn period<'t>(phrase: &'static str) -> impl Parser<Input<'t>, Period, Failure> {
    take(phrase, |token| match token.kind {
        TokenKind::Amount(count, unit) => unit.period(count),
        _ => None,
    })
}

fn datetime<'t>(phrase: &'static str) -> impl Parser<Input<'t>, DateTime, Failure> {
    take(phrase, |token| match token.kind {
        TokenKind::DateTime(datetime) => Some(datetime),
        _ => None,
    })
}

fn granularity<'t>() -> impl Parser<Input<'t>, u64, Failure> {
    take("a granularity such as `30s`", |token| match token.kind {
        TokenKind::Amount(count, unit) if !unit.is_bytes() => Some(count * unit.size()),
        _ => None,
    })
}
