//! Functions and their arguments.

use super::{Condition, Expr, Span};

/// A function applied: `receiver.function(arguments)`. Calls chain: `time.last().time_elapsed()`.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// What stands before the dot. Only [`Function::Count`] and [`Function::CountIf`] may go without: they then count
    /// the rows of the table.
    pub receiver: Option<Box<Expr>>,
    /// Which function, with its arguments.
    pub function: Function,
    /// Where the function's name stands.
    pub span: Span,
}

/// The functions.
#[derive(Debug, Clone, PartialEq)]
pub enum Function {
    /// `sum()`
    Sum,
    /// `avg()`
    Avg,
    /// `min()`
    Min,
    /// `max()`
    Max,
    /// `count()`: the rows; `device.count()`: the different devices.
    Count,
    /// `countif(condition)`
    CountIf(Box<Condition>),
    /// `sumif(condition)`
    SumIf(Box<Condition>),
    /// `last()`: the latest value.
    Last,
    /// `p95()`: the 95th percentile.
    P95,
    /// `p05()`: the 5th percentile.
    P05,
    /// `time_elapsed()`: seconds since then.
    TimeElapsed,
    /// `hour()`: 0 to 23.
    Hour {
        /// `timezone = 'GMT'`; without one, the user's.
        timezone: Option<String>,
    },
    /// `day()`: the day of the month, 1 to 31.
    Day {
        /// `timezone = 'GMT'`; without one, the user's.
        timezone: Option<String>,
    },
    /// `day_of_week()`: 1 (Monday) to 7.
    DayOfWeek {
        /// `timezone = 'GMT'`; without one, the user's.
        timezone: Option<String>,
    },
    /// `as(format = …)`: how the user interface shows the value; the value itself stays. In `list` and `sort`.
    As(Format),
}

/// The formats of `as`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// `energy`: Wh, kWh …
    Energy,
    /// `weight`: g, kg …
    Weight,
    /// `currency`, with `code = USD`.
    Currency {
        /// The currency's code.
        code: Option<String>,
    },
    /// `percent`: the value times 100.
    Percent,
    /// `bitrate`: bps, Kbps …
    Bitrate,
}

impl Function {
    /// The name as written before the parenthesis.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Avg => "avg",
            Self::Min => "min",
            Self::Max => "max",
            Self::Count => "count",
            Self::CountIf(_) => "countif",
            Self::SumIf(_) => "sumif",
            Self::Last => "last",
            Self::P95 => "p95",
            Self::P05 => "p05",
            Self::TimeElapsed => "time_elapsed",
            Self::Hour { .. } => "hour",
            Self::Day { .. } => "day",
            Self::DayOfWeek { .. } => "day_of_week",
            Self::As(_) => "as",
        }
    }

    /// Whether it condenses many rows to one value. The others work on one value.
    pub fn is_aggregate(&self) -> bool {
        match self {
            Self::Sum
            | Self::Avg
            | Self::Min
            | Self::Max
            | Self::Count
            | Self::CountIf(_)
            | Self::SumIf(_) => true,
            Self::Last | Self::P95 | Self::P05 => true,
            Self::TimeElapsed
            | Self::Hour { .. }
            | Self::Day { .. }
            | Self::DayOfWeek { .. }
            | Self::As(_) => false,
        }
    }

    /// The condition of `countif` and `sumif`.
    pub fn condition(&self) -> Option<&Condition> {
        match self {
            Self::CountIf(condition) | Self::SumIf(condition) => Some(condition),
            _ => None,
        }
    }
}

impl Format {
    /// The name as written after `format =`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Energy => "energy",
            Self::Weight => "weight",
            Self::Currency { .. } => "currency",
            Self::Percent => "percent",
            Self::Bitrate => "bitrate",
        }
    }
}
