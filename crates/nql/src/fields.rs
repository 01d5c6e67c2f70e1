//! Which fields of which tables a query names.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ast::{Assignment, Expr, Field, GroupBy, Query, StatementKind, TableRef},
    columns::{BUCKET_COLUMNS, column_key},
};

/// A field of a table, under the one name that it has whatever short form was used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamedField {
    /// The table whose rows were asked for it, without shortcut: `device.devices`.
    pub table: String,
    /// Its key in a result: `device.name`.
    pub key: String,
}

/// A walk through the statements, which knows whose fields are meant.
struct Walk<'a> {
    table: &'a TableRef,
    /// The event table of the last `with` or `include`, until its `compute`.
    events: Option<&'a TableRef>,
    /// What each alias was computed from.
    aliases: BTreeMap<&'a str, BTreeSet<NamedField>>,
    named: BTreeSet<NamedField>,
}

impl Query {
    /// Every field that the query names: to filter by, to compute from, to group or sort by, or to show.
    ///
    /// A lone word on the right of a comparison is taken for an enumeration's value, as in `status == failure`: which
    /// words are fields only the tenant knows.
    pub fn fields(&self) -> BTreeSet<NamedField> {
        self.walk().named
    }

    /// Every table that the query names, without shortcut: `device.devices`.
    pub fn tables(&self) -> BTreeSet<String> {
        let sources = self
            .statements
            .iter()
            .filter_map(|statement| match &statement.kind {
                StatementKind::With(source) | StatementKind::Include(source) => Some(&source.table),
                _ => None,
            });
        sources.chain([&self.table]).map(TableRef::qualified).collect()
    }

    /// The fields that a column of the result is made of; empty for one that the result does not have.
    pub fn origin(&self, column: &str) -> BTreeSet<NamedField> {
        let walk = self.walk();
        if let Some(origin) = walk.aliases.get(column) {
            return origin.clone();
        }
        if !self.columns().iter().any(|known| known == column) {
            return BTreeSet::new();
        }
        let own = walk.named.into_iter();
        own.filter(|field| field.table == self.table.qualified() && field.key == column)
            .collect()
    }

    fn walk(&self) -> Walk<'_> {
        let mut walk = Walk {
            table: &self.table,
            events: None,
            aliases: BTreeMap::new(),
            named: BTreeSet::new(),
        };
        for statement in &self.statements {
            match &statement.kind {
                StatementKind::With(source) | StatementKind::Include(source) => {
                    walk.events = Some(&source.table);
                }
                StatementKind::Compute(values) => {
                    let events = walk.events.take().unwrap_or(walk.table);
                    walk.assign(values, events);
                }
                StatementKind::Summarize { values, by } => {
                    for group in by {
                        if let GroupBy::Field(field) = group {
                            walk.note(field, walk.table);
                        }
                    }
                    walk.assign(values, walk.table);
                    // Grouping by time adds these; they are of no table.
                    let buckets = BUCKET_COLUMNS.map(|column| (column, BTreeSet::new()));
                    walk.aliases.extend(buckets);
                }
                StatementKind::Where(_) => {
                    let table = walk.events.unwrap_or(walk.table);
                    statement.walk(&mut |expression| walk.visit(expression, table));
                }
                StatementKind::List(_) | StatementKind::Sort { .. } | StatementKind::Limit(_) => {
                    statement.walk(&mut |expression| walk.visit(expression, walk.table));
                }
            }
        }
        walk
    }
}

impl<'a> Walk<'a> {
    fn assign(&mut self, values: &'a [Assignment], table: &TableRef) {
        for Assignment { alias, value, .. } in values {
            let mut origin = BTreeSet::new();
            value.walk(&mut |expression| {
                if let Expr::Field(field) = expression {
                    origin.extend(
                        self.aliases
                            .get(field.path().as_str())
                            .cloned()
                            .unwrap_or_default(),
                    );
                    origin.extend(self.note(field, table));
                }
            });
            self.aliases.insert(alias, origin);
        }
    }

    fn visit(&mut self, expression: &Expr, table: &TableRef) {
        if let Expr::Field(field) = expression {
            self.note(field, table);
        }
    }

    /// Notes a field, unless it is an alias.
    fn note(&mut self, field: &Field, table: &TableRef) -> Option<NamedField> {
        if self.aliases.contains_key(field.path().as_str()) {
            return None;
        }
        let named = NamedField {
            table: table.qualified(),
            key: column_key(table, field),
        };
        self.named.insert(named.clone());
        Some(named)
    }
}
