//! One number with its name and unit.

use std::fmt;

use serde_json::{Value, json};

/// One number with its name and unit.
#[derive(Debug, PartialEq)]
pub struct Figure {
    /// Its name, from the general to the particular, with dots.
    pub name: String,
    /// Its value.
    pub value: f64,
    /// Its unit; empty for a count.
    pub unit: &'static str,
}

impl Figure {
    /// A measured value; three decimals of it are kept, what is beyond is noise.
    pub fn new(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            name: name.into(),
            value: (value * 1000.0).round() / 1000.0,
            unit,
        }
    }

    /// A number of bytes.
    pub fn bytes(name: impl Into<String>, bytes: usize) -> Self {
        Self::new(name, bytes as f64, "bytes")
    }

    /// `{"name": …, "value": …, "unit": …}`, whole numbers without a decimal point.
    pub fn json(&self) -> String {
        let whole = self.value.fract() == 0.0;
        let value = if whole {
            Value::from(self.value as i64)
        } else {
            Value::from(self.value)
        };
        json!({ "name": self.name, "value": value, "unit": self.unit }).to_string()
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<44} {:>12} {}", self.name, self.value, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_one_json_object_with_three_fields() {
        let fields = |figure: Figure| serde_json::from_str::<Value>(&figure.json()).unwrap();
        assert_eq!(
            fields(Figure::bytes("size.wasm.brotli", 71234)),
            json!({ "name": "size.wasm.brotli", "value": 71234, "unit": "bytes" })
        );
        assert_eq!(
            fields(Figure::new("p50", 1.23456, "ms")),
            json!({ "name": "p50", "value": 1.235, "unit": "ms" })
        );
    }

    #[test]
    fn people_read_it_in_columns() {
        let line = Figure::new("pages.home.p50", 1.5, "ms").to_string();
        assert!(
            line.starts_with("pages.home.p50   ") && line.ends_with(" 1.5 ms"),
            "{line}"
        );
    }
}
