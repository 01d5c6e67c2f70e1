//! Expressions: arithmetic, functions, fields.
//!
//! A parenthesis may open a value or a condition, and only what follows tells which. So both are parsed by the same
//! functions, as a [`Node`], which keeps the time linear: trying first one and then the other would double it at each
//! parenthesis.

use winnow::Parser;
use winnow::combinator::{delimited, opt};
use winnow::stream::Stream;

use super::condition::any_of;
use super::function::function;
use super::input::{Input, MAX_DEPTH, Parsed, name, nested, offset, segment, span, symbol, take, wanted};
use super::literal::{literal, parameter};
use crate::ast::{Arithmetic, Call, Condition, Expr, Field, Function};
use crate::error::Fault;
use crate::failure::Failure;
use crate::lexer::TokenKind;

/// What may stand in parentheses.
#[derive(Clone, Copy)]
pub(super) enum Inside {
    /// In `list`, `compute` and the like: a value.
    Value,
    /// In `where` and `countif`: a value or a condition.
    Any,
}

/// A part of the tree, and how many levels it has.
pub(super) struct Node {
    pub kind: Kind,
    pub depth: usize,
}

pub(super) enum Kind {
    Value(Expr),
    Truth(Condition),
}

impl Node {
    /// A node above others, the deepest of which has `below` levels.
    pub fn above(input: &Input<'_>, kind: Kind, below: usize) -> Parsed<Self> {
        let depth = below + 1;
        if depth > MAX_DEPTH {
            return Err(Failure::fault(offset(input), Fault::TooDeep { limit: MAX_DEPTH }));
        }
        Ok(Self { kind, depth })
    }

    fn leaf(value: Expr) -> Self {
        Self {
            kind: Kind::Value(value),
            depth: 1,
        }
    }

    /// The value in it, with its depth.
    ///
    /// # Errors
    /// If it is a condition: a fault at `start`, where it begins.
    pub fn into_value(self, start: usize) -> Parsed<(Expr, usize)> {
        match self.kind {
            Kind::Value(value) => Ok((value, self.depth)),
            Kind::Truth(_) => {
                let (expected, found) = (vec!["a value"], "a condition".to_owned());
                Err(Failure::fault(start, Fault::Unexpected { expected, found }))
            }
        }
    }
}

/// A value, as `list` takes it.
pub(super) fn expression(input: &mut Input<'_>) -> Parsed<Expr> {
    let start = offset(input);
    sum(input, Inside::Value)?
        .into_value(start)
        .map(|(value, _)| value)
}

/// A field's path, as `by` takes it: without a function.
pub(super) fn field(input: &mut Input<'_>) -> Parsed<Field> {
    let mut field = head(input, "a field")?;
    while opt(symbol(".", "")).parse_next(input)?.is_some() {
        let (next, _) = segment("the rest of the field").parse_next(input)?;
        field.segments.push(next.to_owned());
    }
    Ok(field)
}

/// `a + b - c`
pub(super) fn sum(input: &mut Input<'_>, inside: Inside) -> Parsed<Node> {
    let operators = [("+", Arithmetic::Add), ("-", Arithmetic::Subtract)];
    from_the_left(input, operators, |input| product(input, inside))
}

/// `a * b / c`
fn product(input: &mut Input<'_>, inside: Inside) -> Parsed<Node> {
    let operators = [("*", Arithmetic::Multiply), ("/", Arithmetic::Divide)];
    from_the_left(input, operators, |input| power(input, inside))
}

