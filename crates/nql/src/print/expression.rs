//! Expressions and conditions.

use std::fmt::{self, Display, Formatter};

use super::literal::quote;
use crate::ast::{Arithmetic, Call, Comparison, Condition, Expr, Field, Format, Function, Parameter, Word};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => write!(f, "{field}"),
            Self::Word(word) => write!(f, "{word}"),
            Self::Literal(literal) => write!(f, "{literal}"),
            Self::Parameter(parameter) => write!(f, "{parameter}"),
            Self::Call(call) => write!(f, "{call}"),
            Self::Binary {
                left,
                operator,
                right,
            } => {
                let own = strength(*operator);
                // Of equals, `^` groups to the right and the others to the left.
                let rightward = matches!(operator, Arithmetic::Power);
                operand(f, left, |inner| inner < own || (inner == own && rightward))?;
                write!(f, " {operator} ")?;
                operand(f, right, |inner| inner < own || (inner == own && !rightward))
            }
        }
    }
}

/// How tightly an operator binds.
fn strength(operator: Arithmetic) -> u8 {
    match operator {
        Arithmetic::Add | Arithmetic::Subtract => 1,
        Arithmetic::Multiply | Arithmetic::Divide => 2,
        Arithmetic::Power => 3,
    }
}

fn operand(f: &mut Formatter<'_>, operand: &Expr, too_weak: impl Fn(u8) -> bool) -> fmt::Result {
    let parentheses = match operand {
        Expr::Binary { operator, .. } => too_weak(strength(*operator)),
        _ => false,
    };
    in_parentheses(f, operand, parentheses)
}

fn in_parentheses(f: &mut Formatter<'_>, inner: &impl Display, needed: bool) -> fmt::Result {
    if needed {
        write!(f, "({inner})")
    } else {
        write!(f, "{inner}")
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

impl Display for Word {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Display for Parameter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "${}", self.name)
    }
}

impl Display for Arithmetic {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Power => "^",
        })
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(receiver) = &self.receiver {
            let bare = matches!(**receiver, Expr::Field(_) | Expr::Call(_));
            in_parentheses(f, receiver, !bare)?;
            f.write_str(".")?;
        }
        write!(f, "{}", self.function)
    }
}

impl Display for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.name())?;
        match self {
            Self::CountIf(condition) | Self::SumIf(condition) => write!(f, "{condition}")?,
            Self::Hour { timezone: Some(zone) }
            | Self::Day { timezone: Some(zone) }
            | Self::DayOfWeek { timezone: Some(zone) } => {
                f.write_str("timezone = ")?;
                quote(f, zone, '\'')?;
            }
            Self::As(Format::Currency { code: Some(code) }) => write!(f, "format = currency, code = {code}")?,
            Self::As(format) => write!(f, "format = {}", format.name())?,
            _ => {}
        }
        f.write_str(")")
    }
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => joined(f, parts, " and ", |part| {
                matches!(part, Condition::All(_) | Condition::Any(_))
            }),
            Self::Any(parts) => joined(f, parts, " or ", |part| matches!(part, Condition::Any(_))),
            Self::Compare {
                left,
                operator,
                right,
            } => write!(f, "{left} {operator} {right}"),
            Self::In {
                value,
                negated,
                options,
            } => {
                write!(f, "{value} {}in [", if *negated { "!" } else { "" })?;
                super::commas(f, options)?;
                f.write_str("]")
            }
        }
    }
}

fn joined(
    f: &mut Formatter<'_>,
    parts: &[Condition],
    between: &str,
    too_weak: impl Fn(&Condition) -> bool,
) -> fmt::Result {
    parts.iter().enumerate().try_for_each(|(index, part)| {
        if index > 0 {
            f.write_str(between)?;
        }
        in_parentheses(f, part, too_weak(part))
    })
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::Greater => ">",
            Self::LessOrEqual => "<=",
            Self::GreaterOrEqual => ">=",
            Self::Contains => "contains",
            Self::NotContains => "!contains",
        })
    }
}
