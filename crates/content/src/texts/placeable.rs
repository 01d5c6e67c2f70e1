//! What stands in braces in a text.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use super::known::Original;
use crate::nearest::list;

/// Something that is used in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use<'t> {
    /// A variable is put there.
    Variable(&'t str),
    /// A variable decides between forms.
    Selector(&'t str),
    /// Something else, by its name if it has one: another text, a term or a function.
    Other(Option<&'t str>),
}

/// What is wrong in a text.
pub(super) struct Fault<'t> {
    pub(super) at: Option<&'t str>,
    pub(super) what: String,
    pub(super) remedy: String,
}

/// Everything that a text uses, in its order.
pub(super) fn uses<'t>(pattern: &Pattern<&'t str>) -> Vec<Use<'t>> {
    let mut found = Vec::new();
    walk(pattern, &mut found);
    found
}

fn walk<'t>(pattern: &Pattern<&'t str>, found: &mut Vec<Use<'t>>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            walk_expression(expression, found);
        }
    }
}

fn walk_expression<'t>(expression: &Expression<&'t str>, found: &mut Vec<Use<'t>>) {
    match expression {
        Expression::Inline(inline) => walk_inline(inline, found),
        Expression::Select { selector, variants } => {
            match selector {
                InlineExpression::VariableReference { id } => found.push(Use::Selector(id.name)),
                other => walk_inline(other, found),
            }
            for variant in variants {
                walk(&variant.value, found);
            }
        }
    }
}

fn walk_inline<'t>(inline: &InlineExpression<&'t str>, found: &mut Vec<Use<'t>>) {
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        InlineExpression::VariableReference { id } => found.push(Use::Variable(id.name)),
        InlineExpression::Placeable { expression } => walk_expression(expression, found),
        InlineExpression::FunctionReference { id, .. }
        | InlineExpression::MessageReference { id, .. }
        | InlineExpression::TermReference { id, .. } => found.push(Use::Other(Some(id.name))),
    }
}

/// What a text uses that the one in whose place it stands is not given.
pub(super) fn faults<'t>(key: &str, pattern: &Pattern<&'t str>, original: &Original) -> Vec<Fault<'t>> {
    let fault = |used: Use<'t>| match used {
        Use::Variable(name) | Use::Selector(name) if !original.variables.contains(name) => Some(Fault {
            at: Some(name),
            what: format!("nothing can stand for `${name}` in `{key}`"),
            remedy: choose(&original.variables),
        }),
        Use::Selector(name) if !original.selectors.contains(name) => Some(Fault {
            at: Some(name),
            what: format!("`{key}` cannot choose between forms by `${name}`"),
            remedy: format!("write `{{ ${name} }}`"),
        }),
        Use::Other(name) => Some(Fault {
            at: name,
            what: format!("`{key}` uses something that is not there: texts, terms and functions are not"),
            remedy: choose(&original.variables),
        }),
        Use::Variable(_) | Use::Selector(_) => None,
    };
    uses(pattern).into_iter().filter_map(fault).collect()
}

fn choose(variables: &BTreeSet<String>) -> String {
    let written: Vec<String> = variables.iter().map(|name| format!("{{ ${name} }}")).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    match written.as_slice() {
        [] => "write the text without braces".to_owned(),
        known => format!("write {}, or the text without braces", list(known)),
    }
}
