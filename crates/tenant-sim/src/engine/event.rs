//! Conditions on single events, as webhooks have them: `where` and one `list`, asked of each event when it happens.

use nql::ast::{Comparison, Condition, Expr, Field, StatementKind, TableRef};

use super::item::Subject;
use super::predicate::Predicate;
use super::scope::Scope;
use super::term::Term;
use super::{Context, QueryError};
use crate::tables::{FieldType, Row, TableKind, TableSchema, Value};

/// A table's events, as a webhook sees them.
#[derive(Clone, Debug)]
pub struct EventFilter {
    scope: Scope,
    predicates: Vec<Predicate>,
    /// What may be read of an event; everything if `None`.
    listed: Option<Vec<Term>>,
}

/// How to read one field of an event.
#[derive(Clone, Debug)]
pub struct EventField(Term);

impl EventFilter {
    /// All events of a table, by its full name.
    ///
    /// # Errors
    /// When there is no such table of events.
    pub fn all(table: &str) -> Result<Self, QueryError> {
        let (namespace, name) = table.split_once('.').unwrap_or(("", table));
        Self::of(&TableRef::new(Some(namespace), name))
    }

    /// The events that a condition is about.
    ///
    /// # Errors
    /// When the condition has other statements than `where` and one `list`, or a time frame, or does not fit the table.
    pub fn compile(condition: &nql::Query, cx: &Context<'_>) -> Result<Self, QueryError> {
        let refused = |keyword, why: &str| QueryError::Statement {
            keyword,
            why: why.to_owned(),
        };
        if condition.timeframe.is_some() {
            return Err(refused(
                "during",
                "a condition is asked of each event when it happens",
            ));
        }
        let mut filter = Self::of(&condition.table)?;
        for statement in &condition.statements {
            match &statement.kind {
                StatementKind::Where(condition) => {
                    let condition = with_texts(condition, &filter.scope);
                    let predicate = Predicate::compile(&condition, &filter.scope, cx, "where")?;
                    filter.predicates.push(predicate);
                }
                StatementKind::List(columns) => {
                    let listed: Result<Vec<Term>, QueryError> = columns
                        .iter()
                        .map(|column| Ok(Term::compile(column, &filter.scope, cx, "list")?.term))
                        .collect();
                    filter.listed = Some(listed?);
                }
                other => {
                    return Err(refused(
                        other.keyword(),
                        "a condition has only 'where' and one 'list'",
                    ));
                }
            }
        }
        if filter.listed.is_none() {
            return Err(refused("list", "a condition needs one"));
        }
        Ok(filter)
    }

    fn of(table: &TableRef) -> Result<Self, QueryError> {
        let scope = Scope::of(table)?;
        if matches!(scope.schema.kind, TableKind::Objects(_)) {
            return Err(QueryError::Statement {
                keyword: "where",
                why: format!("'{}' is not a table of events", scope.schema.name),
            });
        }
        Ok(Self {
            scope,
            predicates: Vec::new(),
            listed: None,
        })
    }

    /// The table.
    pub fn schema(&self) -> &'static TableSchema {
        self.scope.schema
    }

    /// A field by its path, short or in full.
    ///
    /// # Errors
    /// When the table has no such field, or the condition does not list it.
    pub fn field(&self, path: &str) -> Result<EventField, QueryError> {
        let resolved = self.scope.field(&Field::new(path))?;
        match &self.listed {
            Some(listed) if !listed.contains(&resolved.term) => Err(QueryError::Statement {
                keyword: "list",
                why: format!("it does not name '{path}'"),
            }),
            _ => Ok(EventField(resolved.term)),
        }
    }

    /// Whether the condition holds for this event.
    pub fn holds(&self, event: &Row, cx: &Context<'_>) -> bool {
        let subject = subject(event);
        self.predicates
            .iter()
            .all(|predicate| predicate.holds(subject, cx))
    }
}

impl EventField {
    /// Its value in this event.
    pub fn value(&self, event: &Row, cx: &Context<'_>) -> Value {
        self.0.value(subject(event), cx)
    }
}

/// `contains` is for arrays; an official example of webhooks has it on a text as well, where it compares.
fn with_texts(condition: &Condition, scope: &Scope) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| with_texts(part, scope)).collect();
    match condition {
        Condition::All(parts) => Condition::All(all(parts)),
        Condition::Any(parts) => Condition::Any(all(parts)),
        Condition::Compare {
            left: Expr::Field(field),
            operator,
            right,
        } if scope.find(field).is_some_and(|it| it.ty == FieldType::Text) => Condition::Compare {
            left: Expr::Field(field.clone()),
            operator: match operator {
                Comparison::Contains => Comparison::Equal,
                Comparison::NotContains => Comparison::NotEqual,
                other => *other,
            },
            right: right.clone(),
        },
        other => other.clone(),
    }
}

fn subject(event: &Row) -> Subject<'_> {
    Subject {
        row: Some(event),
        position: 0,
        computed: &[],
    }
}
