//! Literals and parameters.

use winnow::Parser;
use winnow::combinator::opt;
use winnow::stream::Stream;

use super::input::{Input, Parsed, followed_by, offset, symbol, take};
use crate::ast::{Literal, Parameter};
use crate::error::Fault;
use crate::failure::Failure;
use crate::lexer::{Token, TokenKind};

pub(super) fn literal(input: &mut Input<'_>) -> Parsed<Literal> {
    if opt(symbol("-", "")).parse_next(input)?.is_some() {
        return number(input, true);
    }
    if matches!(
        input.peek_token(),
        Some(Token {
            kind: TokenKind::Int(_) | TokenKind::Float(_),
            ..
        })
    ) {
        return number(input, false);
    }
    // `true.x` and `true(` are a path and a function, not literals.
    let part_of_name = followed_by(input, ".") || followed_by(input, "(");
    take("", |token| match &token.kind {
        TokenKind::Text(text) => Some(Literal::Text(text.clone())),
        TokenKind::Amount(count, unit) if unit.is_bytes() => Some(Literal::Bytes(count * unit.size())),
        TokenKind::Amount(count, unit) => Some(Literal::Duration(count * unit.size())),
        TokenKind::DateTime(datetime) => Some(Literal::DateTime(*datetime)),
        TokenKind::Ip(ip) => Some(Literal::Ip(*ip)),
        TokenKind::Version(version) => Some(Literal::Version(version.clone())),
        TokenKind::Word(word) if !part_of_name => constant(word),
        _ => None,
    })
    .parse_next(input)
}

fn constant(word: &str) -> Option<Literal> {
    match word.to_ascii_lowercase().as_str() {
        "null" => Some(Literal::Null),
        "true" => Some(Literal::Bool(true)),
        "false" => Some(Literal::Bool(false)),
        _ => None,
    }
}

/// A number. The sign belongs to it, so that `-2 ^ 2` is the square of -2.
fn number(input: &mut Input<'_>, negative: bool) -> Parsed<Literal> {
    let start = offset(input);
    let token = take("a number", |token| {
        matches!(token.kind, TokenKind::Int(_) | TokenKind::Float(_)).then_some(token)
    })
    .parse_next(input)?;
    match token.kind {
        TokenKind::Float(float) => Ok(Literal::Float(if negative { -float } else { float })),
        TokenKind::Int(size) => {
            let signed = if negative {
                0_i64.checked_sub_unsigned(size)
            } else {
                i64::try_from(size).ok()
            };
            let too_large = || {
                Failure::fault(
                    start,
                    Fault::NumberTooLarge {
                        text: token.text.to_owned(),
                    },
                )
            };
            signed.map(Literal::Int).ok_or_else(too_large)
        }
        _ => Err(Failure::Mismatch),
    }
}

pub(super) fn parameter<'t>() -> impl Parser<Input<'t>, Parameter, Failure> {
    take("", |token| match token.kind {
        TokenKind::Parameter(name) => Some(Parameter {
            name: name.to_owned(),
            span: token.span,
        }),
        _ => None,
    })
}
