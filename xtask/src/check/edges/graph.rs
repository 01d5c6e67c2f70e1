//! The dependency graph as `cargo metadata` tells it.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::project;

/// All packages and who uses whom.
#[derive(Debug, Deserialize)]
pub struct Graph {
    packages: Vec<Package>,
    workspace_members: HashSet<String>,
    resolve: Resolve,
}

/// One package as its manifest describes it.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// The package's name.
    pub name: String,
    id: String,
    dependencies: Vec<Dependency>,
    features: BTreeMap<String, Vec<String>>,
}

/// One line of `[dependencies]` and its kin.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The package that is depended on.
    pub name: String,
    /// `dev`, `build`, or nothing for a normal one.
    kind: Option<String>,
    optional: bool,
}

#[derive(Debug, Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Debug, Deserialize)]
struct EdgeKind {
    kind: Option<String>,
}

impl Graph {
    /// Of the workspace of the current folder.
    pub fn of_workspace() -> Result<Self> {
        Self::parse(&project::metadata(&[])?)
    }

    /// Of the output of `cargo metadata --format-version 1`.
    pub fn parse(metadata: &str) -> Result<Self> {
        serde_json::from_str(metadata).context("reading the packages of `cargo metadata`")
    }

    /// The packages of the workspace.
    pub fn members(&self) -> impl Iterator<Item = &Package> {
        self.packages
            .iter()
            .filter(|package| self.workspace_members.contains(&package.id))
    }

    /// Whether the workspace has a package of that name.
    pub fn is_member(&self, name: &str) -> bool {
        self.members().any(|package| package.name == name)
    }

    /// The shortest way from a package to one of a given name, both ends included, over what is compiled into
    /// a program. Features are those of the whole workspace taken together.
    pub fn way<'a>(&'a self, from: &'a Package, to: &str) -> Option<Vec<&'a str>> {
        let names: HashMap<_, _> = self
            .packages
            .iter()
            .map(|p| (p.id.as_str(), p.name.as_str()))
            .collect();
        let nodes: HashMap<_, _> = self
            .resolve
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node))
            .collect();
        let mut came_from: HashMap<&str, &str> = HashMap::new();
        let mut next = VecDeque::from([from.id.as_str()]);
        while let Some(at) = next.pop_front() {
            if names.get(at) == Some(&to) {
                let mut way = vec![at];
                while let Some(before) = way.last().and_then(|last| came_from.get(last)) {
                    way.push(before);
                }
                way.reverse();
                return Some(way.into_iter().filter_map(|id| names.get(id).copied()).collect());
            }
            for edge in nodes.get(at).into_iter().flat_map(|node| &node.deps) {
                let shipped = edge.dep_kinds.iter().any(|kind| kind.kind.is_none());
                let seen = edge.pkg == from.id || came_from.contains_key(edge.pkg.as_str());
                if shipped && !seen {
                    came_from.insert(&edge.pkg, at);
                    next.push_back(&edge.pkg);
                }
            }
        }
        None
    }
}

impl Package {
    /// Its normal and build dependencies.
    pub fn direct(&self) -> impl Iterator<Item = &Dependency> {
        self.dependencies
            .iter()
            .filter(|dependency| dependency.kind.as_deref() != Some("dev"))
    }

    /// Whether a dependency, if it is there at all, comes with one feature and with no other.
    pub fn is_only_behind(&self, dependency: &str, feature: &str) -> bool {
        let mut found = self.direct().filter(|found| found.name == dependency).peekable();
        if found.peek().is_none() {
            return true;
        }
        let switch = format!("dep:{dependency}");
        let part = format!("{dependency}/");
        let others = self.features.iter().filter(|(name, _)| *name != feature);
        let mut turned_on = others.flat_map(|(_, turns_on)| turns_on);
        found.all(|found| found.optional)
            && !turned_on.any(|on| on == feature || *on == switch || on.starts_with(&part))
    }
}
