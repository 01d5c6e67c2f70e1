//! Prints what was found: for people in columns, for programs one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use super::{
    asking::Calls,
    finding::{Finding, Verdict},
};

/// How it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For people.
    Plain,
    /// For people at a terminal.
    Coloured,
    /// For programs.
    Json,
}

/// What an installation depends on, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// The configuration file and content.
    Configuration,
    /// Where it keeps what happened.
    Database,
    /// The way to the tenant, and the credential.
    Tenant,
    /// Saved queries.
    Queries,
    /// Remote actions.
    RemoteActions,
    /// Workflows.
    Workflows,
    /// How employees prove who they are.
    SignIn,
    /// What takes hand-overs.
    ServiceDesk,
    /// What employees and portals see of it.
    Employees,
    /// Who may tell it of changes.
    Webhooks,
    /// Who brings everybody's devices.
    Feeds,
    /// What takes traces.
    Telemetry,
}

impl Area {
    /// All of them, in order.
    pub const ALL: [Self; 12] = [
        Self::Configuration,
        Self::Database,
        Self::Tenant,
        Self::Queries,
        Self::RemoteActions,
        Self::Workflows,
        Self::SignIn,
        Self::ServiceDesk,
        Self::Employees,
        Self::Webhooks,
        Self::Feeds,
        Self::Telemetry,
    ];

    const fn title(self) -> &'static str {
        match self {
            Self::Configuration => "Configuration and content",
            Self::Database => "Database",
            Self::Tenant => "Nexthink tenant",
            Self::Queries => "Saved queries (NQL API)",
            Self::RemoteActions => "Remote actions (Remote Actions API)",
            Self::Workflows => "Workflows (Workflows API)",
            Self::SignIn => "Sign-in",
            Self::ServiceDesk => "Service desk",
            Self::Employees => "Address for employees",
            Self::Webhooks => "Webhooks",
            Self::Feeds => "Feeds of exported data",
            Self::Telemetry => "Traces",
        }
    }
}

/// Findings as they come.
#[derive(Debug)]
pub struct Report<W> {
    out: W,
    style: Style,
    area: Area,
    /// How many there are of each verdict, in the order of [`VERDICTS`].
    counts: [usize; 4],
}

const VERDICTS: [Verdict; 4] = [Verdict::Ok, Verdict::Warning, Verdict::Fault, Verdict::Skipped];

#[derive(Serialize)]
struct Line<'a> {
    area: Area,
    #[serde(flatten)]
    finding: &'a Finding,
}

#[derive(Serialize)]
struct Last {
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    ok: usize,
    warnings: usize,
    faults: usize,
    skipped: usize,
    calls: Calls,
}

impl<W: Write> Report<W> {
    /// Nothing yet.
    pub fn new(out: W, style: Style) -> Self {
        Self {
            out,
            style,
            area: Area::Configuration,
            counts: [0; 4],
        }
    }

    /// How many faults there are so far.
    pub fn faults(&self) -> usize {
        self.counts[2]
    }

    /// Says what is looked at now.
    pub fn begin(&mut self, area: Area) -> io::Result<()> {
        self.area = area;
        if self.style == Style::Json {
            return Ok(());
        }
        let lead = if area == Area::Configuration { "" } else { "\n" };
        writeln!(self.out, "{lead}{}", area.title())?;
        // Some areas take seconds.
        self.out.flush()
    }

    /// Says what was found there.
    pub fn add(&mut self, findings: Vec<Finding>) -> io::Result<()> {
        let width = findings.iter().map(|finding| finding.check.chars().count()).max();
        for finding in &findings {
            let place = VERDICTS.iter().position(|verdict| *verdict == finding.verdict);
            self.counts[place.unwrap_or_default()] += 1;
            match self.style {
                Style::Json => self.object(&Line {
                    area: self.area,
                    finding,
                })?,
                Style::Plain | Style::Coloured => self.line(finding, width.unwrap_or_default())?,
            }
        }
        self.out.flush()
    }

    /// Says how much there was, and what was asked of the tenant for it.
    pub fn end(&mut self, calls: Calls) -> io::Result<()> {
        let [ok, warnings, faults, skipped] = self.counts;
        if self.style == Style::Json {
            let summary = Summary {
                ok,
                warnings,
                faults,
                skipped,
                calls,
            };
            return self.object(&Last { summary });
        }
        let all = ok + warnings + faults + skipped;
        writeln!(
            self.out,
            "\n{all} checks: {ok} ok, {}, {}, {skipped} skipped.\n{calls}",
            counted(warnings, "warning"),
            counted(faults, "fault"),
        )
    }

    fn object(&mut self, object: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, object)?;
        writeln!(self.out)
    }

    fn line(&mut self, finding: &Finding, width: usize) -> io::Result<()> {
        let (word, colour) = match finding.verdict {
            Verdict::Ok => ("ok", "32"),
            Verdict::Warning => ("warning", "33"),
            Verdict::Fault => ("fault", "31"),
            Verdict::Skipped => ("skipped", "2"),
        };
        let word = match self.style {
            Style::Coloured => format!("\u{1b}[{colour}m{word:<7}\u{1b}[0m"),
            _ => format!("{word:<7}"),
        };
        let found = finding.found.replace('\n', "\n           ");
        writeln!(self.out, "  {word}  {:<width$}  {found}", finding.check)?;
        if finding.remedy.is_empty() {
            return Ok(());
        }
        let remedy = finding.remedy.replace('\n', "\n             ");
        writeln!(self.out, "           → {remedy}")
    }
}

/// "1 fault", "2 faults".
fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(style: Style) -> String {
        let mut out = Vec::new();
        let mut report = Report::new(&mut out, style);
        report.begin(Area::Configuration).unwrap();
        report.add(vec![Finding::ok("file", "It is sound.")]).unwrap();
        report.begin(Area::Queries).unwrap();
        let findings = vec![
            Finding::fault("#a", "It is\u{1b}[2J missing.", "Save it:\nas it stands"),
            Finding::skipped("#longer", "of #a"),
        ];
        report.add(findings).unwrap();
        assert_eq!(report.faults(), 1);
        report.end(Calls::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn people_get_columns_in_which_nothing_moves_the_cursor() {
        let plain = printed(Style::Plain);
        let expected = "Configuration and content\n  ok       file  It is sound.\n\n\
                        Saved queries (NQL API)\n  fault    #a       It is [2J missing.\n           → Save it:\n             as it stands\n  \
                        skipped  #longer  Not looked at: of #a.\n\n\
                        3 checks: 1 ok, 0 warnings, 1 fault, 1 skipped.\n";
        assert!(plain.starts_with(expected), "{plain}");
        assert!(!plain.contains('\u{1b}'), "{plain}");
        let coloured = printed(Style::Coloured);
        assert!(coloured.contains("\u{1b}[31mfault  \u{1b}[0m  #a"), "{coloured}");
    }

    #[test]
    fn programs_get_an_object_a_line() {
        let printed = printed(Style::Json);
        let lines: Vec<serde_json::Value> = printed
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[1],
            serde_json::json!({
                "area": "queries", "check": "#a", "verdict": "fault", "found": "It is [2J missing.",
                "remedy": "Save it:\nas it stands",
            })
        );
        assert_eq!(lines[0].get("remedy"), None);
        assert_eq!(lines[3]["summary"]["faults"], 1);
    }
}
