//! What can be wrong with a query.

use thiserror::Error;

use crate::ast::Span;

/// The first thing that is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{line}:{column}: {fault}")]
pub struct ParseError {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a query. The text of each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// Something else should stand here.
    #[error("expected {}, found {found}", one_of(expected))]
    Unexpected {
        /// What may stand here, each a phrase such as "a comparison operator".
        expected: Vec<&'static str>,
        /// What does stand here, in backquotes, or "the end of the query".
        found: String,
    },
    /// The word after `|` is no statement.
    #[error("unknown statement `{found}`{}", advice(*suggestion, "statements", &crate::parser::STATEMENTS))]
    UnknownStatement {
        /// The word.
        found: String,
        /// A statement that is spelled alike.
        suggestion: Option<&'static str>,
    },
    /// The word before `(` is no function.
    #[error("unknown function `{found}()`{}", advice(*suggestion, "functions", &crate::parser::FUNCTIONS))]
    UnknownFunction {
        /// The word.
        found: String,
        /// A function that is spelled alike.
        suggestion: Option<&'static str>,
    },
    /// A function stands alone that works on a value.
    #[error("`{function}()` needs a value before it, as in `duration.{function}()`")]
    FunctionNeedsValue {
        /// The function.
        function: &'static str,
    },
    /// A comment inside a statement.
    #[error("a comment may stand only between statements, before the `|`; move it there")]
    MisplacedComment,
    /// A comment without its end.
    #[error("the comment is not closed; end it with `*/`")]
    OpenComment,
    /// A string without its end.
    #[error("the string is not closed; end it with `{quote}`, and write `\\{quote}` for a quote inside it")]
    OpenText {
        /// The quote that began it.
        quote: char,
    },
    /// A character that no part of the language begins with.
    #[error("`{}` means nothing here; strings stand in straight quotes", character.escape_debug())]
    UnknownCharacter {
        /// The character.
        character: char,
    },
    /// A number that does not fit.
    #[error("`{text}` is too large a number")]
    NumberTooLarge {
        /// As written.
        text: String,
    },
    /// A number with an unknown unit, or a fraction with a unit.
    #[error(
        "`{text}` is no amount; write a whole number and a unit: `B`, `KB`, `MB`, `GB`, `TB`, or `ms`, `s`, `min`, `h`, `d`"
    )]
    BadAmount {
        /// As written.
        text: String,
    },
    /// A day or time that does not exist.
    #[error(
        "`{text}` is not in the calendar; write a real date such as `2024-07-15 10:15:00` or `Jul 15, 2024`"
    )]
    BadDate {
        /// As written.
        text: String,
    },
    /// An address that does not exist.
    #[error(
        "`{text}` is no IP address; write `10.1.0.0`, `10.1.0.0/16` or `fd00::/8`, and a time of day after its date"
    )]
    BadAddress {
        /// As written.
        text: String,
    },
    /// Expressions inside expressions, too many.
    #[error("more than {limit} levels inside each other; split the expression into several statements")]
    TooDeep {
        /// How many levels are allowed.
        limit: usize,
    },
    /// The text is longer than Nexthink takes.
    #[error("the query is longer than {limit} characters, which Nexthink does not take; shorten it")]
    TooLong {
        /// How many characters are allowed.
        limit: usize,
    },
    /// A parameter elsewhere than in `where`.
    #[error("`${name}` stands in `{statement}`, but parameters are allowed only in `where`")]
    ParameterOutsideWhere {
        /// The parameter.
        name: String,
        /// The statement's keyword.
        statement: &'static str,
    },
    /// A parameter used twice.
    #[error(
        "`${name}` is used a second time; each parameter may appear once in a query, name this one differently"
    )]
    RepeatedParameter {
        /// The parameter.
        name: String,
    },
    /// A second statement of a kind that a query may have once.
    #[error("a second `{statement}`; a query may have only one, join the two")]
    RepeatedStatement {
        /// The statement's keyword.
        statement: &'static str,
    },
    /// `limit 0`.
    #[error("`limit 0` gives no rows; write 1 or more")]
    ZeroLimit,
    /// A time frame or bucket without length.
    #[error("a period of zero has no time in it; write 1 or more")]
    ZeroPeriod,
    /// A bucket in minutes that is no multiple of 15.
    #[error("groups in minutes are multiples of 15; write `15min`, `30min`, `45min` and so on")]
    UnevenMinutes,
    /// `compute` without events to compute from.
    #[error("`compute` needs events; put `with` or `include` and an event table before it")]
    ComputeWithoutEvents,
    /// An event's field after `compute`.
    #[error(
        "`{field}` belongs to the events of `{table}`, which are gone after `compute`; name an alias of `compute` instead"
    )]
    EventFieldAfterCompute {
        /// The field as written.
        field: String,
        /// The event table as written.
        table: String,
    },
}

impl ParseError {
    pub(crate) fn at(span: Span, fault: Fault) -> Self {
        Self {
            line: span.line,
            column: span.column,
            fault,
        }
    }
}

fn one_of(expected: &[&str]) -> String {
    match expected {
        [] => "nothing more".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// What to write instead: the word that was probably meant, or else all there are.
fn advice(suggestion: Option<&str>, what: &str, all: &[&str]) -> String {
    match suggestion {
        Some(word) => format!(", did you mean `{word}`?"),
        None => format!("; the {what} are `{}`", all.join("`, `")),
    }
}
