//! The typed values of the data model.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use serde_json::json;

/// One value of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A string.
    Text(Arc<str>),
    /// A text that is known beforehand, such as an enumeration's word: it takes no memory of its own.
    Word(&'static str),
    /// A moment.
    Time(Timestamp),
    /// A length of time in seconds.
    Duration(f64),
    /// An amount of data in bytes.
    Bytes(i64),
    /// A version, part by part.
    Version(Arc<[u64]>),
    /// An address.
    Ip(IpAddr),
    /// An array of strings.
    Texts(Arc<[Arc<str>]>),
}

impl Value {
    /// A text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }

    /// An array of strings.
    pub fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::Texts(texts.into_iter().map(|text| Arc::from(text.as_ref())).collect())
    }

    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The amount, for everything that can be counted and averaged: seconds for a duration, bytes for data.
    pub fn as_number(&self) -> Option<f64> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "NQL arithmetic is floating point as well"
        )]
        match self {
            Self::Int(number) | Self::Bytes(number) => Some(*number as f64),
            Self::Float(number) | Self::Duration(number) => Some(*number),
            Self::Bool(yes) => Some(f64::from(u8::from(*yes))),
            _ => None,
        }
    }

    /// As it stands in a JSON answer. Date-times are `YYYY-MM-DD HH:MM:SS` in `zone` (the official example), durations
    /// seconds, data bytes; a version is a bracketed list in a string, as exports show it.
    pub fn to_json(&self, zone: &TimeZone) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(yes) => json!(yes),
            Self::Int(number) | Self::Bytes(number) => json!(number),
            Self::Float(number) | Self::Duration(number) => float_json(*number),
            Self::Texts(texts) => json!(texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>()),
            Self::Text(_) | Self::Word(_) | Self::Time(_) | Self::Version(_) | Self::Ip(_) => {
                json!(self.to_cell(zone))
            }
        }
    }

    /// As it stands in a CSV file; no value is an empty cell.
    pub fn to_cell(&self, zone: &TimeZone) -> String {
        match self {
            Self::Null => String::new(),
            Self::Bool(yes) => yes.to_string(),
            Self::Int(number) | Self::Bytes(number) => number.to_string(),
            Self::Float(number) | Self::Duration(number) => float_json(*number).to_string(),
            Self::Text(text) => text.to_string(),
            Self::Word(word) => (*word).to_owned(),
            Self::Time(time) => time
                .to_zoned(zone.clone())
                .strftime("%Y-%m-%d %H:%M:%S")
                .to_string(),
            Self::Version(parts) => {
                let parts: Vec<String> = parts.iter().map(u64::to_string).collect();
                format!("[{}]", parts.join(", "))
            }
            Self::Ip(address) => address.to_string(),
            Self::Texts(texts) => {
                let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
                format!("[{}]", texts.join(", "))
            }
        }
    }
}

/// A whole number without the `.0`: `31` rather than `31.0`, so that integers read as integers.
fn float_json(number: f64) -> serde_json::Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only whole numbers well inside i64 are cast"
    )]
    if number.fract() == 0.0 && number.abs() < 9e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}
