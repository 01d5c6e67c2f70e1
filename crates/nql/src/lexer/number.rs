//! Numbers, numbers with a unit, and versions.

use winnow::Parser;
use winnow::combinator::{not, opt, preceded, repeat};
use winnow::stream::Location;
use winnow::token::{one_of, take_while};

use super::{Lexed, Source, TokenKind, digits, is_name};
use crate::ast::{Period, TimeUnit, Version};
use crate::error::Fault;
use crate::failure::Failure;

/// The unit of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// One unit in bytes.
    Bytes(u64),
    Millisecond,
    Second,
    Time(TimeUnit),
}

/// The units as written, the largest of each kind first. The sizes of bytes are decimal, see
/// [`crate::ast::Literal::Bytes`].
const UNITS: [(&str, Unit); 10] = [
    ("TB", Unit::Bytes(1_000_000_000_000)),
    ("GB", Unit::Bytes(1_000_000_000)),
    ("MB", Unit::Bytes(1_000_000)),
    ("KB", Unit::Bytes(1_000)),
    ("B", Unit::Bytes(1)),
    ("d", Unit::Time(TimeUnit::Day)),
    ("h", Unit::Time(TimeUnit::Hour)),
    ("min", Unit::Time(TimeUnit::Minute)),
    ("s", Unit::Second),
    ("ms", Unit::Millisecond),
];

impl Unit {
    /// One unit in bytes or milliseconds.
    pub fn size(self) -> u64 {
        match self {
            Self::Bytes(size) => size,
            Self::Millisecond => 1,
            Self::Second => 1_000,
            Self::Time(unit) => unit.milliseconds(),
        }
    }

    pub fn is_bytes(self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// `amount` bytes or milliseconds, in the largest unit without a remainder: `90_000` ms are `90s`.
    pub fn print(amount: u64, bytes: bool) -> String {
        let smallest = if bytes {
            ("B", Self::Bytes(1))
        } else {
            ("ms", Self::Millisecond)
        };
        let (name, unit) = UNITS
            .into_iter()
            .find(|(_, unit)| unit.is_bytes() == bytes && amount > 0 && amount.is_multiple_of(unit.size()))
            .unwrap_or(smallest);
        format!("{}{name}", amount / unit.size())
    }

    /// The period of so many units, if it can be one.
    pub fn period(self, count: u64) -> Option<Period> {
        let Self::Time(unit) = self else { return None };
        u32::try_from(count).ok().map(|count| Period { count, unit })
    }
}

/// `10`, `10.1`, `8GB`, `15min`.
pub(super) fn number<'s>(input: &mut Source<'s>) -> Lexed<TokenKind<'s>> {
    let start = input.current_token_start();
    let mut whole = (digits(1..), opt(('.', digits(1..)))).with_taken();
    let ((integer, fraction), written) = whole.parse_next(input)?;
    let suffix: &str = take_while(0.., is_name).parse_next(input)?;
    let too_large = || {
        Failure::fault(
            start,
            Fault::NumberTooLarge {
                text: format!("{written}{suffix}"),
            },
        )
    };
    if suffix.is_empty() {
        return match fraction {
            None => integer.parse().map(TokenKind::Int).map_err(|_| too_large()),
            Some(_) => match written.parse::<f64>() {
                Ok(float) if float.is_finite() => Ok(TokenKind::Float(float)),
                _ => Err(too_large()),
            },
        };
    }
    let unit = UNITS.into_iter().find(|(name, _)| *name == suffix);
    match (unit, fraction) {
        (Some((_, unit)), None) => {
            let count: u64 = integer.parse().map_err(|_| too_large())?;
            count.checked_mul(unit.size()).ok_or_else(too_large)?;
            Ok(TokenKind::Amount(count, unit))
        }
        _ => Err(Failure::fault(
            start,
            Fault::BadAmount {
                text: format!("{written}{suffix}"),
            },
        )),
    }
}

/// `v1.7.0.1864`: a `v` and two or more numbers.
pub(super) fn version(input: &mut Source<'_>) -> Lexed<Version> {
    let start = input.current_token_start();
    let rest = repeat::<_, _, (), _, _>(1.., preceded('.', digits(1..)));
    let written = preceded('v', (digits(1..), rest).take()).parse_next(input)?;
    not(one_of(is_name)).parse_next(input)?;
    let numbers: Result<_, _> = written.split('.').map(str::parse).collect();
    numbers.map(Version).map_err(|_| {
        Failure::fault(
            start,
            Fault::NumberTooLarge {
                text: format!("v{written}"),
            },
        )
    })
}
