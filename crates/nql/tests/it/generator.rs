//! Arbitrary queries: every node of the tree, in every place where the grammar has it.

mod expression;
mod literal;

use nql::ast::{
    Assignment, Direction, GroupBy, Moment, Period, Query, Source, Span, Statement, StatementKind, TableRef,
    TimeRange, TimeUnit, Timeframe,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use expression::{condition, expression, field, name};
use literal::datetime;

const SPAN: Span = Span { line: 0, column: 0 };

/// A query that keeps to all rules.
pub fn query() -> impl Strategy<Value = Query> {
    (table(), option::of(timeframe()), statements()).prop_map(|(table, timeframe, statements)| {
        let statements = statements
            .into_iter()
            .map(|kind| Statement { kind, span: SPAN })
            .collect();
        Query {
            table,
            timeframe,
            statements,
        }
    })
}

/// Filters, then events to compute from, then what makes the result, in any order.
fn statements() -> impl Strategy<Value = Vec<StatementKind>> {
    let events = vec(block(), 0..3).prop_map(|blocks| blocks.concat());
    let result = (option::of(list()), option::of(summarize()), vec(anywhere(), 0..3))
        .prop_map(|(list, summarize, rest)| list.into_iter().chain(summarize).chain(rest).collect::<Vec<_>>())
        .prop_shuffle();
    (vec(filter(), 0..3), events, result)
        .prop_map(|(filters, events, result)| [filters, events, result].concat())
}

fn block() -> impl Strategy<Value = Vec<StatementKind>> {
    let source =
        (table(), option::of(timeframe())).prop_map(|(table, timeframe)| Source { table, timeframe });
    let opening = (any::<bool>(), source).prop_map(|(with, source)| {
        if with {
            StatementKind::With(source)
        } else {
            StatementKind::Include(source)
        }
    });
    let compute = option::of(assignments().prop_map(StatementKind::Compute));
    (opening, vec(filter(), 0..2), compute).prop_map(|(opening, filters, compute)| {
        std::iter::once(opening).chain(filters).chain(compute).collect()
    })
}

fn filter() -> impl Strategy<Value = StatementKind> {
    condition(3, true).prop_map(StatementKind::Where)
}

fn list() -> impl Strategy<Value = StatementKind> {
    vec(expression(2, false), 1..4).prop_map(StatementKind::List)
}

fn summarize() -> impl Strategy<Value = StatementKind> {
    let group = prop_oneof![
        field().prop_map(GroupBy::Field),
        bucket().prop_map(|period| GroupBy::Every { period, span: SPAN }),
    ];
    (assignments(), vec(group, 0..3)).prop_map(|(values, by)| StatementKind::Summarize { values, by })
}

fn anywhere() -> impl Strategy<Value = StatementKind> {
    let direction = prop_oneof![Just(Direction::Ascending), Just(Direction::Descending)];
    prop_oneof![
        filter(),
        (expression(2, false), direction).prop_map(|(by, direction)| StatementKind::Sort { by, direction }),
        (1..=i64::MAX as u64).prop_map(StatementKind::Limit),
    ]
}

fn assignments() -> impl Strategy<Value = Vec<Assignment>> {
    let assignment = (name(), expression(2, false));
    vec(
        assignment.prop_map(|(alias, value)| Assignment {
            alias,
            value,
            span: SPAN,
        }),
        1..3,
    )
}

fn table() -> impl Strategy<Value = TableRef> {
    prop_oneof![
        name().prop_map(|name| TableRef {
            namespace: None,
            name,
            span: SPAN
        }),
        (
            name(),
            prop_oneof![name(), name().prop_map(|name| format!("#{name}"))]
        )
            .prop_map(|(namespace, name)| TableRef {
                namespace: Some(namespace),
                name,
                span: SPAN
            }),
    ]
}

fn timeframe() -> impl Strategy<Value = Timeframe> {
    let range = prop_oneof![
        period(1).prop_map(TimeRange::Past),
        (moment(), moment()).prop_map(|(from, to)| TimeRange::Between { from, to }),
        datetime().prop_map(TimeRange::On),
    ];
    (range, option::of(1..=u64::MAX)).prop_map(|(range, granularity)| Timeframe { range, granularity })
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![datetime().prop_map(Moment::At), period(0).prop_map(Moment::Ago)]
}

fn period(at_least: u32) -> impl Strategy<Value = Period> {
    let unit = prop_oneof![Just(TimeUnit::Minute), Just(TimeUnit::Hour), Just(TimeUnit::Day)];
    (at_least..=u32::MAX, unit).prop_map(|(count, unit)| Period { count, unit })
}

fn bucket() -> impl Strategy<Value = Period> {
    (1..=1_000_u32, period(1)).prop_map(|(quarters, period)| match period.unit {
        TimeUnit::Minute => Period {
            count: quarters * 15,
            unit: TimeUnit::Minute,
        },
        _ => period,
    })
}
