//! Expressions: whatever has a value.

use super::{Call, Literal, Span};

/// Something that has a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A field or an alias: `operating_system.name`.
    Field(Field),
    /// A lone bare word on the right of a comparison or in the list of `in`: an enumeration's value, or a field or alias
    /// (`status == failure`, `free_memory < used_memory`). The grammar cannot tell which; whoever knows the table takes
    /// it for a field if there is one of that name.
    Word(Word),
    /// A literal value.
    Literal(Literal),
    /// `$name`.
    Parameter(Parameter),
    /// A function: `value.avg()`, `count()`.
    Call(Call),
    /// `left op right`.
    Binary {
        /// The left side.
        left: Box<Expr>,
        /// The operator.
        operator: Arithmetic,
        /// The right side.
        right: Box<Expr>,
    },
}

/// A field's path as written: `name`, `operating_system.name`, `dex.score.value`, `device.#field`, `signal.avg`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The segments between the dots, one or more; a custom field keeps its `#`.
    pub segments: Vec<String>,
    /// Where it starts.
    pub span: Span,
}

/// A bare word, see [`Expr::Word`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A parameter of a saved query. The tenant infers its type when the query runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name without the `$`.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// The arithmetic operators, in the order of how tightly they bind: `^` (groups to the right), then `*` and `/`, then
/// `+` and `-` (group to the left).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
}

impl Field {
    /// A field that does not come from a text, from its dotted path.
    pub fn new(path: &str) -> Self {
        Self {
            segments: path.split('.').map(str::to_owned).collect(),
            span: Span::default(),
        }
    }

    /// The dotted path as written.
    pub fn path(&self) -> String {
        self.segments.join(".")
    }

    /// Whether it is a manual custom field, `#field`.
    pub fn is_custom(&self) -> bool {
        self.segments
            .last()
            .is_some_and(|segment| segment.starts_with('#'))
    }

    /// The metric and the aggregate of a field such as `signal_strength.avg`: events carry aggregated metrics with the
    /// leaves `avg`, `sum`, `count`, `min` and `max`. A field of a table may bear such a name by chance; look the whole
    /// path up first.
    pub fn aggregate(&self) -> Option<(Field, &str)> {
        let (last, metric) = self.segments.split_last()?;
        let known = matches!(last.as_str(), "avg" | "sum" | "count" | "min" | "max");
        (known && !metric.is_empty()).then(|| {
            (
                Field {
                    segments: metric.to_vec(),
                    span: self.span,
                },
                last.as_str(),
            )
        })
    }
}

impl Expr {
    /// Calls `visit` for this expression and every one inside it, outer before inner, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Expr)) {
        visit(self);
        match self {
            Self::Field(_) | Self::Word(_) | Self::Literal(_) | Self::Parameter(_) => {}
            Self::Call(call) => {
                if let Some(receiver) = &call.receiver {
                    receiver.walk(visit);
                }
                if let Some(condition) = call.function.condition() {
                    condition.walk(visit);
                }
            }
            Self::Binary { left, right, .. } => {
                left.walk(visit);
                right.walk(visit);
            }
        }
    }
}
