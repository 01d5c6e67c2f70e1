//! `+ - * / ^` on typed values.

use nql::ast::Arithmetic;

use crate::tables::{FieldType, Value};

/// The type of the result; `None` if the operands are not amounts.
pub fn result_type(operator: Arithmetic, left: FieldType, right: FieldType) -> Option<FieldType> {
    use FieldType::{Bytes, DaysSince, Duration, Float, Int};
    let amount = |ty| matches!(ty, Int | Float | Bytes | Duration | DaysSince | FieldType::Bool);
    if !amount(left) || !amount(right) {
        return None;
    }
    Some(match (operator, left, right) {
        (Arithmetic::Divide, Bytes, Bytes) | (Arithmetic::Divide, Duration, Duration) => Float,
        (Arithmetic::Power, ..) => Float,
        (_, Bytes, _) => Bytes,
        (Arithmetic::Divide, _, Bytes | Duration) => Float,
        (_, Duration, _) => Duration,
        (_, _, Bytes) => Bytes,
        (_, _, Duration) => Duration,
        (Arithmetic::Divide, ..) => Float,
        (_, Float, _) | (_, _, Float) => Float,
        _ => Int,
    })
}

/// The result as a value of type `ty`. Without an operand there is no result, nor for a division by zero (ours).
pub fn apply(operator: Arithmetic, left: &Value, right: &Value, ty: FieldType) -> Value {
    let (Some(left), Some(right)) = (left.as_number(), right.as_number()) else {
        return Value::Null;
    };
    let result = match operator {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::Power => left.powf(right),
    };
    amount(result, ty)
}

/// A number as a value of type `ty`; what is not finite is no value.
pub fn amount(number: f64, ty: FieldType) -> Value {
    if !number.is_finite() {
        return Value::Null;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "casts saturate; amounts of a simulated fleet fit"
    )]
    match ty {
        FieldType::Bytes => Value::Bytes(number.round() as i64),
        FieldType::Int | FieldType::DaysSince => Value::Int(number.round() as i64),
        FieldType::Duration => Value::Duration(number),
        _ => Value::Float(number),
    }
}
