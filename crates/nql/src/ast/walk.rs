//! Walks over whole statements and queries.

use super::{Expr, Parameter, Query, Statement, StatementKind};

impl Statement {
    /// Calls `visit` for every expression of the statement, outer before inner, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        match &self.kind {
            StatementKind::Where(condition) => condition.walk(visit),
            StatementKind::List(columns) => columns.iter().for_each(|column| column.walk(visit)),
            StatementKind::Sort { by, .. } => by.walk(visit),
            StatementKind::Compute(values) | StatementKind::Summarize { values, .. } => {
                values.iter().for_each(|assignment| assignment.value.walk(visit));
            }
            StatementKind::Limit(_) | StatementKind::With(_) | StatementKind::Include(_) => {}
        }
    }

    /// The parameters in the statement, in the order of the text.
    pub fn parameters(&self) -> Vec<&Parameter> {
        let mut found = Vec::new();
        self.walk(&mut |expression| {
            if let Expr::Parameter(parameter) = expression {
                found.push(parameter);
            }
        });
        found
    }
}

impl Query {
    /// The parameters of the query in the order of the text. After [`crate::parse`], each name comes once.
    pub fn parameters(&self) -> Vec<&Parameter> {
        self.statements.iter().flat_map(Statement::parameters).collect()
    }
}
