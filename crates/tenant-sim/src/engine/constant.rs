//! Literals and parameters as values.

use jiff::Timestamp;
use jiff::civil;
use nql::ast::{IpMask, Literal};

use super::pattern::Pattern;
use super::{Context, QueryError, frame};
use crate::tables::{FieldType, Value};

/// Something that does not depend on the row.
#[derive(Clone, Debug)]
pub enum Constant {
    /// A value.
    Value(Value),
    /// A text, possibly with wildcards.
    Pattern(Pattern),
    /// An address or a network.
    Network(IpMask),
}

/// The value of a parameter.
pub fn parameter(name: &str, cx: &Context<'_>) -> Result<String, QueryError> {
    cx.parameters
        .get(name)
        .cloned()
        .ok_or_else(|| QueryError::MissingParameter(name.to_owned()))
}

/// A literal where nothing says what type it should have.
pub fn free(literal: &Literal, cx: &Context<'_>) -> Result<(Value, FieldType), QueryError> {
    Ok(match literal {
        Literal::Null => (Value::Null, FieldType::Int),
        Literal::Bool(yes) => (Value::Bool(*yes), FieldType::Bool),
        Literal::Int(number) => (Value::Int(*number), FieldType::Int),
        Literal::Float(number) => (Value::Float(*number), FieldType::Float),
        Literal::Text(text) => (Value::text(text), FieldType::Text),
        Literal::Bytes(bytes) => (
            Value::Bytes(i64::try_from(*bytes).unwrap_or(i64::MAX)),
            FieldType::Bytes,
        ),
        Literal::Duration(millis) => (seconds(*millis), FieldType::Duration),
        Literal::DateTime(date) => {
            let outside = || QueryError::Timeframe("a date lies outside the calendar".to_owned());
            (
                Value::Time(frame::moment_of(date, cx).ok_or_else(outside)?),
                FieldType::Time,
            )
        }
        Literal::Ip(mask) => (Value::Ip(mask.address), FieldType::Ip),
        Literal::Version(version) => (Value::Version(version.0.clone().into()), FieldType::Version),
    })
}

/// A literal that is compared with a field of type `ty`; `None` if they have nothing in common.
pub fn typed(literal: &Literal, ty: FieldType, cx: &Context<'_>) -> Result<Option<Constant>, QueryError> {
    use FieldType as T;
    let fits = match (literal, ty) {
        (Literal::Null, _) => true,
        (Literal::Text(text), _) => return Ok(text_as(text, ty, cx)),
        (Literal::Ip(mask), T::Ip) => return Ok(Some(Constant::Network(*mask))),
        (Literal::Bool(_), T::Bool)
        | (Literal::Int(_) | Literal::Float(_), T::Int | T::Float | T::DaysSince | T::Bytes | T::Duration)
        | (Literal::Bytes(_), T::Bytes | T::Int | T::Float)
        | (Literal::Duration(_), T::Duration | T::Int | T::Float)
        | (Literal::DateTime(_), T::Time)
        | (Literal::Version(_), T::Version) => true,
        // An enumeration or a text may look like a number: `code == 7`.
        (Literal::Int(number), T::Text | T::Enum) => return Ok(text_as(&number.to_string(), ty, cx)),
        (Literal::Bool(yes), T::Text | T::Enum) => return Ok(text_as(&yes.to_string(), ty, cx)),
        _ => false,
    };
    if !fits {
        return Ok(None);
    }
    Ok(Some(Constant::Value(free(literal, cx)?.0)))
}

/// A text, a bare word or a parameter that is compared with a field of type `ty`: the type of a parameter is inferred
/// when the query runs. `None` if it cannot be read as that type.
pub fn text_as(text: &str, ty: FieldType, cx: &Context<'_>) -> Option<Constant> {
    let trimmed = text.trim();
    let value = match ty {
        FieldType::Text | FieldType::Enum | FieldType::Texts => {
            return Some(Constant::Pattern(Pattern::new(text)));
        }
        FieldType::Bool => Value::Bool(trimmed.to_lowercase().parse().ok()?),
        FieldType::Int | FieldType::DaysSince | FieldType::Float => number(trimmed)?,
        FieldType::Bytes => {
            let units = [
                ("TB", 1e12),
                ("GB", 1e9),
                ("MB", 1e6),
                ("KB", 1e3),
                ("B", 1.0),
                ("", 1.0),
            ];
            #[expect(
                clippy::cast_possible_truncation,
                reason = "casts saturate; no drive holds more"
            )]
            let bytes = with_unit(trimmed, &units)? as i64;
            Value::Bytes(bytes)
        }
        FieldType::Duration => {
            let units = [
                ("ms", 0.001),
                ("min", 60.0),
                ("s", 1.0),
                ("h", 3_600.0),
                ("d", 86_400.0),
                ("", 1.0),
            ];
            Value::Duration(with_unit(trimmed, &units)?)
        }
        FieldType::Time => Value::Time(moment(trimmed, cx)?),
        FieldType::Version => {
            let parts: Result<Vec<u64>, _> = trimmed
                .trim_start_matches(['v', 'V'])
                .split('.')
                .map(str::parse)
                .collect();
            Value::Version(parts.ok()?.into())
        }
        FieldType::Ip => match trimmed.split_once('/') {
            None => {
                return Some(Constant::Network(IpMask {
                    address: trimmed.parse().ok()?,
                    prefix: None,
                }));
            }
            Some((address, prefix)) => {
                let prefix = Some(prefix.parse().ok()?);
                return Some(Constant::Network(IpMask {
                    address: address.parse().ok()?,
                    prefix,
                }));
            }
        },
    };
    Some(Constant::Value(value))
}

fn number(text: &str) -> Option<Value> {
    text.parse()
        .map(Value::Int)
        .ok()
        .or_else(|| text.parse().map(Value::Float).ok())
}

fn with_unit(text: &str, units: &[(&str, f64)]) -> Option<f64> {
    let (unit, factor) = units.iter().find(|(unit, _)| {
        let split = text.len().checked_sub(unit.len());
        split
            .and_then(|split| text.get(split..))
            .is_some_and(|end| end.eq_ignore_ascii_case(unit))
    })?;
    let amount: f64 = text.get(..text.len() - unit.len())?.trim().parse().ok()?;
    Some(amount * factor)
}

fn moment(text: &str, cx: &Context<'_>) -> Option<Timestamp> {
    if let Ok(moment) = text.parse() {
        return Some(moment);
    }
    let date_time: civil::DateTime = text.parse().ok()?;
    Some(date_time.to_zoned(cx.zone.clone()).ok()?.timestamp())
}

fn seconds(millis: u64) -> Value {
    #[expect(
        clippy::cast_precision_loss,
        reason = "durations in a query are far below 2^53 ms"
    )]
    let seconds = millis as f64 / 1000.0;
    Value::Duration(seconds)
}
