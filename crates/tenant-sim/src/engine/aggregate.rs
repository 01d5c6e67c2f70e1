//! Expressions of many rows, compiled.

use std::cmp::Ordering;
use std::collections::HashSet;

use nql::ast::{Arithmetic, Call, Expr, Function};

use super::item::Subject;
use super::predicate::Predicate;
use super::scope::Scope;
use super::term::Term;
use super::{Context, QueryError, arithmetic, compare, constant};
use crate::tables::{FieldType, ObjectKind, Value};

/// An expression of many rows.
#[derive(Clone, Debug)]
pub enum Aggregate {
    /// How many rows, all or those that meet a condition.
    Rows(Option<Predicate>),
    /// How many different objects.
    Objects(ObjectKind),
    /// Many values made one.
    Fold(Fold, Term, FieldType, Option<Predicate>),
    /// The same for all.
    Constant(Value),
    /// Arithmetic.
    Binary(Arithmetic, Box<Aggregate>, Box<Aggregate>, FieldType),
    /// A function of the aggregated value: `time.last().time_elapsed()`.
    Then(Box<Aggregate>, Term),
}

/// How many values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// Their total.
    Sum,
    /// Their mean.
    Avg,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// How many there are.
    Count,
    /// The latest.
    Last,
    /// Below which 95 of 100 lie.
    P95,
    /// Below which 5 of 100 lie.
    P05,
}

impl Aggregate {
    /// Compiles `alias = expr` of `compute` or `summarize`.
    pub fn compile(
        expr: &Expr,
        alias: &str,
        scope: &Scope,
        cx: &Context<'_>,
        place: &'static str,
    ) -> Result<(Self, FieldType), QueryError> {
        match expr {
            Expr::Literal(literal) => {
                let (value, ty) = constant::free(literal, cx)?;
                Ok((Self::Constant(value), ty))
            }
            Expr::Call(call) => Self::compile_call(call, alias, scope, cx, place),
            Expr::Binary {
                left,
                operator,
                right,
            } => {
                let (left, left_ty) = Self::compile(left, alias, scope, cx, place)?;
                let (right, right_ty) = Self::compile(right, alias, scope, cx, place)?;
                let ty = arithmetic::result_type(*operator, left_ty, right_ty).ok_or_else(|| {
                    QueryError::Type {
                        field: alias.to_owned(),
                        value: "arithmetic".to_owned(),
                    }
                })?;
                Ok((Self::Binary(*operator, Box::new(left), Box::new(right), ty), ty))
            }
            Expr::Field(field) => {
                scope.field(field)?;
                Err(QueryError::NotAggregated {
                    alias: alias.to_owned(),
                })
            }
            Expr::Word(_) | Expr::Parameter(_) => Err(QueryError::NotAggregated {
                alias: alias.to_owned(),
            }),
        }
    }

    fn compile_call(
        call: &Call,
        alias: &str,
        scope: &Scope,
        cx: &Context<'_>,
        place: &'static str,
    ) -> Result<(Self, FieldType), QueryError> {
        let condition = call
            .function
            .condition()
            .map(|it| Predicate::compile(it, scope, cx, place))
            .transpose()?;
        let Some(receiver) = call.receiver.as_deref() else {
            return Ok((Self::Rows(condition), FieldType::Int));
        };
        let fold = match &call.function {
            Function::Sum | Function::SumIf(_) => Fold::Sum,
            Function::Avg => Fold::Avg,
            Function::Min => Fold::Min,
            Function::Max => Fold::Max,
            Function::Count | Function::CountIf(_) => Fold::Count,
            Function::Last => Fold::Last,
            Function::P95 => Fold::P95,
            Function::P05 => Fold::P05,
            Function::As(_) => {
                return Err(QueryError::Misplaced {
                    function: "as",
                    place,
                });
            }
            function => {
                let (inner, ty) = Self::compile(receiver, alias, scope, cx, place)?;
                let term = Term::of_moment(function, Term::Computed(0), ty, alias, cx)?;
                return Ok((Self::Then(Box::new(inner), term), FieldType::Int));
            }
        };
        if let (Fold::Count, None, Expr::Field(field)) = (fold, &condition, receiver)
            && let Some(kind) = scope.counted_object(field)
        {
            return Ok((Self::Objects(kind), FieldType::Int));
        }
        let input = Term::compile(receiver, scope, cx, place)?;
        let ty = fold
            .result_type(input.ty)
            .ok_or_else(|| QueryError::Inapplicable {
                function: call.function.name(),
                to: input.key.clone(),
            })?;
        Ok((Self::Fold(fold, input.term, ty, condition), ty))
    }

