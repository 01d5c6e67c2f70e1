//! Dates and times in their spellings.

use winnow::Parser;
use winnow::combinator::{alt, not, opt, preceded};
use winnow::stream::Location;
use winnow::token::{one_of, take_while};

use super::{Lexed, Source, digits, is_name, space};
use crate::ast::{Date, DateTime, Time};
use crate::error::Fault;
use crate::failure::Failure;

pub(crate) const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The parts as written, not yet known to exist in the calendar.
struct Written {
    year: Option<u16>,
    month: u8,
    day: u8,
    time: Option<Time>,
}

/// `2024-07-15`, `2024-07-15 10:15:00`, `Jul 15, 2024`, `Jun 15, 2023, 12:30`, `Jun 1`.
pub(super) fn datetime(input: &mut Source<'_>) -> Lexed<DateTime> {
    let start = input.current_token_start();
    let (written, text) = alt((iso, named)).with_taken().parse_next(input)?;
    let Written {
        year,
        month,
        day,
        time,
    } = written;
    let real = (1..=days_in(month, year)).contains(&day)
        && year != Some(0)
        && time.is_none_or(|time| time.hour < 24 && time.minute < 60 && time.second < 60);
    if !real {
        return Err(Failure::fault(
            start,
            Fault::BadDate {
                text: text.to_owned(),
            },
        ));
    }
    Ok(DateTime {
        date: Date { year, month, day },
        time,
    })
}

fn iso(input: &mut Source<'_>) -> Lexed<Written> {
    let mut date = (
        number(4..=4),
        preceded('-', number(2..=2)),
        preceded('-', number(2..=2)),
    );
    let (year, month, day) = date.parse_next(input)?;
    not(one_of(is_name)).parse_next(input)?;
    let time = opt(preceded(space(1), time)).parse_next(input)?;
    Ok(Written {
        year: Some(year),
        month: month as u8,
        day: day as u8,
        time,
    })
}

fn named(input: &mut Source<'_>) -> Lexed<Written> {
    let month = take_while(3..=3, |c: char| c.is_ascii_alphabetic())
        .verify_map(|name: &str| MONTHS.iter().position(|month| month.eq_ignore_ascii_case(name)))
        .parse_next(input)?;
    let day = preceded(space(1), number(1..=2)).parse_next(input)?;
    not(one_of(|c| is_name(c) || matches!(c, '.' | ':'))).parse_next(input)?;
    let year = opt(preceded((space(0), ',', space(0)), year)).parse_next(input)?;
    let time = opt(preceded((space(0), ',', space(0)), time)).parse_next(input)?;
    Ok(Written {
        year,
        month: month as u8 + 1,
        day: day as u8,
        time,
    })
}

/// Four digits that are no part of something longer, such as a following date of a list.
fn year(input: &mut Source<'_>) -> Lexed<u16> {
    let year = number(4..=4).parse_next(input)?;
    not(one_of(|c| is_name(c) || matches!(c, '-' | '.' | ':'))).parse_next(input)?;
    Ok(year)
}

fn time(input: &mut Source<'_>) -> Lexed<Time> {
    let seconds = opt(preceded(':', number(2..=2)));
    let (hour, minute, second) = (number(1..=2), preceded(':', number(2..=2)), seconds).parse_next(input)?;
    Ok(Time {
        hour: hour as u8,
        minute: minute as u8,
        second: second.unwrap_or_default() as u8,
    })
}

fn number<'s>(count: std::ops::RangeInclusive<usize>) -> impl Parser<Source<'s>, u16, Failure> {
    digits(count).verify_map(|digits| digits.parse().ok())
}

fn days_in(month: u8, year: Option<u16>) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => match year {
            // Without a year, 29 February may be meant of a leap year.
            None => 29,
            Some(year) if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
            Some(_) => 28,
        },
        1..=12 => 31,
        _ => 0,
    }
}
