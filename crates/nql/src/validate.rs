//! What a query must keep to besides its grammar. Only rules that hold whatever tables the tenant has.

mod events;

use std::collections::HashSet;

use crate::ast::{GroupBy, Query, Span, Statement, StatementKind, TimeRange, TimeUnit, Timeframe};
use crate::error::{Fault, ParseError};
use events::Events;

pub(crate) fn validate(query: &Query) -> Result<(), ParseError> {
    timeframe(query.timeframe.as_ref(), query.table.span)?;
    let (mut parameters, mut keywords, mut events) = (HashSet::new(), HashSet::new(), Events::default());
    for statement in &query.statements {
        check_parameters(statement, &mut parameters)?;
        once(statement, &mut keywords)?;
        events.check(statement)?;
        numbers(query, statement)?;
    }
    Ok(())
}

/// Parameters stand only in `where`, and each once in a query (Nexthink NQL API).
fn check_parameters<'q>(statement: &'q Statement, seen: &mut HashSet<&'q str>) -> Result<(), ParseError> {
    for parameter in statement.parameters() {
        let fault = |fault: fn(String, &'static str) -> Fault| {
            Err(ParseError::at(
                parameter.span,
                fault(parameter.name.clone(), statement.kind.keyword()),
            ))
        };
        if !matches!(statement.kind, StatementKind::Where(_)) {
            return fault(|name, statement| Fault::ParameterOutsideWhere { name, statement });
        }
        if !seen.insert(&parameter.name) {
            return fault(|name, _| Fault::RepeatedParameter { name });
        }
    }
    Ok(())
}

/// `list` and `summarize` may each appear once; a `list` after `summarize` picks among its columns.
fn once(statement: &Statement, seen: &mut HashSet<&'static str>) -> Result<(), ParseError> {
    let keyword = statement.kind.keyword();
    let single = matches!(
        statement.kind,
        StatementKind::List(_) | StatementKind::Summarize { .. }
    );
    if single && !seen.insert(keyword) {
        return Err(ParseError::at(
            statement.span,
            Fault::RepeatedStatement { statement: keyword },
        ));
    }
    Ok(())
}

fn numbers(query: &Query, statement: &Statement) -> Result<(), ParseError> {
    match &statement.kind {
        StatementKind::Limit(0) => Err(ParseError::at(statement.span, Fault::ZeroLimit)),
        StatementKind::With(source) | StatementKind::Include(source) => {
            timeframe(source.timeframe.as_ref(), source.table.span)
        }
        StatementKind::Summarize { by, .. } => by.iter().try_for_each(|group| bucket(query, group)),
        _ => Ok(()),
    }
}

fn timeframe(timeframe: Option<&Timeframe>, table: Span) -> Result<(), ParseError> {
    let empty = timeframe.is_some_and(|frame| {
        frame.granularity == Some(0) || matches!(frame.range, TimeRange::Past(past) if past.count == 0)
    });
    if empty {
        Err(ParseError::at(table, Fault::ZeroPeriod))
    } else {
        Ok(())
    }
}

fn bucket(query: &Query, group: &GroupBy) -> Result<(), ParseError> {
    let GroupBy::Every { period, span } = group else {
        return Ok(());
    };
    // Finer samples, as `by 30s` asks for, may be grouped more finely.
    let fine = query
        .timeframe
        .as_ref()
        .is_some_and(|timeframe| timeframe.granularity.is_some());
    if period.count == 0 {
        return Err(ParseError::at(*span, Fault::ZeroPeriod));
    }
    if period.unit == TimeUnit::Minute && !period.count.is_multiple_of(15) && !fine {
        return Err(ParseError::at(*span, Fault::UnevenMinutes));
    }
    Ok(())
}
