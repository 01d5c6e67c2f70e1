//! Expressions and conditions.

use nql::ast::{Arithmetic, Call, Comparison, Condition, Expr, Field, Format, Function, Parameter, Word};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::SPAN;
use super::literal::{literal, text};

/// What the grammar takes for something else than a name.
const NO_NAMES: [&str; 10] = [
    "and", "or", "in", "contains", "by", "asc", "desc", "null", "true", "false",
];

pub fn name() -> impl Strategy<Value = String> {
    "[A-Za-z_][A-Za-z0-9_]{0,8}".prop_filter("a keyword", |name| {
        !NO_NAMES.iter().any(|keyword| keyword.eq_ignore_ascii_case(name))
    })
}

pub fn field() -> impl Strategy<Value = Field> {
    let first = prop_oneof![4 => name(), 1 => name().prop_map(|name| format!("#{name}"))];
    // After a dot, keywords are names too.
    let more = prop_oneof![4 => "[a-z][a-z0-9_]{0,5}", 1 => "#[a-z_]{1,5}", 1 => Just("avg".to_owned())];
    (first, vec(more, 0..3)).prop_map(|(first, more)| Field {
        segments: std::iter::once(first).chain(more).collect(),
        span: SPAN,
    })
}

/// Long enough that no two are the same in one query.
fn parameter() -> impl Strategy<Value = Expr> {
    "[a-z0-9_]{16}".prop_map(|name| Expr::Parameter(Parameter { name, span: SPAN }))
}

fn word() -> impl Strategy<Value = Expr> {
    name().prop_map(|text| Expr::Word(Word { text, span: SPAN }))
}

/// An expression of at most so many levels, with or without parameters.
pub fn expression(levels: u32, parameters: bool) -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        3 => field().prop_map(Expr::Field),
        2 => literal().prop_map(Expr::Literal),
        1 => if parameters { parameter().boxed() } else { literal().prop_map(Expr::Literal).boxed() },
    ];
    if levels == 0 {
        return leaf.boxed();
    }
    let inner = || expression(levels - 1, parameters);
    let operator = prop_oneof![
        Just(Arithmetic::Add),
        Just(Arithmetic::Subtract),
        Just(Arithmetic::Multiply),
        Just(Arithmetic::Divide),
        Just(Arithmetic::Power),
    ];
    let binary = (inner(), operator, inner()).prop_map(|(left, operator, right)| Expr::Binary {
        left: Box::new(left),
        operator,
        right: Box::new(right),
    });
    let on_a_value = (inner(), function(levels - 1, parameters)).prop_map(|(receiver, function)| Call {
        receiver: Some(Box::new(receiver)),
        function,
        span: SPAN,
    });
    let counting = prop_oneof![
        Just(Function::Count),
        condition(levels - 1, parameters).prop_map(|condition| Function::CountIf(Box::new(condition))),
    ];
    let alone = counting.prop_map(|function| Call {
        receiver: None,
        function,
        span: SPAN,
    });
    prop_oneof![
        2 => leaf,
        3 => binary,
        2 => on_a_value.prop_map(Expr::Call),
        1 => alone.prop_map(Expr::Call),
    ]
    .boxed()
}

fn function(levels: u32, parameters: bool) -> impl Strategy<Value = Function> {
    let boxed = move || condition(levels, parameters).prop_map(Box::new);
    prop_oneof![
        Just(Function::Sum),
        Just(Function::Avg),
        Just(Function::Min),
        Just(Function::Max),
        Just(Function::Count),
        boxed().prop_map(Function::CountIf),
        boxed().prop_map(Function::SumIf),
        Just(Function::Last),
        Just(Function::P95),
        Just(Function::P05),
        Just(Function::TimeElapsed),
        option::of(text()).prop_map(|timezone| Function::Hour { timezone }),
        option::of(text()).prop_map(|timezone| Function::Day { timezone }),
        option::of(text()).prop_map(|timezone| Function::DayOfWeek { timezone }),
        format().prop_map(Function::As),
    ]
}

fn format() -> impl Strategy<Value = Format> {
    prop_oneof![
        Just(Format::Energy),
        Just(Format::Weight),
        option::of(name()).prop_map(|code| Format::Currency { code }),
        Just(Format::Percent),
        Just(Format::Bitrate),
    ]
}

/// A condition of at most so many levels, with or without parameters.
pub fn condition(levels: u32, parameters: bool) -> BoxedStrategy<Condition> {
    let side = move || expression(levels.min(2).saturating_sub(1), parameters);
    let operator = prop_oneof![
        Just(Comparison::Equal),
        Just(Comparison::NotEqual),
        Just(Comparison::Less),
        Just(Comparison::Greater),
        Just(Comparison::LessOrEqual),
        Just(Comparison::GreaterOrEqual),
        Just(Comparison::Contains),
        Just(Comparison::NotContains),
    ];
    let right = prop_oneof![3 => side().prop_map(word_if_bare), 1 => word()];
    let compare = (side(), operator, right).prop_map(|(left, operator, right)| Condition::Compare {
        left,
        operator,
        right,
    });
    let option = prop_oneof![
        literal().prop_map(Expr::Literal),
        word(),
        if parameters {
            parameter().boxed()
        } else {
            word().boxed()
        },
    ];
    let within =
        (side(), any::<bool>(), vec(option, 1..4)).prop_map(|(value, negated, options)| Condition::In {
            value,
            negated,
            options,
        });
    let leaf = prop_oneof![2 => compare, 1 => within];
    if levels == 0 {
        return leaf.boxed();
    }
    let inner = move || vec(condition(levels - 1, parameters), 2..4);
    prop_oneof![
        2 => leaf,
        1 => inner().prop_map(Condition::All),
        1 => inner().prop_map(Condition::Any),
    ]
    .boxed()
}

/// The one place where a lone name is a word: the whole right side.
fn word_if_bare(value: Expr) -> Expr {
    match value {
        Expr::Field(Field { mut segments, span }) if segments.len() == 1 && !segments[0].starts_with('#') => {
            Expr::Word(Word {
                text: segments.remove(0),
                span,
            })
        }
        other => other,
    }
}
