//! `summarize`: many rows made few.

use std::collections::HashMap;

use nql::ast::{Assignment, GroupBy};

use super::aggregate::Aggregate;
use super::bucket::Buckets;
use super::item::{Item, Subject};
use super::scope::{Computed, Scope};
use super::source::Source;
use super::term::Term;
use super::{Context, QueryError};
use crate::tables::{FieldType, Value};

enum Key {
    Term(Term),
    Bucket(Buckets),
}

/// Condenses `items` of `source` and gives the new rows with the names that are left.
pub fn summarize(
    items: &[Item],
    values: &[Assignment],
    by: &[GroupBy],
    scope: &Scope,
    source: &Source,
    cx: &Context<'_>,
) -> Result<(Vec<Item>, Scope), QueryError> {
    let mut computed = Vec::new();
    let mut keys = Vec::new();
    for group in by {
        match group {
            GroupBy::Field(field) => {
                let resolved = scope.field(field)?;
                if !matches!(
                    resolved.ty,
                    FieldType::Text | FieldType::Enum | FieldType::Bool | FieldType::Version
                ) {
                    return Err(QueryError::Ungroupable(field.path()));
                }
                computed.push(Computed {
                    key: resolved.key,
                    ty: resolved.ty,
                });
                keys.push(Key::Term(resolved.term));
            }
            GroupBy::Every { period, .. } => {
                if scope.summarized {
                    let why = "there is no time left to group by".to_owned();
                    return Err(QueryError::Statement {
                        keyword: "summarize",
                        why,
                    });
                }
                for (key, ty) in [
                    ("start_time", FieldType::Time),
                    ("end_time", FieldType::Time),
                    ("bucket_duration", FieldType::Duration),
                ] {
                    computed.push(Computed {
                        key: key.to_owned(),
                        ty,
                    });
                }
                keys.push(Key::Bucket(Buckets::new(
                    *period,
                    source.frame,
                    source.fine,
                    &cx.zone,
                )?));
            }
        }
    }
    let mut aggregates = Vec::new();
    for Assignment { alias, value, .. } in values {
        let (aggregate, ty) = Aggregate::compile(value, alias, scope, cx, "summarize")?;
        aggregates.push(aggregate);
        computed.push(Computed {
            key: alias.clone(),
            ty,
        });
    }

    let table = cx.tables.get(scope.schema);
    let subjects = items.iter().map(|item| Subject {
        row: item.position.map(|position| &table.rows()[position]),
        position: item.position.unwrap_or_default(),
        computed: &item.computed,
    });
    let mut groups: Vec<(Vec<Value>, Vec<Subject<'_>>)> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for subject in subjects {
        let group = group_of(&keys, subject, cx);
        let position = *known.entry(identity(&group)).or_insert_with(|| {
            groups.push((group, Vec::new()));
            groups.len() - 1
        });
        groups[position].1.push(subject);
    }
    if groups.is_empty() && by.is_empty() {
        groups.push((Vec::new(), Vec::new()));
    }
    let rows = groups
        .into_iter()
        .map(|(mut row, subjects)| {
            row.extend(aggregates.iter().map(|aggregate| aggregate.value(&subjects, cx)));
            Item {
                position: None,
                computed: row,
            }
        })
        .collect();
    Ok((
        rows,
        Scope {
            computed,
            summarized: true,
            ..scope.clone()
        },
    ))
}

/// What tells groups apart: texts without regard to case, everything else by its value.
fn identity(group: &[Value]) -> String {
    let of = |value: &Value| match value.as_text() {
        Some(text) => format!("{:?}", text.to_lowercase()),
        None => format!("{value:?}"),
    };
    group.iter().map(of).collect::<Vec<String>>().join(",")
}

fn group_of(keys: &[Key], subject: Subject<'_>, cx: &Context<'_>) -> Vec<Value> {
    let mut group = Vec::new();
    for key in keys {
        match key {
            Key::Term(term) => group.push(term.value(subject, cx)),
            Key::Bucket(buckets) => match subject.row {
                Some(row) => {
                    let (start, end) = buckets.around(row.time);
                    let length = end.duration_since(start).as_secs_f64();
                    group.extend([Value::Time(start), Value::Time(end), Value::Duration(length)]);
                }
                None => group.extend([Value::Null, Value::Null, Value::Null]),
            },
        }
    }
    group
}
