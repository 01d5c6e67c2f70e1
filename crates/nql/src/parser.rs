//! Tokens to tree.
//!
//! Branches may fail and be tried in turn; [`input::State`] remembers what was wanted at the farthest token that any of
//! them reached, which is where a person looks for the mistake.

mod condition;
mod expression;
mod function;
mod input;
mod literal;
mod statement;
mod timeframe;

use winnow::Parser;
use winnow::combinator::{eof, opt, repeat};

use crate::ast::{Query, TableRef};
use crate::error::{Fault, ParseError};
use crate::lexer::{self, TokenKind};
use crate::{MAX_CHARACTERS, validate};
use input::{Input, Parsed, name, symbol, take};

pub(crate) use function::FUNCTIONS;
pub(crate) use statement::STATEMENTS;

/// Parses the text of a query, and checks what can be known without the tenant's tables.
///
/// # Errors
/// The first fault, with its line and column.
pub fn parse(text: &str) -> Result<Query, ParseError> {
    if let Some((offset, _)) = text.char_indices().nth(MAX_CHARACTERS) {
        return Err(locate(
            text,
            offset,
            Fault::TooLong {
                limit: MAX_CHARACTERS,
            },
        ));
    }
    let query = syntax(text).map_err(|(offset, fault)| locate(text, offset, fault))?;
    validate::validate(&query)?;
    Ok(query)
}

fn locate(text: &str, offset: usize, fault: Fault) -> ParseError {
    ParseError::at(lexer::locate(text, offset), fault)
}

fn syntax(text: &str) -> Result<Query, (usize, Fault)> {
    let tokens = lexer::tokens(text)?;
    let mut input = input::start(text, &tokens);
    query(&mut input).map_err(|failure| failure.fault_or(|| input.state.into_fault(&tokens)))
}

fn query(input: &mut Input<'_>) -> Parsed<Query> {
    comments(input)?;
    let table = table(input)?;
    let timeframe = opt(timeframe::timeframe).parse_next(input)?;
    comments(input)?;
    let mut statements = Vec::new();
    while opt(symbol("|", "`|`")).parse_next(input)?.is_some() {
        statements.push(statement::statement(input)?);
        comments(input)?;
    }
    eof.parse_next(input)?;
    Ok(Query {
        table,
        timeframe,
        statements,
    })
}

/// Comments where they are allowed.
fn comments(input: &mut Input<'_>) -> Parsed<()> {
    repeat(
        0..,
        take("", |token| (token.kind == TokenKind::Comment).then_some(())),
    )
    .parse_next(input)
}

/// `namespace.table`, or a shortcut. The last part may be a custom name, such as a custom trend's.
fn table(input: &mut Input<'_>) -> Parsed<TableRef> {
    const WANTED: &str = "a table such as `devices` or `device_performance.events`";
    let (first, span) = name(WANTED).parse_next(input)?;
    if opt(symbol(".", "")).parse_next(input)?.is_none() {
        return Ok(TableRef {
            namespace: None,
            name: first.to_owned(),
            span,
        });
    }
    let (second, _) = input::segment("the table's name after the dot").parse_next(input)?;
    Ok(TableRef {
        namespace: Some(first.to_owned()),
        name: second.to_owned(),
        span,
    })
}
