//! Which columns a query's result has, and what they are called.

mod key;

use crate::ast::{Assignment, Call, Expr, Function, GroupBy, Query, StatementKind};

pub use key::{column_key, is_linked_object};

/// The columns that grouping by time adds, in their order.
pub const BUCKET_COLUMNS: [&str; 3] = ["start_time", "end_time", "bucket_duration"];

impl Query {
    /// The keys of the result's columns, in order.
    ///
    /// What `list` names; else what `summarize` gives, the groups before the values. Empty if the query has neither:
    /// then the tenant shows the table's default columns, which only it knows, and what `compute` added.
    ///
    /// The vendor does not document the key of a formula. Here, `x.as(…)` keeps the key of `x`, another function
    /// appends its name (`device.last_seen.time_elapsed`), and arithmetic is its own text.
    pub fn columns(&self) -> Vec<String> {
        let (mut aliases, mut summary, mut listed): (Vec<String>, _, _) = (Vec::new(), None, None);
        for statement in &self.statements {
            match &statement.kind {
                StatementKind::Compute(values) => aliases.extend(names(values)),
                StatementKind::Summarize { values, by } => {
                    let columns: Vec<String> = by
                        .iter()
                        .flat_map(|group| self.group(group))
                        .chain(names(values))
                        .collect();
                    aliases = columns.clone();
                    summary = Some(columns);
                }
                StatementKind::List(columns) => {
                    listed = Some(columns.iter().map(|column| self.key(column, &aliases)).collect());
                }
                _ => {}
            }
        }
        listed.or(summary).unwrap_or_default()
    }

    fn group(&self, group: &GroupBy) -> Vec<String> {
        match group {
            GroupBy::Field(field) => vec![column_key(&self.table, field)],
            GroupBy::Every { .. } => BUCKET_COLUMNS.map(str::to_owned).to_vec(),
        }
    }

    fn key(&self, column: &Expr, aliases: &[String]) -> String {
        match column {
            Expr::Field(field) => {
                let path = field.path();
                if aliases.contains(&path) {
                    path
                } else {
                    column_key(&self.table, field)
                }
            }
            Expr::Call(Call {
                receiver: Some(receiver),
                function: Function::As(_),
                ..
            }) => self.key(receiver, aliases),
            Expr::Call(Call {
                receiver: Some(receiver),
                function,
                ..
            }) => {
                format!("{}.{}", self.key(receiver, aliases), function.name())
            }
            other => other.to_string(),
        }
    }
}

fn names(values: &[Assignment]) -> impl Iterator<Item = String> {
    values.iter().map(|assignment| assignment.alias.clone())
}
