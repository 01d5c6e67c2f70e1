//! What is wrong with the content, said so that whoever wrote it can put it right.

use std::fmt;

use crate::Place;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, relative to the content folder, with `/` between its parts; `.` is the folder itself.
    pub file: String,
    /// Where in the file; `None` when it is about the file as a whole.
    pub place: Option<Place>,
    /// What is wrong, without full stop.
    pub what: String,
    /// What to do about it, without full stop.
    pub remedy: String,
}

impl fmt::Display for Fault {
    /// Two lines: `health.yaml:14:9: what is wrong`, and below, indented, `→ what to do`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(place) = self.place {
            write!(f, ":{place}")?;
        }
        write!(f, ": {}\n    → {}", self.what, self.remedy)
    }
}

/// Everything that is wrong, by file and place; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Every fault, by file and place.
    #[must_use]
    pub fn all(&self) -> &[Fault] {
        &self.0
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::vec::IntoIter<Fault>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Faults {
    /// Every fault, and at the end how many there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.0 {
            writeln!(f, "{fault}")?;
        }
        match self.0.len() {
            1 => f.write_str("1 fault in the content"),
            count => write!(f, "{count} faults in the content"),
        }
    }
}

impl std::error::Error for Faults {}

/// Collects faults; nothing stops at the first.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<Fault>);

impl Report {
    /// Notes a fault at a place in a file, or in the file as a whole.
    pub(crate) fn add(
        &mut self,
        file: &str,
        place: impl Into<Option<Place>>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.0.push(Fault {
            file: file.to_owned(),
            place: place.into(),
            what: what.into(),
            remedy: remedy.into(),
        });
    }

    /// Whether something is noted about this file.
    pub(crate) fn mentions(&self, file: &str) -> bool {
        self.0.iter().any(|fault| fault.file == file)
    }

    /// Every file of which something is noted, as often as there is something.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|fault| fault.file.as_str())
    }

    /// The faults in the order in which a person goes through the files.
    pub(crate) fn into_faults(mut self) -> Option<Faults> {
        self.0.sort_by(|a, b| (&a.file, a.place).cmp(&(&b.file, b.place)));
        self.0.dedup();
        (!self.0.is_empty()).then_some(Faults(self.0))
    }
}

/// The faults of one file.
#[derive(Debug)]
pub(crate) struct Sheet<'r> {
    /// The file, relative to the content folder.
    pub(crate) file: &'r str,
    report: &'r mut Report,
}

impl<'r> Sheet<'r> {
    pub(crate) const fn new(file: &'r str, report: &'r mut Report) -> Self {
        Self { file, report }
    }

    /// Notes a fault in this file.
    pub(crate) fn add(
        &mut self,
        place: impl Into<Option<Place>>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.report.add(self.file, place, what, remedy);
    }
}
