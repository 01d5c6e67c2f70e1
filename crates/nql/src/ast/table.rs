//! Tables and the singular names that prefix their columns.

use super::Span;

/// A table: `device_performance.events`, or a shortcut such as `devices`. Kept as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRef {
    /// The namespace before the dot; `None` for a shortcut.
    pub namespace: Option<String>,
    /// The table's name, a plural: `events`, `devices`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

impl TableRef {
    /// A table that does not come from a text.
    pub fn new(namespace: Option<&str>, name: &str) -> Self {
        Self {
            namespace: namespace.map(str::to_owned),
            name: name.to_owned(),
            span: Span::default(),
        }
    }

    /// What one row of the table is called: `device` for `devices`, `system_crash` for
    /// `device_performance.system_crashes`. A name that is no plural stays (`executions_summary`).
    pub fn singular(&self) -> String {
        singular(&self.name)
    }

    /// The namespace, spelled out: a shortcut stands for the table of its own namespace, `devices` for
    /// `device.devices`.
    pub fn namespace(&self) -> String {
        self.namespace.clone().unwrap_or_else(|| self.singular())
    }

    /// The table without shortcut, `device.devices`: a key to look a table up with.
    pub fn qualified(&self) -> String {
        format!("{}.{}", self.namespace(), self.name)
    }

    /// What the keys of the table's own columns begin with: `<namespace>.<singular>`, or one word where both are the
    /// same (`device`).
    pub fn key_prefix(&self) -> String {
        let (namespace, singular) = (self.namespace(), self.singular());
        if namespace == singular {
            singular
        } else {
            format!("{namespace}.{singular}")
        }
    }
}

fn singular(plural: &str) -> String {
    let drop =
        |ending: &str, instead: &str| plural.strip_suffix(ending).map(|stem| format!("{stem}{instead}"));
    drop("viruses", "virus")
        .or_else(|| drop("ies", "y"))
        .or_else(|| drop("shes", "sh"))
        .or_else(|| drop("sses", "ss"))
        .or_else(|| drop("xes", "x"))
        .or_else(|| {
            if plural.ends_with("ss") {
                None
            } else {
                drop("s", "")
            }
        })
        .unwrap_or_else(|| plural.to_owned())
}