    /// The value for these rows. Of no rows, counts are 0 and everything else has no value (ours; the vendor says
    /// that objects without events have no computed value, and that `device.count()` is 0 for them).
    pub fn value(&self, subjects: &[Subject<'_>], cx: &Context<'_>) -> Value {
        match self {
            Self::Rows(None) => count(subjects.len()),
            Self::Rows(Some(condition)) => {
                count(subjects.iter().filter(|row| condition.holds(**row, cx)).count())
            }
            Self::Objects(kind) => {
                let objects: HashSet<usize> = subjects
                    .iter()
                    .filter_map(|subject| match subject.row {
                        Some(row) if row.links == crate::tables::Links::NONE => Some(subject.position),
                        Some(row) => row.links.get(*kind),
                        None => None,
                    })
                    .collect();
                count(objects.len())
            }
            Self::Fold(fold, term, ty, condition) => {
                let chosen = subjects
                    .iter()
                    .filter(|row| condition.as_ref().is_none_or(|it| it.holds(**row, cx)));
                fold.of(
                    chosen
                        .map(|row| (*row, term.value(*row, cx)))
                        .filter(|(_, value)| !value.is_null()),
                    *ty,
                )
            }
            Self::Constant(value) => value.clone(),
            Self::Binary(operator, left, right, ty) => arithmetic::apply(
                *operator,
                &left.value(subjects, cx),
                &right.value(subjects, cx),
                *ty,
            ),
            Self::Then(inner, term) => {
                let value = [inner.value(subjects, cx)];
                term.value(
                    Subject {
                        row: None,
                        position: 0,
                        computed: &value,
                    },
                    cx,
                )
            }
        }
    }
}

impl Fold {
    fn result_type(self, input: FieldType) -> Option<FieldType> {
        use FieldType as T;
        let amount = matches!(
            input,
            T::Int | T::Float | T::Bytes | T::Duration | T::DaysSince | T::Bool
        );
        match self {
            Self::Count => Some(T::Int),
            Self::Last => Some(if input == T::DaysSince { T::Int } else { input }),
            Self::Min | Self::Max => (input != T::Texts).then_some(input),
            Self::Sum => amount.then_some(if matches!(input, T::DaysSince | T::Bool) {
                T::Int
            } else {
                input
            }),
            Self::Avg | Self::P95 | Self::P05 => {
                amount.then_some(if matches!(input, T::Int | T::DaysSince | T::Bool) {
                    T::Float
                } else {
                    input
                })
            }
        }
    }

    fn of<'a>(self, values: impl Iterator<Item = (Subject<'a>, Value)>, ty: FieldType) -> Value {
        match self {
            Self::Count => count(values.count()),
            Self::Last => values
                .max_by_key(|(subject, _)| subject.row.map(|row| row.time))
                .map_or(Value::Null, |(_, value)| value),
            Self::Min => extreme(values, Ordering::Less),
            Self::Max => extreme(values, Ordering::Greater),
            Self::Sum | Self::Avg | Self::P95 | Self::P05 => {
                let mut numbers: Vec<f64> = values.filter_map(|(_, value)| value.as_number()).collect();
                if numbers.is_empty() {
                    return Value::Null;
                }
                #[expect(
                    clippy::cast_precision_loss,
                    reason = "a simulated tenant has far fewer rows than 2^52"
                )]
                let number = match self {
                    Self::Avg => numbers.iter().sum::<f64>() / numbers.len() as f64,
                    Self::P95 => percentile(&mut numbers, 0.95),
                    Self::P05 => percentile(&mut numbers, 0.05),
                    _ => numbers.iter().sum(),
                };
                arithmetic::amount(number, ty)
            }
        }
    }
}

fn extreme<'a>(values: impl Iterator<Item = (Subject<'a>, Value)>, wanted: Ordering) -> Value {
    values
        .map(|(_, value)| value)
        .reduce(|best, value| {
            if compare::order(&value, &best) == Some(wanted) {
                value
            } else {
                best
            }
        })
        .unwrap_or(Value::Null)
}

/// Between the two nearest values, in proportion (ours: the vendor does not say how it interpolates).
fn percentile(numbers: &mut [f64], part: f64) -> f64 {
    numbers.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a simulated tenant has far fewer rows than 2^52"
    )]
    let at = (numbers.len() - 1) as f64 * part;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a position inside the slice"
    )]
    let (below, above) = (at.floor() as usize, at.ceil() as usize);
    numbers[below] + (numbers[above] - numbers[below]) * at.fract()
}

fn count(number: usize) -> Value {
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}
