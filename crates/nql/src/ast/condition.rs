//! Conditions of `where`, `countif` and `sumif`.

use super::Expr;

/// What is true or false of a row. `and` binds tighter than `or`.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `… and …`: two or more.
    All(Vec<Condition>),
    /// `… or …`: two or more.
    Any(Vec<Condition>),
    /// `left op right`, such as `status == failure` or `tags contains "vip"`.
    Compare {
        /// The left side.
        left: Expr,
        /// The operator.
        operator: Comparison,
        /// The right side; a lone bare word here is an [`Expr::Word`].
        right: Expr,
    },
    /// `value in [a, b]` or `value !in [a, b]`.
    In {
        /// The left side.
        value: Expr,
        /// Whether it is `!in`.
        negated: bool,
        /// One or more of [`Expr::Literal`], [`Expr::Word`] and [`Expr::Parameter`].
        options: Vec<Expr>,
    },
}

/// The comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==` or `=`; the printer writes `==`.
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `>`
    Greater,
    /// `<=`
    LessOrEqual,
    /// `>=`
    GreaterOrEqual,
    /// `contains`: a string array has such an element.
    Contains,
    /// `!contains`: a string array has no such element.
    NotContains,
}

impl Condition {
    /// Calls `visit` for every expression in the condition, outer before inner, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(visit)),
            Self::Compare { left, right, .. } => {
                left.walk(visit);
                right.walk(visit);
            }
            Self::In { value, options, .. } => {
                value.walk(visit);
                options.iter().for_each(|option| option.walk(visit));
            }
        }
    }
}
