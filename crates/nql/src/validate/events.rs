//! Where the events of `with` and `include` can be seen.

use crate::ast::{Expr, Field, Statement, StatementKind, TableRef};
use crate::error::{Fault, ParseError};

/// The event tables of `with` and `include`, as the statements go by.
#[derive(Default)]
pub(super) struct Events<'q> {
    /// Those that the next `compute` takes its events from.
    open: Vec<&'q TableRef>,
    /// Those whose events are gone, for a `compute` has condensed them.
    gone: Vec<&'q TableRef>,
}

impl<'q> Events<'q> {
    pub fn check(&mut self, statement: &'q Statement) -> Result<(), ParseError> {
        match &statement.kind {
            StatementKind::With(source) | StatementKind::Include(source) => {
                self.gone
                    .retain(|table| table.qualified() != source.table.qualified());
                self.open.push(&source.table);
                Ok(())
            }
            StatementKind::Compute(_) if self.open.is_empty() && self.gone.is_empty() => {
                Err(ParseError::at(statement.span, Fault::ComputeWithoutEvents))
            }
            StatementKind::Compute(_) => {
                self.gone.append(&mut self.open);
                Ok(())
            }
            StatementKind::Where(_) | StatementKind::List(_) | StatementKind::Sort { .. } => {
                self.visible(statement)
            }
            StatementKind::Limit(_) | StatementKind::Summarize { .. } => Ok(()),
        }
    }

    /// No field of an event table that is gone.
    fn visible(&self, statement: &Statement) -> Result<(), ParseError> {
        let mut fault = Ok(());
        statement.walk(&mut |expression| {
            if let (Ok(()), Expr::Field(field)) = (&fault, expression)
                && let Some(table) = self.gone.iter().find(|table| is_field_of(table, field))
            {
                let table = table.to_string();
                fault = Err(ParseError::at(
                    field.span,
                    Fault::EventFieldAfterCompute {
                        field: field.path(),
                        table,
                    },
                ));
            }
        });
        fault
    }
}

/// Whether the field certainly belongs to the table: it is written `<namespace>.<singular>.<field>`. Shorter forms may
/// as well be a field of the object: devices have a `boot.days_since_last_full_boot`.
fn is_field_of(table: &TableRef, field: &Field) -> bool {
    let (namespace, singular) = (table.namespace(), table.singular());
    match field.segments.as_slice() {
        [first, second, _, ..] => namespace != singular && *first == namespace && *second == singular,
        _ => false,
    }
}
