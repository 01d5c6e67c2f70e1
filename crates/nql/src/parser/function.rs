//! The arguments of functions.

use winnow::Parser;
use winnow::combinator::{opt, preceded};

use super::condition::condition_with_depth;
use super::input::{Input, Parsed, alike, keyword, name, symbol, take};
use crate::ast::{Condition, Format, Function};
use crate::error::Fault;
use crate::failure::Failure;
use crate::lexer::TokenKind;

/// The names of the functions.
pub(crate) const FUNCTIONS: [&str; 15] = [
    "sum",
    "avg",
    "min",
    "max",
    "count",
    "countif",
    "sumif",
    "last",
    "p95",
    "p05",
    "time_elapsed",
    "hour",
    "day",
    "day_of_week",
    "as",
];

/// A function after its name, from `(` to `)`. Also says how deep the expressions in its arguments are.
pub(super) fn function(input: &mut Input<'_>, word: &str, offset: usize) -> Parsed<(Function, usize)> {
    symbol("(", "`(`").parse_next(input)?;
    let mut depth = 0;
    let function = match word.to_ascii_lowercase().as_str() {
        "sum" => Function::Sum,
        "avg" => Function::Avg,
        "min" => Function::Min,
        "max" => Function::Max,
        "count" => Function::Count,
        "countif" => Function::CountIf(boxed_condition(input, &mut depth)?),
        "sumif" => Function::SumIf(boxed_condition(input, &mut depth)?),
        "last" => Function::Last,
        "p95" => Function::P95,
        "p05" => Function::P05,
        "time_elapsed" => Function::TimeElapsed,
        "hour" => Function::Hour {
            timezone: timezone(input)?,
        },
        "day" => Function::Day {
            timezone: timezone(input)?,
        },
        "day_of_week" => Function::DayOfWeek {
            timezone: timezone(input)?,
        },
        "as" => Function::As(format(input)?),
        _ => {
            let suggestion = alike(word, &FUNCTIONS);
            return Err(Failure::fault(
                offset,
                Fault::UnknownFunction {
                    found: word.to_owned(),
                    suggestion,
                },
            ));
        }
    };
    symbol(")", "`)`").parse_next(input)?;
    Ok((function, depth))
}

fn boxed_condition(input: &mut Input<'_>, depth: &mut usize) -> Parsed<Box<Condition>> {
    let (condition, deep) = condition_with_depth(input)?;
    *depth = deep;
    Ok(Box::new(condition))
}

/// `timezone = 'GMT'`, or nothing.
fn timezone(input: &mut Input<'_>) -> Parsed<Option<String>> {
    let zone = take("a time zone in quotes such as `'GMT'`", |token| {
        match &token.kind {
            TokenKind::Text(zone) => Some(zone.clone()),
            _ => None,
        }
    });
    opt(preceded(
        (keyword("timezone", "`timezone`"), symbol("=", "`=`")),
        zone,
    ))
    .parse_next(input)
}

/// `format = currency, code = USD`.
fn format(input: &mut Input<'_>) -> Parsed<Format> {
    const WANTED: &str = "a format: `energy`, `weight`, `currency`, `percent` or `bitrate`";
    (keyword("format", "`format`"), symbol("=", "`=`")).parse_next(input)?;
    let format = take(WANTED, |token| match token.kind {
        TokenKind::Word(word) => named_format(word),
        _ => None,
    })
    .parse_next(input)?;
    match format {
        Format::Currency { .. } => Ok(Format::Currency { code: code(input)? }),
        other => Ok(other),
    }
}

fn named_format(name: &str) -> Option<Format> {
    match name.to_ascii_lowercase().as_str() {
        "energy" => Some(Format::Energy),
        "weight" => Some(Format::Weight),
        "currency" => Some(Format::Currency { code: None }),
        "percent" => Some(Format::Percent),
        "bitrate" => Some(Format::Bitrate),
        _ => None,
    }
}

fn code(input: &mut Input<'_>) -> Parsed<Option<String>> {
    let before = (symbol(",", "`,`"), keyword("code", "`code`"), symbol("=", "`=`"));
    let code = name("a currency such as `USD`").map(|(code, _)| code.to_owned());
    opt(preceded(before, code)).parse_next(input)
}
