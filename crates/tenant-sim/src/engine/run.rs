//! The statements of a query, one after the other.

use nql::Query;
use nql::ast::{Assignment, Direction, Expr, Source as Events, StatementKind};

use super::aggregate::Aggregate;
use super::item::{Item, Subject};
use super::predicate::Predicate;
use super::scope::{Computed, Scope, written};
use super::source::Source;
use super::summarize::summarize;
use super::term::Term;
use super::{Context, QueryError, compare};
use crate::tables::{ObjectKind, Value};

/// The answer of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultSet {
    /// The keys of the columns.
    pub columns: Vec<String>,
    /// The rows, each with one value a column.
    pub rows: Vec<Vec<Value>>,
}

/// Runs `query`.
///
/// # Errors
/// When a table, field or function does not exist or does not fit where it stands, a parameter has no value, or a value
/// is not of the field's type.
pub fn run(query: &Query, cx: &Context<'_>) -> Result<ResultSet, QueryError> {
    let mut run = Run::start(query, cx)?;
    for statement in &query.statements {
        run.step(&statement.kind)?;
    }
    run.finish(query)
}

/// `with` or `include`, until its `compute` or until something else follows.
struct Joined {
    source: Source,
    kind: ObjectKind,
    keeps_all: bool,
}

struct Run<'a> {
    cx: &'a Context<'a>,
    base: Source,
    scope: Scope,
    /// `None` until something needs the rows: first lines of `where` then choose how to find them.
    items: Option<Vec<Item>>,
    joined: Option<Joined>,
    columns: Option<Vec<(String, Term)>>,
}

impl<'a> Run<'a> {
    fn start(query: &Query, cx: &'a Context<'a>) -> Result<Self, QueryError> {
        let base = Source::open(&query.table, query.timeframe.as_ref(), cx)?;
        let scope = base.scope.clone();
        Ok(Self {
            cx,
            base,
            scope,
            items: None,
            joined: None,
            columns: None,
        })
    }

    fn step(&mut self, statement: &StatementKind) -> Result<(), QueryError> {
        match statement {
            StatementKind::Where(condition) => match (&mut self.joined, &self.items) {
                (Some(joined), _) => joined.source.filter(condition, self.cx),
                (None, None) => self.base.filter(condition, self.cx),
                (None, Some(_)) => {
                    let predicate = Predicate::compile(condition, &self.scope, self.cx, "where")?;
                    self.retain(|subject, cx| predicate.holds(subject, cx));
                    Ok(())
                }
            },
            StatementKind::With(events) => self.join(events, false),
            StatementKind::Include(events) => self.join(events, true),
            StatementKind::Compute(values) => self.compute(values),
            StatementKind::Summarize { values, by } => {
                self.leave_join()?;
                let items = self.take_items();
                let (items, scope) = summarize(&items, values, by, &self.scope, &self.base, self.cx)?;
                (self.items, self.scope, self.columns) = (Some(items), scope, None);
                Ok(())
            }
            StatementKind::List(exprs) => self.list(exprs),
            StatementKind::Sort { by, direction } => self.sort(by, *direction == Direction::Descending),
            StatementKind::Limit(limit) => {
                self.leave_join()?;
                let mut items = self.take_items();
                items.truncate(usize::try_from(*limit).unwrap_or(usize::MAX));
                self.items = Some(items);
                Ok(())
            }
        }
    }

    fn join(&mut self, events: &Events, keeps_all: bool) -> Result<(), QueryError> {
        self.leave_join()?;
        let keyword = if keeps_all { "include" } else { "with" };
        let misplaced = |why: String| QueryError::Statement { keyword, why };
        let kind = self
            .scope
            .object_kind()
            .filter(|_| !self.scope.summarized)
            .ok_or_else(|| {
                misplaced(format!(
                    "'{}' is not a table of objects",
                    written(&self.scope.table)
                ))
            })?;
        let source = Source::open(&events.table, events.timeframe.as_ref(), self.cx)?;
        if !source.scope.schema.links_to(kind) {
            let table = written(&events.table);
            return Err(misplaced(format!(
                "'{table}' has no events of '{}'",
                written(&self.scope.table)
            )));
        }
        self.joined = Some(Joined {
            source,
            kind,
            keeps_all,
        });
        Ok(())
    }

