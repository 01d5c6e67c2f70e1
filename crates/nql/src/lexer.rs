//! Text to tokens.
//!
//! Whatever is one value to a person is one token here, so that the grammar never has to tell `2024-07-15` from a
//! subtraction: dates, addresses, versions and numbers with a unit are recognised before words and symbols.

mod address;
mod datetime;
mod number;

use winnow::Parser;
use winnow::combinator::{alt, not, opt, preceded};
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::{any, one_of, take_until, take_while};

use crate::ast::{DateTime, IpMask, Span, Version};
use crate::error::Fault;
use crate::failure::Failure;

pub(crate) use datetime::MONTHS;
pub(crate) use number::Unit;

/// One token and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token<'s> {
    pub kind: TokenKind<'s>,
    /// The token as written.
    pub text: &'s str,
    /// Where it starts, in bytes.
    pub offset: usize,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TokenKind<'s> {
    Comment,
    /// A name or keyword; a custom field's name keeps its `#`.
    Word(&'s str),
    /// A parameter's name without the `$`.
    Parameter(&'s str),
    /// A string's content.
    Text(String),
    Int(u64),
    Float(f64),
    Amount(u64, Unit),
    DateTime(DateTime),
    Ip(IpMask),
    Version(Version),
    Symbol(&'static str),
}

/// Longer symbols before their own beginnings.
const SYMBOLS: [&str; 20] = [
    "==", "!=", "<=", ">=", "=", "!", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", ".", "|",
];

type Source<'s> = LocatingSlice<&'s str>;
type Lexed<T> = Result<T, Failure>;

/// All tokens of the text, comments included.
///
/// # Errors
/// The first fault and where it is, in bytes.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token<'_>>, (usize, Fault)> {
    let mut input = LocatingSlice::new(text);
    let mut tokens = Vec::new();
    let mut place = Place::start();
    while let Some(first) = input.peek_token() {
        let offset = input.current_token_start();
        if is_space(first) {
            input.next_token();
            continue;
        }
        let unknown = || (offset, Fault::UnknownCharacter { character: first });
        let (kind, range) = token
            .with_span()
            .parse_next(&mut input)
            .map_err(|failure| failure.fault_or(unknown))?;
        tokens.push(Token {
            kind,
            text: &text[range],
            offset,
            span: place.advance(text, offset),
        });
    }
    Ok(tokens)
}

/// The line and column of a byte offset.
pub(crate) fn locate(text: &str, offset: usize) -> Span {
    Place::start().advance(text, offset)
}

/// A place in a text that only moves on.
struct Place {
    offset: usize,
    span: Span,
}

impl Place {
    fn start() -> Self {
        Self {
            offset: 0,
            span: Span { line: 1, column: 1 },
        }
    }

    fn advance(&mut self, text: &str, offset: usize) -> Span {
        for character in text[self.offset..offset].chars() {
            match character {
                '\n' => {
                    self.span = Span {
                        line: self.span.line + 1,
                        column: 1,
                    }
                }
                '\u{feff}' => {}
                _ => self.span.column += 1,
            }
        }
        self.offset = offset;
        self.span
    }
}

fn token<'s>(input: &mut Source<'s>) -> Lexed<TokenKind<'s>> {
    alt((
        comment,
        text.map(TokenKind::Text),
        preceded('$', take_while(1.., is_name)).map(TokenKind::Parameter),
        datetime::datetime.map(TokenKind::DateTime),
        address::address.map(TokenKind::Ip),
        number::version.map(TokenKind::Version),
        number::number,
        word.map(TokenKind::Word),
        symbol.map(TokenKind::Symbol),
    ))
    .parse_next(input)
}

fn comment<'s>(input: &mut Source<'s>) -> Lexed<TokenKind<'s>> {
    let start = input.current_token_start();
    "/*".parse_next(input)?;
    (take_until(0.., "*/"), "*/")
        .parse_next(input)
        .map_err(|_: Failure| Failure::fault(start, Fault::OpenComment))?;
    Ok(TokenKind::Comment)
}

/// A string. A backslash escapes the quotes and itself; before any other character it is a backslash, for Windows
/// paths are what such strings are full of.
fn text(input: &mut Source<'_>) -> Lexed<String> {
    let start = input.current_token_start();
    let quote = one_of(['"', '\'']).parse_next(input)?;
    let mut content = String::new();
    loop {
        match next(input) {
            None => return Err(Failure::fault(start, Fault::OpenText { quote })),
            Some(character) if character == quote => return Ok(content),
            Some('\\') => match opt(one_of(['"', '\'', '\\'])).parse_next(input)? {
                Some(escaped) => content.push(escaped),
                None => content.push('\\'),
            },
            Some(character) => content.push(character),
        }
    }
}

fn next(input: &mut Source<'_>) -> Option<char> {
    any::<_, Failure>.parse_next(input).ok()
}

fn word<'s>(input: &mut Source<'s>) -> Lexed<&'s str> {
    (opt('#'), one_of(is_name_start), take_while(0.., is_name))
        .take()
        .parse_next(input)
}

fn symbol(input: &mut Source<'_>) -> Lexed<&'static str> {
    for symbol in SYMBOLS {
        if opt(symbol).parse_next(input)?.is_some() {
            return Ok(symbol);
        }
    }
    Err(Failure::Mismatch)
}

fn space<'s>(at_least: usize) -> impl Parser<Source<'s>, &'s str, Failure> {
    take_while(at_least.., is_space)
}

/// White space, and the byte order mark with which some editors begin a file.
fn is_space(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// So many digits, and no further one.
fn digits<'s>(count: impl Into<winnow::stream::Range>) -> impl Parser<Source<'s>, &'s str, Failure> {
    let mut run = take_while(count, |c: char| c.is_ascii_digit());
    move |input: &mut Source<'s>| {
        let digits = run.parse_next(input)?;
        not(one_of(|c: char| c.is_ascii_digit())).parse_next(input)?;
        Ok(digits)
    }
}

fn is_name_start(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_'
}

fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}
