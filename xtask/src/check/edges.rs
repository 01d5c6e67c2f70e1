//! Who may depend on whom: the table of `docs/ARCHITECTURE.md`, held over `cargo metadata`.
//!
//! Only what ends up in a program counts: normal and build dependencies. A test may use what it needs.

mod graph;
mod rules;

pub use self::graph::Graph;
use self::{
    graph::Package,
    rules::{RULES, Rule},
};

/// Every broken rule, in words; empty when the crates stand as they should.
pub fn broken(graph: &Graph) -> Vec<String> {
    let mut lines = Vec::new();
    for package in graph.members() {
        match RULES.iter().find(|rule| rule.package == package.name) {
            Some(rule) => judge(graph, package, rule, &mut lines),
            None => lines.push(format!(
                "{0}: is in no rule; add it to xtask/src/check/edges/rules.rs",
                package.name
            )),
        }
    }
    lines
}

fn judge(graph: &Graph, package: &Package, rule: &Rule, lines: &mut Vec<String>) {
    let name = &package.name;
    for dependency in package.direct() {
        let ours = graph.is_member(&dependency.name);
        if ours && !rule.ours.contains(&dependency.name.as_str()) {
            lines.push(format!("{name} → {}: {}", dependency.name, rule.because));
        }
        if !ours
            && rule
                .only
                .is_some_and(|only| !only.contains(&dependency.name.as_str()))
        {
            lines.push(format!(
                "{name} → {}: not in its short list; {}",
                dependency.name, rule.because
            ));
        }
    }
    for never in rule.never {
        if let Some(way) = graph.way(package, never) {
            lines.push(format!("{}: {}", way.join(" → "), rule.because));
        }
    }
    for (dependency, feature) in rule.behind {
        if !package.is_only_behind(dependency, feature) {
            lines.push(format!(
                "{name} → {dependency}: only behind the feature `{feature}`; {}",
                rule.because
            ));
        }
    }
}

#[cfg(test)]
mod tests;
