//! Conditions.

use winnow::Parser;
use winnow::combinator::{alt, delimited, opt, preceded, separated};

use super::expression::{Inside, Kind, Node, sum};
use super::input::{Input, Parsed, keyword, name, nested, offset, symbol, wanted};
use super::literal::{literal, parameter};
use crate::ast::{Comparison, Condition, Expr, Field, Word};
use crate::failure::Failure;

/// What stands between two sides.
#[derive(Clone, Copy)]
enum Operator {
    Compare(Comparison),
    In { negated: bool },
}

/// A condition, as `where` takes it.
pub(super) fn condition(input: &mut Input<'_>) -> Parsed<Condition> {
    condition_with_depth(input).map(|(condition, _)| condition)
}

/// A condition as an argument, and how many levels it has.
pub(super) fn condition_with_depth(input: &mut Input<'_>) -> Parsed<(Condition, usize)> {
    nested(input, |input| any_of(input)?.into_condition())
}

impl Node {
    /// The condition in it. For a value, the comparison operator that is missing after it was noted already.
    fn into_condition(self) -> Parsed<(Condition, usize)> {
        match self.kind {
            Kind::Truth(condition) => Ok((condition, self.depth)),
            Kind::Value(_) => Err(Failure::Mismatch),
        }
    }
}

/// `… or …`, or a value if there is no condition.
pub(super) fn any_of(input: &mut Input<'_>) -> Parsed<Node> {
    joined(input, all_of, ("or", "`or`"), Condition::Any)
}

/// `… and …`
fn all_of(input: &mut Input<'_>) -> Parsed<Node> {
    joined(input, comparison, ("and", "`and`"), Condition::All)
}

fn joined(
    input: &mut Input<'_>,
    part: fn(&mut Input<'_>) -> Parsed<Node>,
    (word, phrase): (&'static str, &'static str),
    join: fn(Vec<Condition>) -> Condition,
) -> Parsed<Node> {
    let first = part(input)?;
    if matches!(first.kind, Kind::Value(_)) || opt(keyword(word, phrase)).parse_next(input)?.is_none() {
        return Ok(first);
    }
    let (first, mut below) = first.into_condition()?;
    let mut parts = vec![first];
    loop {
        let (next, depth) = part(input)?.into_condition()?;
        parts.push(next);
        below = below.max(depth);
        if opt(keyword(word, phrase)).parse_next(input)?.is_none() {
            return Node::above(input, Kind::Truth(join(parts)), below);
        }
    }
}

/// `left op right`, or a condition in parentheses, or a value alone.
fn comparison(input: &mut Input<'_>) -> Parsed<Node> {
    let start = offset(input);
    let left = sum(input, Inside::Any)?;
    if matches!(left.kind, Kind::Truth(_)) {
        return Ok(left);
    }
    let Some(operator) = opt(operator).parse_next(input)? else {
        return Ok(left);
    };
    let (left, depth) = left.into_value(start)?;
    match operator {
        Operator::In { negated } => {
            let options = options(input)?;
            Node::above(
                input,
                Kind::Truth(Condition::In {
                    value: left,
                    negated,
                    options,
                }),
                depth,
            )
        }
        Operator::Compare(operator) => {
            let start = offset(input);
            let (right, right_depth) = sum(input, Inside::Any)?.into_value(start)?;
            let condition = Condition::Compare {
                left,
                operator,
                right: word_if_bare(right),
            };
            Node::above(input, Kind::Truth(condition), depth.max(right_depth))
        }
    }
}

fn operator(input: &mut Input<'_>) -> Parsed<Operator> {
    let compare = |operator: Comparison| Operator::Compare(operator);
    let found = opt(alt((
        alt((symbol("==", ""), symbol("=", ""))).value(compare(Comparison::Equal)),
        symbol("!=", "").value(compare(Comparison::NotEqual)),
        symbol("<=", "").value(compare(Comparison::LessOrEqual)),
        symbol(">=", "").value(compare(Comparison::GreaterOrEqual)),
        symbol("<", "").value(compare(Comparison::Less)),
        symbol(">", "").value(compare(Comparison::Greater)),
        keyword("contains", "").value(compare(Comparison::Contains)),
        keyword("in", "").value(Operator::In { negated: false }),
        preceded(symbol("!", ""), negated),
    )))
    .parse_next(input)?;
    match found {
        Some(operator) => Ok(operator),
        None => wanted(input, "a comparison operator"),
    }
}

fn negated(input: &mut Input<'_>) -> Parsed<Operator> {
    alt((
        keyword("in", "`in`").value(Operator::In { negated: true }),
        keyword("contains", "`contains`").value(Operator::Compare(Comparison::NotContains)),
    ))
    .parse_next(input)
}

/// `[a, b]`
fn options(input: &mut Input<'_>) -> Parsed<Vec<Expr>> {
    let all = separated(1.., option, symbol(",", "`,`"));
    delimited(symbol("[", "`[`"), all, symbol("]", "`]`")).parse_next(input)
}

fn option(input: &mut Input<'_>) -> Parsed<Expr> {
    alt((
        literal.map(Expr::Literal),
        parameter().map(Expr::Parameter),
        name("a value").map(|(text, span)| {
            Expr::Word(Word {
                text: text.to_owned(),
                span,
            })
        }),
    ))
    .parse_next(input)
}

/// A lone bare word is not known to be a field.
fn word_if_bare(value: Expr) -> Expr {
    match value {
        Expr::Field(Field { mut segments, span }) if segments.len() == 1 && !segments[0].starts_with('#') => {
            Expr::Word(Word {
                text: segments.swap_remove(0),
                span,
            })
        }
        other => other,
    }
}
