//! Conditions, compiled.

use std::cmp::Ordering;

use nql::ast::{Comparison, Condition, Expr, Field};

use super::constant::{self, Constant};
use super::item::Subject;
use super::scope::Scope;
use super::term::Term;
use super::{Context, QueryError, compare};
use crate::tables::{FieldType, Value};

/// What is true or false of a row.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// All of them.
    All(Vec<Predicate>),
    /// One of them.
    Any(Vec<Predicate>),
    /// A comparison with something fixed.
    Fixed(Term, Comparison, Constant),
    /// A comparison of two terms.
    Terms(Term, Comparison, Term),
    /// `in`, or with `true` `!in`.
    In(Term, bool, Vec<Constant>),
}

enum Right {
    Fixed(Constant),
    Term(Term, FieldType),
}

impl Predicate {
    /// Compiles a condition that stands in `place`.
    pub fn compile(
        condition: &Condition,
        scope: &Scope,
        cx: &Context<'_>,
        place: &'static str,
    ) -> Result<Self, QueryError> {
        let all = |parts: &[Condition]| -> Result<Vec<Self>, QueryError> {
            parts
                .iter()
                .map(|part| Self::compile(part, scope, cx, place))
                .collect()
        };
        match condition {
            Condition::All(parts) => Ok(Self::All(all(parts)?)),
            Condition::Any(parts) => Ok(Self::Any(all(parts)?)),
            Condition::Compare {
                left,
                operator,
                right,
            } => {
                let left = Term::compile(left, scope, cx, place)?;
                let mismatch = |value: String| QueryError::Type {
                    field: left.key.clone(),
                    value,
                };
                let contains = matches!(operator, Comparison::Contains | Comparison::NotContains);
                if contains != (left.ty == FieldType::Texts) && !is_null(right) {
                    return Err(mismatch(format!("the operator '{}'", symbol(*operator))));
                }
                let ordered = !matches!(operator, Comparison::Equal | Comparison::NotEqual) && !contains;
                if ordered && matches!(left.ty, FieldType::Text | FieldType::Enum | FieldType::Bool) {
                    return Err(mismatch(format!("the operator '{}'", symbol(*operator))));
                }
                match right_side(right, left.ty, scope, cx, place)?
                    .ok_or_else(|| mismatch(described(right)))?
                {
                    Right::Fixed(constant) => Ok(Self::Fixed(left.term, *operator, constant)),
                    Right::Term(term, ty) if comparable(left.ty, ty) => {
                        Ok(Self::Terms(left.term, *operator, term))
                    }
                    Right::Term(..) => Err(mismatch(described(right))),
                }
            }
            Condition::In {
                value,
                negated,
                options,
            } => {
                let left = Term::compile(value, scope, cx, place)?;
                let mismatch = |option| QueryError::Type {
                    field: left.key.clone(),
                    value: described(option),
                };
                let mut constants = Vec::new();
                for option in options {
                    match right_side(option, left.ty, scope, cx, place)? {
                        Some(Right::Fixed(constant)) => constants.push(constant),
                        _ => return Err(mismatch(option)),
                    }
                }
                Ok(Self::In(left.term, *negated, constants))
            }
        }
    }

    /// Whether it is true of this row.
    pub fn holds(&self, subject: Subject<'_>, cx: &Context<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(subject, cx)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(subject, cx)),
            Self::Fixed(term, operator, constant) => compares(&term.value(subject, cx), *operator, constant),
            Self::Terms(left, operator, right) => {
                let right = Constant::Value(right.value(subject, cx));
                compares(&left.value(subject, cx), *operator, &right)
            }
            Self::In(term, negated, options) => {
                let value = term.value(subject, cx);
                options.iter().any(|option| equals(&value, option)) != *negated
            }
        }
    }
}

