//! Amounts as people write them: `20GB`, `90s`, `80%`, `71`.

use std::fmt;

use domain::Unit;

/// A number and what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Quantity {
    pub(crate) number: f64,
    /// In lower case; empty for a bare number.
    suffix: String,
    written: String,
}

const BYTES: &[(&str, f64)] = &[("b", 1.0), ("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("tb", 1e12)];
const SECONDS: &[(&str, f64)] = &[
    ("ms", 1e-3),
    ("s", 1.0),
    ("min", 60.0),
    ("h", 3_600.0),
    ("d", 86_400.0),
];
const PERCENT: &[(&str, f64)] = &[("%", 1.0), ("", 1.0)];
const DAYS: &[(&str, f64)] = &[("d", 1.0), ("", 1.0)];
const DBM: &[(&str, f64)] = &[("dbm", 1.0), ("", 1.0)];
const PLAIN: &[(&str, f64)] = &[("", 1.0)];

impl Quantity {
    pub(crate) fn bare(number: f64) -> Self {
        Self {
            number,
            suffix: String::new(),
            written: number.to_string(),
        }
    }

    /// Reads `20GB` and `20 GB`; `None` when it does not begin with a number.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let written = text.trim();
        let end = written
            .find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+'))
            .unwrap_or(written.len());
        let (number, suffix) = written.split_at(end);
        let number: f64 = number.parse().ok()?;
        Some(Self {
            number,
            suffix: suffix.trim().to_lowercase(),
            written: written.to_owned(),
        })
    }

    /// Whether it was written with a percent sign.
    pub(crate) fn is_share(&self) -> bool {
        self.suffix == "%"
    }

    /// The amount in the base unit of [`Unit`]: bytes, seconds and so on. `Err` says what to write instead.
    ///
    /// Sizes are decimal, 1 GB = 1,000,000,000 bytes, as in NQL.
    pub(crate) fn to_base(&self, unit: Unit) -> Result<f64, String> {
        let (suffixes, example) = match unit {
            Unit::Bytes => (BYTES, "a size such as `500MB` or `20GB`"),
            Unit::Seconds => (SECONDS, "a duration such as `90s`, `2min`, `1h` or `7d`"),
            Unit::Percent => (PERCENT, "a percentage such as `80%`"),
            Unit::Days => (DAYS, "a number of days such as `7`"),
            Unit::Dbm => (DBM, "a signal strength such as `-67dBm`"),
            Unit::Count | Unit::Score => (PLAIN, "a plain number such as `3`"),
        };
        let factor = suffixes
            .iter()
            .find(|(suffix, _)| *suffix == self.suffix)
            .map(|(_, factor)| *factor);
        match factor {
            Some(factor) => Ok(self.number * factor),
            // Nothing of anything is nothing.
            None if self.suffix.is_empty() && self.number == 0.0 => Ok(0.0),
            None => Err(format!("write {example}")),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// An amount in the base unit of `unit`, for a person: the reverse of [`Quantity::to_base`].
pub(crate) fn show(amount: f64, unit: Unit) -> String {
    let (steps, rest): (&[(&str, f64)], &str) = match unit {
        Unit::Bytes => (BYTES, "B"),
        Unit::Seconds => (SECONDS, "s"),
        Unit::Percent => (&[], "%"),
        Unit::Dbm => (&[], "dBm"),
        Unit::Days | Unit::Count | Unit::Score => (&[], ""),
    };
    let step = steps
        .iter()
        .rev()
        .find(|(_, factor)| amount != 0.0 && (amount / factor).fract() == 0.0);
    match step {
        Some((suffix, factor)) if unit == Unit::Bytes => {
            format!("{}{}", amount / factor, suffix.to_uppercase())
        }
        Some((suffix, factor)) => format!("{}{suffix}", amount / factor),
        None => format!("{amount}{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str, unit: Unit) -> Result<f64, String> {
        Quantity::parse(text).unwrap().to_base(unit)
    }

    #[test]
    fn amounts_are_read_in_the_unit_of_the_metric() {
        assert_eq!(base("20GB", Unit::Bytes), Ok(20e9));
        assert_eq!(base("1.5 gb", Unit::Bytes), Ok(1.5e9));
        assert_eq!(base("2min", Unit::Seconds), Ok(120.0));
        assert_eq!(base("-67dBm", Unit::Dbm), Ok(-67.0));
        assert_eq!(base("80%", Unit::Percent), Ok(80.0));
        assert_eq!(base("0", Unit::Seconds), Ok(0.0));
    }

    #[test]
    fn a_size_without_its_unit_is_not_guessed() {
        assert!(base("20", Unit::Bytes).unwrap_err().contains("`20GB`"));
        assert!(base("2m", Unit::Seconds).unwrap_err().contains("`2min`"));
        assert!(base("3GB", Unit::Count).unwrap_err().contains("plain number"));
        assert_eq!(Quantity::parse("much"), None);
        assert_eq!(Quantity::parse("1.2.3"), None);
    }

    #[test]
    fn what_is_shown_can_be_written() {
        for (text, unit) in [
            ("20GB", Unit::Bytes),
            ("90s", Unit::Seconds),
            ("7d", Unit::Seconds),
            ("71", Unit::Score),
        ] {
            assert_eq!(show(base(text, unit).unwrap(), unit), text);
        }
    }
}
