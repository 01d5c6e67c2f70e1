//! The stream of tokens, its state, and the parsers of one token.

use winnow::Parser;
use winnow::stream::{Stateful, Stream, TokenSlice};

use crate::ast::Span;
use crate::error::Fault;
use crate::failure::Failure;
use crate::lexer::{Token, TokenKind};

pub(super) type Input<'t> = Stateful<TokenSlice<'t, Token<'t>>, State>;
pub(super) type Parsed<T> = Result<T, Failure>;

/// How many expressions may stand inside each other. Far more than people write, far less than fills a stack.
pub(super) const MAX_DEPTH: usize = 64;

/// Words that end an expression or join two, and therefore cannot be names.
const RESERVED: [&str; 7] = ["and", "or", "in", "contains", "by", "asc", "desc"];

/// What the parsers learn on their way. Kept when a branch is given up.
#[derive(Debug, Clone)]
pub(super) struct State {
    /// Where the text ends, without the white space behind.
    end: usize,
    /// The farthest place at which something was wanted and not found.
    farthest: usize,
    /// What was wanted there.
    wanted: Vec<&'static str>,
    /// How many parentheses are open.
    pub open: usize,
}

pub(super) fn start<'t>(text: &str, tokens: &'t [Token<'t>]) -> Input<'t> {
    let state = State {
        end: text.trim_end().len(),
        farthest: 0,
        wanted: Vec::new(),
        open: 0,
    };
    Stateful {
        input: TokenSlice::new(tokens),
        state,
    }
}

impl State {
    fn want(&mut self, offset: usize, phrase: &'static str) {
        if offset > self.farthest {
            self.farthest = offset;
            self.wanted.clear();
        }
        if offset == self.farthest && !phrase.is_empty() && !self.wanted.contains(&phrase) {
            self.wanted.push(phrase);
        }
    }

    /// The fault at the farthest place, when no branch matched.
    pub fn into_fault(self, tokens: &[Token<'_>]) -> (usize, Fault) {
        let at = tokens.partition_point(|token| token.offset < self.farthest);
        let is_comment = |token: &&Token<'_>| token.kind == TokenKind::Comment;
        // A comment that splits a statement is seen too late, when the rest of the statement follows.
        let before = at
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .filter(is_comment);
        if let Some(comment) = tokens
            .get(at)
            .filter(is_comment)
            .or(before.filter(|_| self.after_a_statement()))
        {
            return (comment.offset, Fault::MisplacedComment);
        }
        let found = tokens
            .get(at)
            .map_or_else(|| "the end of the query".to_owned(), |token| excerpt(token.text));
        (
            self.farthest,
            Fault::Unexpected {
                expected: self.wanted,
                found,
            },
        )
    }

    fn after_a_statement(&self) -> bool {
        self.wanted.contains(&"`|`")
    }
}

/// At most 40 characters of what was written, in backquotes.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// Where the next token starts, in bytes.
pub(super) fn offset(input: &Input<'_>) -> usize {
    input.peek_token().map_or(input.state.end, |token| token.offset)
}

/// Where the next token stands.
pub(super) fn span(input: &Input<'_>) -> Span {
    input.peek_token().map_or_else(Span::default, |token| token.span)
}

/// One token that `accept` makes something of. `phrase` says what was wanted otherwise; it is empty for what would only
/// distract, such as an arithmetic operator after every value.
pub(super) fn take<'t, T>(
    phrase: &'static str,
    accept: impl Fn(&'t Token<'t>) -> Option<T>,
) -> impl Parser<Input<'t>, T, Failure> {
    move |input: &mut Input<'t>| match input.peek_token().and_then(&accept) {
        Some(value) => {
            input.next_token();
            Ok(value)
        }
        None => {
            let offset = offset(input);
            input.state.want(offset, phrase);
            Err(Failure::Mismatch)
        }
    }
}

/// Whether the token after the next is this symbol.
pub(super) fn followed_by(input: &Input<'_>, symbol: &'static str) -> bool {
    input
        .input
        .get(1)
        .is_some_and(|token| token.kind == TokenKind::Symbol(symbol))
}

/// Runs `parser` one level deeper, which bounds the stack.
pub(super) fn nested<'t, T>(
    input: &mut Input<'t>,
    parser: impl FnOnce(&mut Input<'t>) -> Parsed<T>,
) -> Parsed<T> {
    if input.state.open >= MAX_DEPTH {
        return Err(Failure::fault(offset(input), Fault::TooDeep { limit: MAX_DEPTH }));
    }
    input.state.open += 1;
    let result = parser(input);
    input.state.open -= 1;
    result
}

/// Notes what was wanted at the next token, and fails.
pub(super) fn wanted<T>(input: &mut Input<'_>, phrase: &'static str) -> Parsed<T> {
    let offset = offset(input);
    input.state.want(offset, phrase);
    Err(Failure::Mismatch)
}

pub(super) fn symbol<'t>(symbol: &'static str, phrase: &'static str) -> impl Parser<Input<'t>, (), Failure> {
    take(phrase, move |token| {
        (token.kind == TokenKind::Symbol(symbol)).then_some(())
    })
}

/// A keyword, in any case.
pub(super) fn keyword<'t>(
    keyword: &'static str,
    phrase: &'static str,
) -> impl Parser<Input<'t>, (), Failure> {
    take(phrase, move |token| match token.kind {
        TokenKind::Word(word) => word.eq_ignore_ascii_case(keyword).then_some(()),
        _ => None,
    })
}

/// A plain name: no keyword and no custom field.
pub(super) fn name<'t>(phrase: &'static str) -> impl Parser<Input<'t>, (&'t str, Span), Failure> {
    take(phrase, |token| match token.kind {
        TokenKind::Word(word) if !word.starts_with('#') && !is_reserved(word) => Some((word, token.span)),
        _ => None,
    })
}

/// A part of a path after a dot: any word, `#custom` ones as well.
pub(super) fn segment<'t>(phrase: &'static str) -> impl Parser<Input<'t>, (&'t str, Span), Failure> {
    take(phrase, |token| match token.kind {
        TokenKind::Word(word) => Some((word, token.span)),
        _ => None,
    })
}

pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED
        .iter()
        .any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// The offered word that is spelled most alike, if one is close enough to be a slip.
pub(super) fn alike<const N: usize>(word: &str, offered: &[&'static str; N]) -> Option<&'static str> {
    let word = word.to_ascii_lowercase();
    let distance = |offer: &&'static str| strsim::osa_distance(&word, offer);
    offered
        .iter()
        .copied()
        .filter(|offer| distance(offer) <= 1 + offer.len() / 5)
        .min_by_key(distance)
}
