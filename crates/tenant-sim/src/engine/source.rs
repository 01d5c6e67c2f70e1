//! Picking rows of a table: by time frame, by condition, by the object that they belong to.

use std::collections::HashMap;

use nql::ast::{Condition, TableRef, Timeframe};

use super::frame::Frame;
use super::item::Subject;
use super::pin::{Pin, pinned};
use super::predicate::Predicate;
use super::scope::Scope;
use super::{Context, QueryError, resolution};
use crate::tables::{ObjectKind, Table};

/// A table with a time frame, and conditions that gather until it is read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its names.
    pub scope: Scope,
    /// Its time frame.
    pub frame: Frame,
    /// Whether samples finer than usual are asked for, `by 30s`.
    pub fine: bool,
    predicates: Vec<Predicate>,
}

impl Source {
    /// The table as the query names it.
    pub fn open(table: &TableRef, frame: Option<&Timeframe>, cx: &Context<'_>) -> Result<Self, QueryError> {
        let mut scope = Scope::of(table)?;
        scope.schema = resolution::of(scope.schema, frame)?;
        Ok(Self {
            scope,
            fine: frame.is_some_and(|frame| frame.granularity.is_some()),
            frame: Frame::resolve(frame, cx)?,
            predicates: Vec::new(),
        })
    }

    /// One more condition.
    pub fn filter(&mut self, condition: &Condition, cx: &Context<'_>) -> Result<(), QueryError> {
        self.predicates
            .push(Predicate::compile(condition, &self.scope, cx, "where")?);
        Ok(())
    }

    /// The positions of all rows that meet everything, in the table's order.
    pub fn rows(&self, cx: &Context<'_>) -> Vec<usize> {
        let table = cx.tables.get(self.scope.schema);
        match self.pin(cx) {
            Some(Pin { position: None, .. }) => Vec::new(),
            Some(Pin {
                kind,
                position: Some(object),
            }) if self.scope.object_kind() == Some(kind) => self.matching(table, std::iter::once(object), cx),
            Some(Pin {
                kind,
                position: Some(object),
            }) => self.matching(table, positions(table, kind, object), cx),
            None => self.matching(table, 0..table.rows().len(), cx),
        }
    }

    /// The positions of the rows that meet everything, for each of these objects; objects without rows are absent.
    pub fn rows_by_object(
        &self,
        kind: ObjectKind,
        objects: impl Iterator<Item = usize>,
        cx: &Context<'_>,
    ) -> HashMap<usize, Vec<usize>> {
        let table = cx.tables.get(self.scope.schema);
        if let Some(pin) = self.pin(cx) {
            let mut grouped: HashMap<usize, Vec<usize>> = HashMap::new();
            let Some(pinned) = pin.position else {
                return grouped;
            };
            for row in self.matching(table, positions(table, pin.kind, pinned), cx) {
                if let Some(object) = table.rows()[row].links.get(kind) {
                    grouped.entry(object).or_default().push(row);
                }
            }
            return grouped;
        }
        objects
            .map(|object| (object, self.matching(table, positions(table, kind, object), cx)))
            .filter(|(_, rows)| !rows.is_empty())
            .collect()
    }

    fn pin(&self, cx: &Context<'_>) -> Option<Pin> {
        pinned(&self.predicates, &self.scope, cx.tables)
    }

    fn matching(
        &self,
        table: &Table,
        candidates: impl Iterator<Item = usize>,
        cx: &Context<'_>,
    ) -> Vec<usize> {
        candidates
            .filter(|&position| {
                let row = &table.rows()[position];
                let subject = Subject {
                    row: Some(row),
                    position,
                    computed: &[],
                };
                self.frame.contains(row.time)
                    && self
                        .predicates
                        .iter()
                        .all(|predicate| predicate.holds(subject, cx))
            })
            .collect()
    }
}

fn positions(table: &Table, kind: ObjectKind, object: usize) -> impl Iterator<Item = usize> + '_ {
    table
        .rows_of(kind, object)
        .iter()
        .map(|&position| position as usize)
}
