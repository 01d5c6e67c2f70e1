//! Expressions of one row, compiled.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use nql::ast::{Arithmetic, Call, Expr, Function};

use super::item::Subject;
use super::scope::{Resolved, Scope};
use super::{Context, QueryError, arithmetic, constant};
use crate::tables::{FieldType, ObjectKind, Value};

/// An expression of one row.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A column of the row.
    Column(usize),
    /// Whole days since the moment in a column.
    DaysSince(usize),
    /// A column of the object that the row belongs to.
    Linked(ObjectKind, Box<Term>),
    /// A column that the query has made.
    Computed(usize),
    /// The same for every row.
    Constant(Value),
    /// 1 where there is a value.
    Present(Box<Term>),
    /// Seconds since a moment.
    Elapsed(Box<Term>),
    /// A part of a moment.
    Part(Part, TimeZone, Box<Term>),
    /// Arithmetic.
    Binary(Arithmetic, Box<Term>, Box<Term>, FieldType),
}

/// A part of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 0 to 23.
    Hour,
    /// 1 to 31.
    Day,
    /// 1 (Monday) to 7.
    DayOfWeek,
}

impl Term {
    /// A column of this type.
    pub fn column(column: usize, ty: FieldType) -> Self {
        if ty == FieldType::DaysSince {
            Self::DaysSince(column)
        } else {
            Self::Column(column)
        }
    }

    /// A column of the linked object.
    pub fn linked(kind: ObjectKind, column: usize, ty: FieldType) -> Self {
        Self::Linked(kind, Box::new(Self::column(column, ty)))
    }

    /// Compiles an expression that stands in `place`.
    pub fn compile(
        expr: &Expr,
        scope: &Scope,
        cx: &Context<'_>,
        place: &'static str,
    ) -> Result<Resolved, QueryError> {
        match expr {
            Expr::Field(field) => scope.field(field),
            Expr::Word(word) => scope.field(&nql::ast::Field::new(&word.text)),
            Expr::Literal(literal) => {
                let (value, ty) = constant::free(literal, cx)?;
                Ok(Resolved {
                    term: Self::Constant(value),
                    ty,
                    key: String::new(),
                })
            }
            Expr::Parameter(parameter) => {
                let value = Value::text(constant::parameter(&parameter.name, cx)?);
                Ok(Resolved {
                    term: Self::Constant(value),
                    ty: FieldType::Text,
                    key: String::new(),
                })
            }
            Expr::Call(call) => Self::compile_call(call, scope, cx, place),
            Expr::Binary {
                left,
                operator,
                right,
            } => {
                let left = Self::compile(left, scope, cx, place)?;
                let right = Self::compile(right, scope, cx, place)?;
                let ty = arithmetic::result_type(*operator, left.ty, right.ty).ok_or(QueryError::Type {
                    field: left.key.clone(),
                    value: format!("'{}'", right.key),
                })?;
                let term = Self::Binary(*operator, Box::new(left.term), Box::new(right.term), ty);
                Ok(Resolved {
                    term,
                    ty,
                    key: left.key,
                })
            }
        }
    }

    fn compile_call(
        call: &Call,
        scope: &Scope,
        cx: &Context<'_>,
        place: &'static str,
    ) -> Result<Resolved, QueryError> {
        let function = call.function.name();
        let Some(receiver) = call.receiver.as_deref().filter(|_| !call.function.is_aggregate()) else {
            return Err(QueryError::Misplaced { function, place });
        };
        let inner = Self::compile(receiver, scope, cx, place)?;
        if matches!(call.function, Function::As(_)) {
            return Ok(inner);
        }
        let (ty, key) = (inner.ty, inner.key.clone());
        let term = Self::of_moment(&call.function, inner.term, ty, &key, cx)?;
        Ok(Resolved {
            term,
            ty: FieldType::Int,
            key: format!("{key}.{function}"),
        })
    }

    /// Applies a function of moments to `inner`.
    pub fn of_moment(
        function: &Function,
        inner: Self,
        ty: FieldType,
        to: &str,
        cx: &Context<'_>,
    ) -> Result<Self, QueryError> {
        if ty != FieldType::Time {
            return Err(QueryError::Inapplicable {
                function: function.name(),
                to: to.to_owned(),
            });
        }
        let zone = |name: &Option<String>| match name {
            None => Ok(cx.zone.clone()),
            Some(name) => TimeZone::get(name).map_err(|_| QueryError::UnknownZone(name.clone())),
        };
        let inner = Box::new(inner);
        Ok(match function {
            Function::TimeElapsed => Self::Elapsed(inner),
            Function::Hour { timezone } => Self::Part(Part::Hour, zone(timezone)?, inner),
            Function::Day { timezone } => Self::Part(Part::Day, zone(timezone)?, inner),
            Function::DayOfWeek { timezone } => Self::Part(Part::DayOfWeek, zone(timezone)?, inner),
            _ => {
                return Err(QueryError::Inapplicable {
                    function: function.name(),
                    to: to.to_owned(),
                });
            }
        })
    }

    /// The value for one row.
    pub fn value(&self, subject: Subject<'_>, cx: &Context<'_>) -> Value {
        let own = |column: usize| subject.row.map_or(Value::Null, |row| row.values[column].clone());
        match self {
            Self::Column(column) => own(*column),
            Self::DaysSince(column) => match own(*column) {
                Value::Time(moment) => Value::Int(elapsed_seconds(moment, cx) / 86_400),
                _ => Value::Null,
            },
            Self::Linked(kind, term) => {
                let Some(position) = subject.row.and_then(|row| row.links.get(*kind)) else {
                    return Value::Null;
                };
                let row = cx.tables.objects(*kind).rows().get(position);
                term.value(
                    Subject {
                        row,
                        position,
                        computed: &[],
                    },
                    cx,
                )
            }
            Self::Computed(column) => subject.computed.get(*column).cloned().unwrap_or(Value::Null),
            Self::Constant(value) => value.clone(),
            Self::Present(term) => match term.value(subject, cx) {
                Value::Null => Value::Null,
                _ => Value::Int(1),
            },
            Self::Elapsed(term) => match term.value(subject, cx) {
                Value::Time(moment) => Value::Int(elapsed_seconds(moment, cx)),
                _ => Value::Null,
            },
            Self::Part(part, zone, term) => match term.value(subject, cx) {
                Value::Time(moment) => Value::Int(part.of(moment, zone)),
                _ => Value::Null,
            },
            Self::Binary(operator, left, right, ty) => arithmetic::apply(
                *operator,
                &left.value(subject, cx),
                &right.value(subject, cx),
                *ty,
            ),
        }
    }
}

impl Part {
    fn of(self, moment: Timestamp, zone: &TimeZone) -> i64 {
        let zoned = moment.to_zoned(zone.clone());
        i64::from(match self {
            Self::Hour => zoned.hour(),
            Self::Day => zoned.day(),
            Self::DayOfWeek => zoned.weekday().to_monday_one_offset(),
        })
    }
}

fn elapsed_seconds(moment: Timestamp, cx: &Context<'_>) -> i64 {
    cx.now.duration_since(moment).as_secs()
}
