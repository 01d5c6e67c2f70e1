//! Statements.

use winnow::Parser;
use winnow::combinator::{alt, opt, preceded, separated};

use super::condition::condition;
use super::expression::{expression, field};
use super::input::{Input, Parsed, alike, keyword, name, offset, segment, span, symbol, take};
use super::timeframe::{period, timeframe};
use crate::ast::{Assignment, Direction, GroupBy, Source, Statement, StatementKind};
use crate::error::Fault;
use crate::failure::Failure;
use crate::lexer::TokenKind;

/// The keywords of the statements.
pub(crate) const STATEMENTS: [&str; 8] = [
    "where",
    "list",
    "sort",
    "limit",
    "with",
    "include",
    "compute",
    "summarize",
];

/// What follows a `|`.
pub(super) fn statement(input: &mut Input<'_>) -> Parsed<Statement> {
    let (offset, span) = (offset(input), span(input));
    let (word, _) = segment("a statement such as `where` or `list`").parse_next(input)?;
    let kind = match word.to_ascii_lowercase().as_str() {
        "where" => StatementKind::Where(condition(input)?),
        "list" => StatementKind::List(separated(1.., expression, comma()).parse_next(input)?),
        "sort" => StatementKind::Sort {
            by: expression(input)?,
            direction: direction(input)?,
        },
        "limit" => StatementKind::Limit(rows().parse_next(input)?),
        "with" => StatementKind::With(source(input)?),
        "include" => StatementKind::Include(source(input)?),
        "compute" => StatementKind::Compute(assignments(input)?),
        "summarize" => StatementKind::Summarize {
            values: assignments(input)?,
            by: groups(input)?,
        },
        _ => {
            let suggestion = alike(word, &STATEMENTS);
            return Err(Failure::fault(
                offset,
                Fault::UnknownStatement {
                    found: word.to_owned(),
                    suggestion,
                },
            ));
        }
    };
    Ok(Statement { kind, span })
}

fn comma<'t>() -> impl Parser<Input<'t>, (), Failure> {
    symbol(",", "`,`")
}

fn direction(input: &mut Input<'_>) -> Parsed<Direction> {
    alt((
        keyword("asc", "`asc`").value(Direction::Ascending),
        keyword("desc", "`desc`").value(Direction::Descending),
    ))
    .parse_next(input)
}

fn rows<'t>() -> impl Parser<Input<'t>, u64, Failure> {
    take("a number of rows", |token| match token.kind {
        TokenKind::Int(rows) => Some(rows),
        _ => None,
    })
}

fn source(input: &mut Input<'_>) -> Parsed<Source> {
    let table = super::table(input)?;
    let timeframe = opt(timeframe).parse_next(input)?;
    Ok(Source { table, timeframe })
}

fn assignments(input: &mut Input<'_>) -> Parsed<Vec<Assignment>> {
    separated(1.., assignment, comma()).parse_next(input)
}

fn assignment(input: &mut Input<'_>) -> Parsed<Assignment> {
    let (alias, span) = name("a name for the new column").parse_next(input)?;
    symbol("=", "`=`").parse_next(input)?;
    Ok(Assignment {
        alias: alias.to_owned(),
        value: expression(input)?,
        span,
    })
}

/// `by …`, or nothing.
fn groups(input: &mut Input<'_>) -> Parsed<Vec<GroupBy>> {
    let by = preceded(keyword("by", "`by`"), separated(1.., group, comma()));
    opt(by).map(Option::unwrap_or_default).parse_next(input)
}

fn group(input: &mut Input<'_>) -> Parsed<GroupBy> {
    let span = span(input);
    alt((
        period("a period such as `1d`").map(|period| GroupBy::Every { period, span }),
        field.map(GroupBy::Field),
    ))
    .parse_next(input)
}
