//! Prometheus' text format.

use std::fmt::{Display, Write as _};

use service::Durations;

/// What a family is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows, until the process ends.
    Counter,
    /// It is what it is now.
    Gauge,
    /// How many were how large.
    Histogram,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// Families of numbers, one after the other.
#[derive(Debug, Default)]
pub struct Exposition(String);

/// A family that is being written.
#[derive(Debug)]
pub struct Family<'a> {
    text: &'a mut String,
    name: &'static str,
}

impl Exposition {
    /// Begins a family. Its name is given once; its help has neither line breaks nor backslashes.
    pub fn family(&mut self, name: &'static str, kind: Kind, help: &'static str) -> Family<'_> {
        let text = &mut self.0;
        line(
            text,
            format_args!("# HELP {name} {help}\n# TYPE {name} {}", kind.name()),
        );
        Family { text, name }
    }

    /// All of it.
    pub fn into_text(self) -> String {
        self.0
    }
}

impl Family<'_> {
    /// One number of the family.
    pub fn sample(&mut self, labels: &[(&str, &str)], value: impl Display) {
        self.line("", labels, value);
    }

    /// One histogram of the family.
    pub fn durations(&mut self, labels: &[(&str, &str)], durations: &Durations) {
        let mut within = |bound: &str, count: u64| {
            let labels = [labels, &[("le", bound)]].concat();
            self.line("_bucket", &labels, count);
        };
        for (bound, count) in durations.up_to {
            within(&bound.to_string(), count);
        }
        within("+Inf", durations.count);
        self.line("_sum", labels, durations.seconds);
        self.line("_count", labels, durations.count);
    }

    fn line(&mut self, suffix: &str, labels: &[(&str, &str)], value: impl Display) {
        let labels: Vec<String> = labels
            .iter()
            .map(|(name, value)| format!("{name}=\"{}\"", escaped(value)))
            .collect();
        let labels = match labels.is_empty() {
            true => String::new(),
            false => format!("{{{}}}", labels.join(",")),
        };
        line(self.text, format_args!("{}{suffix}{labels} {value}", self.name));
    }
}

fn escaped(value: &str) -> String {
    value
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
}

fn line(text: &mut String, line: impl Display) {
    writeln!(text, "{line}").expect("a String takes whatever is written");
}

#[cfg(test)]
mod tests {
    use super::{Exposition, Kind};

    #[test]
    fn what_a_label_holds_ends_nothing() {
        let mut text = Exposition::default();
        let mut family = text.family("things", Kind::Gauge, "Things.");
        family.sample(&[("a", "b\"c\\d\ne"), ("f", "")], 1.5);
        family.sample(&[], 2);
        assert_eq!(
            text.into_text(),
            "# HELP things Things.\n# TYPE things gauge\nthings{a=\"b\\\"c\\\\d\\ne\",f=\"\"} 1.5\nthings 2\n"
        );
    }
}