    fn compute(&mut self, values: &[Assignment]) -> Result<(), QueryError> {
        let Some(joined) = self.joined.take() else {
            let why = "it needs 'with' or 'include' before it".to_owned();
            return Err(QueryError::Statement {
                keyword: "compute",
                why,
            });
        };
        let mut aggregates = Vec::new();
        for Assignment { alias, value, .. } in values {
            let (aggregate, ty) = Aggregate::compile(value, alias, &joined.source.scope, self.cx, "compute")?;
            aggregates.push(aggregate);
            self.scope.computed.push(Computed {
                key: alias.clone(),
                ty,
            });
        }
        let mut items = self.take_items();
        let by_object = joined
            .source
            .rows_by_object(joined.kind, positions(&items), self.cx);
        let table = self.cx.tables.get(joined.source.scope.schema);
        let none = Vec::new();
        items.retain_mut(|item| {
            let rows = item.position.and_then(|object| by_object.get(&object));
            let subjects: Vec<Subject<'_>> = rows
                .unwrap_or(&none)
                .iter()
                .map(|&position| Subject {
                    row: Some(&table.rows()[position]),
                    position,
                    computed: &[],
                })
                .collect();
            item.computed.extend(
                aggregates
                    .iter()
                    .map(|aggregate| aggregate.value(&subjects, self.cx)),
            );
            joined.keeps_all || rows.is_some()
        });
        self.items = Some(items);
        Ok(())
    }

    /// A `with` without `compute` filters the objects; an `include` without one does nothing (vendor's documentation).
    fn leave_join(&mut self) -> Result<(), QueryError> {
        let Some(joined) = self.joined.take() else {
            return Ok(());
        };
        if joined.keeps_all {
            return Ok(());
        }
        let mut items = self.take_items();
        let by_object = joined
            .source
            .rows_by_object(joined.kind, positions(&items), self.cx);
        items.retain(|item| {
            item.position
                .is_some_and(|object| by_object.contains_key(&object))
        });
        self.items = Some(items);
        Ok(())
    }

    fn list(&mut self, exprs: &[Expr]) -> Result<(), QueryError> {
        self.leave_join()?;
        let columns: Result<Vec<(String, Term)>, QueryError> = exprs
            .iter()
            .map(|expr| {
                let resolved = Term::compile(expr, &self.scope, self.cx, "list")?;
                Ok((resolved.key, resolved.term))
            })
            .collect();
        self.columns = Some(columns?);
        Ok(())
    }

    fn sort(&mut self, by: &Expr, descending: bool) -> Result<(), QueryError> {
        self.leave_join()?;
        let term = Term::compile(by, &self.scope, self.cx, "sort")?.term;
        let mut keyed: Vec<(Value, Item)> = self
            .take_items()
            .into_iter()
            .map(|item| (term.value(self.subject(&item), self.cx), item))
            .collect();
        keyed.sort_by(|(left, _), (right, _)| compare::sort_order(left, right, descending));
        self.items = Some(keyed.into_iter().map(|(_, item)| item).collect());
        Ok(())
    }

    fn finish(mut self, query: &Query) -> Result<ResultSet, QueryError> {
        self.leave_join()?;
        let items = self.take_items();
        let columns = self.columns.take().unwrap_or_else(|| self.all_columns());
        let rows = items
            .iter()
            .map(|item| {
                columns
                    .iter()
                    .map(|(_, term)| term.value(self.subject(item), self.cx))
                    .collect()
            })
            .collect();
        // The language names the columns, where it can: only the tenant knows a table's default columns.
        let named = query.columns();
        let keys = if named.is_empty() {
            columns.into_iter().map(|(key, _)| key).collect()
        } else {
            named
        };
        Ok(ResultSet { columns: keys, rows })
    }

    /// Without `list`: every column of the table and those that were made (ours: the vendor shows a selection).
    fn all_columns(&self) -> Vec<(String, Term)> {
        let fields = if self.scope.summarized {
            &[]
        } else {
            self.scope.schema.fields
        };
        let own = fields.iter().enumerate().map(|(position, field)| {
            let key = nql::column_key(&self.scope.table, &nql::ast::Field::new(field.name));
            (key, Term::column(position, field.ty))
        });
        let made = self.scope.computed.iter().enumerate();
        own.chain(made.map(|(position, column)| (column.key.clone(), Term::Computed(position))))
            .collect()
    }

    fn retain(&mut self, keep: impl Fn(Subject<'_>, &Context<'_>) -> bool) {
        let mut items = self.take_items();
        items.retain(|item| keep(self.subject(item), self.cx));
        self.items = Some(items);
    }

    fn take_items(&mut self) -> Vec<Item> {
        self.items.take().unwrap_or_else(|| {
            let rows = self.base.rows(self.cx).into_iter();
            rows.map(|position| Item {
                position: Some(position),
                computed: Vec::new(),
            })
            .collect()
        })
    }

    fn subject<'s>(&'s self, item: &'s Item) -> Subject<'s> {
        let table = self.cx.tables.get(self.scope.schema);
        Subject {
            row: item.position.map(|position| &table.rows()[position]),
            position: item.position.unwrap_or_default(),
            computed: &item.computed,
        }
    }
}

fn positions(items: &[Item]) -> impl Iterator<Item = usize> + '_ {
    items.iter().filter_map(|item| item.position)
}
