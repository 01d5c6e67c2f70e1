//! Literals.

use std::fmt::{self, Display, Formatter, Write};

use crate::ast::{Date, DateTime, IpMask, Literal, Time, Version};
use crate::lexer::{MONTHS, Unit};

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Int(int) => write!(f, "{int}"),
            // Without an exponent, which the language does not have, and with a point.
            Self::Float(float) if float.fract() == 0.0 => write!(f, "{float:.1}"),
            Self::Float(float) => write!(f, "{float}"),
            Self::Text(text) => quote(f, text, '"'),
            Self::Bytes(bytes) => f.write_str(&Unit::print(*bytes, true)),
            Self::Duration(milliseconds) => f.write_str(&Unit::print(*milliseconds, false)),
            Self::DateTime(datetime) => write!(f, "{datetime}"),
            Self::Ip(ip) => write!(f, "{ip}"),
            Self::Version(version) => write!(f, "{version}"),
        }
    }
}

/// A string in the quotes given.
pub(super) fn quote(f: &mut Formatter<'_>, text: &str, quote: char) -> fmt::Result {
    f.write_char(quote)?;
    for (index, character) in text.char_indices() {
        let rest = &text[index + character.len_utf8()..];
        let escaping = rest.is_empty() || rest.starts_with(['"', '\'', '\\']);
        // A backslash before an ordinary character stays single, so that paths stay readable.
        if character == quote || (character == '\\' && escaping) {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    f.write_char(quote)
}

impl Display for DateTime {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        match (self.date.year, self.time) {
            (_, None) => Ok(()),
            (Some(_), Some(time)) => write!(f, " {time}"),
            (None, Some(time)) => write!(f, ", {time}"),
        }
    }
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { year, month, day } = self;
        match year {
            Some(year) => write!(f, "{year:04}-{month:02}-{day:02}"),
            None => {
                let name = usize::from(*month)
                    .checked_sub(1)
                    .and_then(|index| MONTHS.get(index));
                write!(f, "{} {day}", name.unwrap_or(&"?"))
            }
        }
    }
}

impl Display for Time {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }
}

impl Display for IpMask {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.address)?;
        self.prefix.map_or(Ok(()), |prefix| write!(f, "/{prefix}"))
    }
}

impl Display for Version {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.0.iter().map(u64::to_string).collect();
        write!(f, "v{}", numbers.join("."))
    }
}