fn from_the_left<'t>(
    input: &mut Input<'t>,
    operators: [(&'static str, Arithmetic); 2],
    operand: impl Fn(&mut Input<'t>) -> Parsed<Node>,
) -> Parsed<Node> {
    let start = offset(input);
    let mut node = operand(input)?;
    while let Some(operator) = opt(one_operator(operators)).parse_next(input)? {
        let left = node.into_value(start)?;
        let right_start = offset(input);
        let right = operand(input)?.into_value(right_start)?;
        node = binary(input, left, operator, right)?;
    }
    Ok(node)
}

/// `a ^ b ^ c`, which is `a ^ (b ^ c)`.
fn power(input: &mut Input<'_>, inside: Inside) -> Parsed<Node> {
    let start = offset(input);
    let first = postfix(input, inside)?;
    if opt(symbol("^", "")).parse_next(input)?.is_none() {
        return Ok(first);
    }
    let mut rest = vec![first.into_value(start)?];
    loop {
        let start = offset(input);
        let next = postfix(input, inside)?.into_value(start)?;
        if opt(symbol("^", "")).parse_next(input)?.is_some() {
            rest.push(next);
            continue;
        }
        let mut right = next;
        while let Some(left) = rest.pop() {
            right = binary(input, left, Arithmetic::Power, right)?.into_value(start)?;
        }
        return Ok(Node {
            depth: right.1,
            kind: Kind::Value(right.0),
        });
    }
}

fn one_operator<'t>(
    operators: [(&'static str, Arithmetic); 2],
) -> impl Parser<Input<'t>, Arithmetic, Failure> {
    take("", move |token| {
        let matching = |(symbol, _): &(&'static str, _)| token.kind == TokenKind::Symbol(symbol);
        operators.into_iter().find(matching).map(|(_, operator)| operator)
    })
}

fn binary(
    input: &Input<'_>,
    left: (Expr, usize),
    operator: Arithmetic,
    right: (Expr, usize),
) -> Parsed<Node> {
    let below = left.1.max(right.1);
    let value = Expr::Binary {
        left: Box::new(left.0),
        operator,
        right: Box::new(right.0),
    };
    Node::above(input, Kind::Value(value), below)
}

/// A value and the functions chained to it: `(a + b).sum()`, `time.last().time_elapsed()`.
fn postfix(input: &mut Input<'_>, inside: Inside) -> Parsed<Node> {
    let start = offset(input);
    if starts_with(input, "(") {
        let node = delimited(
            symbol("(", ""),
            |input: &mut Input<'_>| parenthesised(input, inside),
            symbol(")", "`)`"),
        )
        .parse_next(input)?;
        return chain(input, node, start);
    }
    if let Some(literal) = opt(literal).parse_next(input)? {
        return Ok(Node::leaf(Expr::Literal(literal)));
    }
    if let Some(parameter) = opt(parameter()).parse_next(input)? {
        return Ok(Node::leaf(Expr::Parameter(parameter)));
    }
    path(input, start)
}

fn parenthesised(input: &mut Input<'_>, inside: Inside) -> Parsed<Node> {
    nested(input, |input| match inside {
        Inside::Value => sum(input, inside),
        Inside::Any => any_of(input),
    })
}

/// A field's path, which ends with the first function; or a function alone.
fn path(input: &mut Input<'_>, start: usize) -> Parsed<Node> {
    let mut field = head(input, "a field or a value")?;
    if starts_with(input, "(") {
        let word = field.segments.swap_remove(0);
        let (call, below) = function(input, &word, start)?;
        if !matches!(call, Function::Count | Function::CountIf(_)) {
            return Err(Failure::fault(
                start,
                Fault::FunctionNeedsValue {
                    function: call.name(),
                },
            ));
        }
        let call = Call {
            receiver: None,
            function: call,
            span: field.span,
        };
        let node = Node::above(input, Kind::Value(Expr::Call(call)), below)?;
        return chain(input, node, start);
    }
    while !before_a_call(input) && opt(symbol(".", "")).parse_next(input)?.is_some() {
        let (next, _) = segment("the rest of the field, or a function").parse_next(input)?;
        field.segments.push(next.to_owned());
    }
    chain(input, Node::leaf(Expr::Field(field)), start)
}

/// The functions after a value, if any.
fn chain(input: &mut Input<'_>, mut node: Node, start: usize) -> Parsed<Node> {
    while opt(symbol(".", "")).parse_next(input)?.is_some() {
        let (receiver, below) = node.into_value(start)?;
        let (at, span) = (offset(input), span(input));
        let (word, _) = segment("a function").parse_next(input)?;
        let (function, inner) = function(input, word, at)?;
        let call = Call {
            receiver: Some(Box::new(receiver)),
            function,
            span,
        };
        node = Node::above(input, Kind::Value(Expr::Call(call)), below.max(inner))?;
    }
    Ok(node)
}

/// The first segment of a field.
fn head(input: &mut Input<'_>, phrase: &'static str) -> Parsed<Field> {
    let custom = take("", |token| match token.kind {
        TokenKind::Word(word) => word.starts_with('#').then_some((word, token.span)),
        _ => None,
    });
    if let Some((word, span)) = opt(custom).parse_next(input)? {
        return Ok(Field {
            segments: vec![word.to_owned()],
            span,
        });
    }
    match opt(name("")).parse_next(input)? {
        Some((word, span)) => Ok(Field {
            segments: vec![word.to_owned()],
            span,
        }),
        None => wanted(input, phrase),
    }
}

fn starts_with(input: &Input<'_>, symbol: &'static str) -> bool {
    input
        .peek_token()
        .is_some_and(|token| token.kind == TokenKind::Symbol(symbol))
}

/// Whether `.function(` comes next.
fn before_a_call(input: &Input<'_>) -> bool {
    matches!(
        &*input.input,
        [dot, _, open, ..] if dot.kind == TokenKind::Symbol(".") && open.kind == TokenKind::Symbol("(")
    )
}
