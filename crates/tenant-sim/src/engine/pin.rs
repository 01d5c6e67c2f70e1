//! Which one object a condition asks for, so that nothing else needs to be looked at.

use nql::ast::Comparison;

use super::constant::Constant;
use super::predicate::Predicate;
use super::scope::Scope;
use super::term::Term;
use crate::tables::{ObjectKind, Tables, schema};

/// A condition that only one object, or none, can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pin {
    /// What it is.
    pub kind: ObjectKind,
    /// Its position, if the tenant has it.
    pub position: Option<usize>,
}

/// The objects that are looked up by one field.
const KEYS: [(ObjectKind, &str); 2] = [(ObjectKind::Device, "collector.uid"), (ObjectKind::User, "upn")];

/// The pin in conditions that all have to be met.
pub fn pinned(predicates: &[Predicate], scope: &Scope, tables: &Tables) -> Option<Pin> {
    predicates.iter().find_map(|predicate| match predicate {
        Predicate::All(parts) => pinned(parts, scope, tables),
        Predicate::Fixed(term, Comparison::Equal, Constant::Pattern(pattern)) => {
            let (kind, column) = match term {
                Term::Column(column) => (scope.object_kind()?, *column),
                Term::Linked(kind, inner) => match **inner {
                    Term::Column(column) => (*kind, column),
                    _ => return None,
                },
                _ => return None,
            };
            let key = KEYS.iter().find(|(of, _)| *of == kind)?.1;
            if schema::object_schema(kind).column(key) != Some(column) {
                return None;
            }
            let text = pattern.exact()?;
            let position = match kind {
                ObjectKind::Device => tables.device_by_collector_uid(&text),
                _ => tables.user_by_upn(&text),
            };
            Some(Pin { kind, position })
        }
        _ => None,
    })
}
