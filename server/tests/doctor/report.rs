//! What the doctor said, read as a program reads it.

use std::process::Output;

use serde_json::Value;

/// Every line, and whether the command succeeded.
#[derive(Debug)]
pub struct Report {
    pub lines: Vec<Value>,
    pub summary: Value,
    pub succeeded: bool,
}

impl Report {
    pub fn read(output: &Output) -> Self {
        let said = std::str::from_utf8(&output.stdout).unwrap();
        let mut lines: Vec<Value> = said
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {output:?}")))
            .collect();
        let summary = lines
            .pop()
            .unwrap_or_else(|| panic!("nothing was said: {output:?}"))["summary"]
            .clone();
        assert!(summary.is_object(), "{output:?}");
        Self {
            lines,
            summary,
            succeeded: output.status.success(),
        }
    }

    /// Those of an area that are not as they should be, in short.
    pub fn troubles(&self) -> Vec<String> {
        let troubled = self.lines.iter().filter(|line| line["verdict"] != "ok");
        troubled.map(short).collect()
    }

    /// The only finding of this area, check and verdict; its text and remedy hold these words.
    pub fn holds(&self, area: &str, check: &str, verdict: &str, found: &str, remedy: &str) {
        let mut fitting = self
            .lines
            .iter()
            .filter(|line| line["area"] == area && line["check"] == check && line["verdict"] == verdict);
        let (Some(line), None) = (fitting.next(), fitting.next()) else {
            panic!("not one {verdict} of {area}/{check}: {:#?}", self.troubles());
        };
        for (key, words) in [("found", found), ("remedy", remedy)] {
            let text = line[key].as_str().unwrap_or_default();
            assert!(text.contains(words), "{key} without {words:?}: {line:#}");
        }
        assert_eq!(self.succeeded, self.summary["faults"] == 0, "{self:?}");
        if verdict == "fault" {
            assert!(!self.succeeded, "{self:?}");
        }
    }

    /// All verdicts of an area, in order.
    pub fn verdicts(&self, area: &str) -> Vec<&str> {
        let lines = self.lines.iter().filter(|line| line["area"] == area);
        lines.map(|line| line["verdict"].as_str().unwrap()).collect()
    }
}

fn short(line: &Value) -> String {
    let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    format!(
        "{}/{} {}: {} → {}",
        text("area"),
        text("check"),
        text("verdict"),
        text("found"),
        text("remedy")
    )
}