/// A missing value equals `null` and nothing else; it differs from everything else (the vendor's examples exclude it
/// explicitly, `!in [virtual, null]`); it is neither more nor less than anything.
fn compares(value: &Value, operator: Comparison, constant: &Constant) -> bool {
    let order = || match constant {
        Constant::Value(constant) => compare::order(value, constant),
        Constant::Network(mask) => compare::order(value, &Value::Ip(mask.address)),
        Constant::Pattern(_) => None,
    };
    match operator {
        Comparison::Equal | Comparison::Contains => equals(value, constant),
        Comparison::NotEqual | Comparison::NotContains => !equals(value, constant),
        Comparison::Less => order() == Some(Ordering::Less),
        Comparison::Greater => order() == Some(Ordering::Greater),
        Comparison::LessOrEqual => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
        Comparison::GreaterOrEqual => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
    }
}

fn equals(value: &Value, constant: &Constant) -> bool {
    match (value, constant) {
        (Value::Null, Constant::Value(Value::Null)) => true,
        (Value::Text(_) | Value::Word(_), Constant::Pattern(pattern)) => {
            value.as_text().is_some_and(|text| pattern.matches(text))
        }
        (Value::Texts(texts), Constant::Pattern(pattern)) => texts.iter().any(|text| pattern.matches(text)),
        (Value::Ip(address), Constant::Network(mask)) => mask.contains(*address),
        (value, Constant::Value(constant)) => compare::order(value, constant) == Some(Ordering::Equal),
        _ => false,
    }
}

fn right_side(
    expr: &Expr,
    ty: FieldType,
    scope: &Scope,
    cx: &Context<'_>,
    place: &'static str,
) -> Result<Option<Right>, QueryError> {
    let fixed = |constant: Option<Constant>| constant.map(Right::Fixed);
    Ok(match expr {
        Expr::Literal(literal) => fixed(constant::typed(literal, ty, cx)?),
        Expr::Parameter(parameter) => fixed(constant::text_as(
            &constant::parameter(&parameter.name, cx)?,
            ty,
            cx,
        )),
        Expr::Word(word) => match scope.find(&Field::new(&word.text)) {
            Some(resolved) => Some(Right::Term(resolved.term, resolved.ty)),
            None if matches!(ty, FieldType::Text | FieldType::Enum | FieldType::Texts) => {
                fixed(constant::text_as(&word.text, ty, cx))
            }
            None => {
                return Err(scope
                    .field(&Field::new(&word.text))
                    .err()
                    .unwrap_or(QueryError::Type {
                        field: word.text.clone(),
                        value: "a value".to_owned(),
                    }));
            }
        },
        Expr::Field(_) | Expr::Call(_) | Expr::Binary { .. } => {
            let resolved = Term::compile(expr, scope, cx, place)?;
            Some(Right::Term(resolved.term, resolved.ty))
        }
    })
}

fn comparable(left: FieldType, right: FieldType) -> bool {
    use FieldType as T;
    let family = |ty| match ty {
        T::Int | T::Float | T::Bytes | T::Duration | T::DaysSince => 0,
        T::Text | T::Enum | T::Texts => 1,
        T::Bool => 2,
        T::Time => 3,
        T::Version => 4,
        T::Ip => 5,
    };
    family(left) == family(right)
}

fn is_null(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(nql::ast::Literal::Null))
}

fn described(expr: &Expr) -> String {
    match expr {
        Expr::Field(field) => format!("'{}'", field.path()),
        Expr::Word(word) => format!("'{}'", word.text),
        Expr::Parameter(parameter) => format!("the value of parameter '{}'", parameter.name),
        Expr::Literal(_) => "a value of this type".to_owned(),
        Expr::Call(_) | Expr::Binary { .. } => "this expression".to_owned(),
    }
}

fn symbol(operator: Comparison) -> &'static str {
    match operator {
        Comparison::Equal => "==",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::Greater => ">",
        Comparison::LessOrEqual => "<=",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Contains => "contains",
        Comparison::NotContains => "!contains",
    }
}
