use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use super::{Table, TableError, parse_timestamp};
use crate::error::shortened;

/// One row of a [`Table`], read by column name. Null is `None`; a column that the query does not list is an error.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub(super) table: &'a Table,
    pub(super) number: usize,
    pub(super) cells: &'a [Value],
}

impl<'a> Row<'a> {
    /// The value as it came.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`].
    pub fn value(&self, column: &str) -> Result<&'a Value, TableError> {
        Ok(&self.cells[self.table.place(column)?])
    }

    /// The value as text. Numbers, truths, lists and objects are given as JSON.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`].
    pub fn text(&self, column: &str) -> Result<Option<Cow<'a, str>>, TableError> {
        Ok(match self.value(column)? {
            Value::Null => None,
            Value::String(text) => Some(Cow::Borrowed(text)),
            other => Some(Cow::Owned(other.to_string())),
        })
    }

    /// The value as text that has to be there.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], [`TableError::Null`].
    pub fn required_text(&self, column: &str) -> Result<Cow<'a, str>, TableError> {
        self.text(column)?.ok_or_else(|| TableError::Null {
            query: self.table.query().clone(),
            column: column.to_owned(),
            row: self.number,
        })
    }

    /// The value as a finite number. Numbers written as text are read; empty text is null.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], [`TableError::WrongType`].
    pub fn number(&self, column: &str) -> Result<Option<f64>, TableError> {
        self.read(column, "a number", |value| match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        })
    }

    /// The value as a whole number. `5.0` and numbers written as text are read; empty text is null.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], [`TableError::WrongType`].
    pub fn integer(&self, column: &str) -> Result<Option<i64>, TableError> {
        self.read(column, "a whole number", |value| match value {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
            Value::String(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| text.parse().ok().and_then(whole))
            }
            _ => None,
        })
    }

    /// The value as a truth: a JSON truth, or `true` or `false` as text. Empty text is null.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], [`TableError::WrongType`].
    pub fn boolean(&self, column: &str) -> Result<Option<bool>, TableError> {
        self.read(column, "true or false", |value| match value {
            Value::Bool(truth) => Some(*truth),
            Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
            _ => None,
        })
    }

    /// The value as a point in time; see [`parse_timestamp`]. Empty text is null.
    ///
    /// # Errors
    /// [`TableError::MissingColumn`], [`TableError::WrongType`].
    pub fn timestamp(&self, column: &str) -> Result<Option<Timestamp>, TableError> {
        self.read(column, "a date and time", |value| {
            value.as_str().and_then(parse_timestamp)
        })
    }

    fn read<T>(
        &self,
        column: &str,
        expected: &'static str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<Option<T>, TableError> {
        let value = self.value(column)?;
        if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
            return Ok(None);
        }
        read(value).map(Some).ok_or_else(|| TableError::WrongType {
            query: self.table.query().clone(),
            column: column.to_owned(),
            row: self.number,
            expected,
            found: shortened(&value.to_string()).unwrap_or_default(),
        })
    }
}

/// A float as an integer, where it is one and floats still tell neighbours apart.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::QueryId;

    fn table(value: Value) -> Table {
        Table::new(
            QueryId::new("#devices").unwrap(),
            vec!["x".to_owned()],
            vec![vec![value]],
        )
        .unwrap()
    }

    /// What `read` makes of the value, or the kind that it should have been.
    fn of<T>(
        value: &Value,
        read: impl FnOnce(Row<'_>) -> Result<Option<T>, TableError>,
    ) -> Result<Option<T>, &'static str> {
        let table = table(value.clone());
        read(table.rows().next().unwrap()).map_err(|error| match error {
            TableError::WrongType { expected, .. } => expected,
            other => panic!("{other}"),
        })
    }

    #[test]
    fn numbers_are_read_from_numbers_and_text() {
        for (value, expected) in [
            (json!(1.5), Ok(Some(1.5))),
            (json!(-3), Ok(Some(-3.0))),
            (json!("42.25"), Ok(Some(42.25))),
            (json!(" 7 "), Ok(Some(7.0))),
            (json!(null), Ok(None)),
            (json!(""), Ok(None)),
            (json!("NaN"), Err("a number")),
            (json!("inf"), Err("a number")),
            (json!("seven"), Err("a number")),
            (json!(true), Err("a number")),
            (json!([1]), Err("a number")),
        ] {
            assert_eq!(of(&value, |row| row.number("x")), expected, "{value}");
        }
    }

    #[test]
    fn integers_are_exact() {
        for (value, expected) in [
            (json!(5), Ok(Some(5))),
            (json!(5.0), Ok(Some(5))),
            (json!("5"), Ok(Some(5))),
            (json!("5.0"), Ok(Some(5))),
            (json!(i64::MAX), Ok(Some(i64::MAX))),
            (json!("9223372036854775807"), Ok(Some(i64::MAX))),
            (json!(null), Ok(None)),
            (json!(5.5), Err("a whole number")),
            (json!(1e300), Err("a whole number")),
            (json!(u64::MAX), Err("a whole number")),
        ] {
            assert_eq!(of(&value, |row| row.integer("x")), expected, "{value}");
        }
    }

    #[test]
    fn truths_are_read() {
        for (value, expected) in [
            (json!(true), Ok(Some(true))),
            (json!("False"), Ok(Some(false))),
            (json!(null), Ok(None)),
            (json!(1), Err("true or false")),
            (json!("yes"), Err("true or false")),
        ] {
            assert_eq!(of(&value, |row| row.boolean("x")), expected, "{value}");
        }
    }

    #[test]
    fn times_are_read() {
        let time = "2026-03-07T15:56:02Z".parse().unwrap();
        assert_eq!(
            of(&json!("2026-03-07 15:56:02"), |row| row.timestamp("x")),
            Ok(Some(time))
        );
        assert_eq!(of(&json!(null), |row| row.timestamp("x")), Ok(None));
        assert_eq!(
            of(&json!("yesterday"), |row| row.timestamp("x")),
            Err("a date and time")
        );
        assert_eq!(of(&json!(5), |row| row.timestamp("x")), Err("a date and time"));
    }

    #[test]
    fn text_shows_anything() {
        for (value, expected) in [
            (json!("Windows"), Some("Windows")),
            (json!(""), Some("")),
            (json!(5), Some("5")),
            (json!([22631, 4169]), Some("[22631,4169]")),
            (json!(null), None),
        ] {
            let table = table(value.clone());
            assert_eq!(
                table.rows().next().unwrap().text("x").unwrap().as_deref(),
                expected,
                "{value}"
            );
        }
    }

    #[test]
    fn errors_name_query_column_and_row() {
        let table = table(json!(null));
        let row = table.rows().next().unwrap();
        assert_eq!(
            row.text("device.name").unwrap_err().to_string(),
            "the query #devices has no column device.name; list it in the saved query"
        );
        assert_eq!(
            row.required_text("x").unwrap_err().to_string(),
            "the query #devices has no value in column x, row 0"
        );
    }
}
