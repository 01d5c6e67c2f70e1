//! Tree to text: one statement a line, one space around operators, no parenthesis that the grammar does not need.

mod expression;
mod literal;

use std::fmt::{self, Display, Formatter};

use crate::ast::{
    Assignment, Direction, GroupBy, Moment, Period, Query, Source, Statement, StatementKind, TableRef,
    TimeRange, TimeUnit, Timeframe,
};
use crate::lexer::Unit;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table)?;
        after_space(f, self.timeframe.as_ref())?;
        self.statements
            .iter()
            .try_for_each(|statement| write!(f, "\n| {statement}"))
    }
}

impl Display for TableRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{namespace}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl Display for Timeframe {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.range)?;
        match self.granularity {
            Some(granularity) => write!(f, " by {}", Unit::print(granularity, false)),
            None => Ok(()),
        }
    }
}

impl Display for TimeRange {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Past(period) => write!(f, "during past {period}"),
            Self::Between { from, to } => write!(f, "from {from} to {to}"),
            Self::On(date) => write!(f, "on {date}"),
        }
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(datetime) => write!(f, "{datetime}"),
            Self::Ago(period) => write!(f, "{period} ago"),
        }
    }
}

impl Display for Period {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            TimeUnit::Minute => "min",
            TimeUnit::Hour => "h",
            TimeUnit::Day => "d",
        };
        write!(f, "{}{unit}", self.count)
    }
}

impl Display for Statement {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)
    }
}

impl Display for StatementKind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.keyword())?;
        match self {
            Self::Where(condition) => write!(f, "{condition}"),
            Self::List(columns) => commas(f, columns),
            Self::Sort {
                by,
                direction: Direction::Ascending,
            } => write!(f, "{by} asc"),
            Self::Sort {
                by,
                direction: Direction::Descending,
            } => write!(f, "{by} desc"),
            Self::Limit(rows) => write!(f, "{rows}"),
            Self::With(source) | Self::Include(source) => write!(f, "{source}"),
            Self::Compute(values) => commas(f, values),
            Self::Summarize { values, by } => {
                commas(f, values)?;
                if by.is_empty() {
                    return Ok(());
                }
                f.write_str(" by ")?;
                commas(f, by)
            }
        }
    }
}

impl Display for Source {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.table)?;
        after_space(f, self.timeframe.as_ref())
    }
}

impl Display for Assignment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.alias, self.value)
    }
}

impl Display for GroupBy {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => write!(f, "{field}"),
            Self::Every { period, .. } => write!(f, "{period}"),
        }
    }
}

fn after_space(f: &mut Formatter<'_>, part: Option<&impl Display>) -> fmt::Result {
    part.map_or(Ok(()), |part| write!(f, " {part}"))
}

fn commas(f: &mut Formatter<'_>, items: &[impl Display]) -> fmt::Result {
    items.iter().enumerate().try_for_each(|(index, item)| {
        if index > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{item}")
    })
}
