//! The saved queries of the tenant: `<content>/queries/*.nql`. A file's stem is the query's id without its `#`.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nql::ast::{Query, Span};
use thiserror::Error;

/// One saved query.
#[derive(Debug)]
pub struct SavedQuery {
    /// With its `#`.
    pub id: String,
    text: String,
    parsed: Result<Query, String>,
}

/// All saved queries by id.
#[derive(Clone, Debug, Default)]
pub struct Queries {
    by_id: BTreeMap<String, Arc<SavedQuery>>,
}

/// The folder of the queries cannot be read.
#[derive(Debug, Error)]
#[error("cannot read the saved queries in {path}: {source}")]
pub struct UnreadableQueries {
    path: PathBuf,
    source: std::io::Error,
}

/// The query itself is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the query {id} is invalid: {why}")]
pub struct InvalidQuery {
    id: String,
    why: String,
}

impl Queries {
    /// Reads the queries of a content folder.
    ///
    /// A file that is not a query stays known, and says what is wrong when it is run.
    ///
    /// # Errors
    /// When the folder or a file cannot be read.
    pub fn read(content: &Path) -> Result<Self, UnreadableQueries> {
        let path = content.join("queries");
        let unreadable = |source| UnreadableQueries {
            path: path.clone(),
            source,
        };
        let mut by_id = BTreeMap::new();
        for entry in std::fs::read_dir(&path).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            if file.extension().is_none_or(|extension| extension != "nql") {
                continue;
            }
            let Some(stem) = file.file_stem().and_then(|stem| stem.to_str()) else {
                continue;
            };
            let text = std::fs::read_to_string(&file).map_err(unreadable)?;
            let query = SavedQuery::new(format!("#{stem}"), text);
            if let Err(why) = &query.parsed {
                tracing::warn!(query.id = %query.id, "a saved query is invalid: {why}");
            }
            by_id.insert(query.id.clone(), Arc::new(query));
        }
        Ok(Self { by_id })
    }

    /// The query with this id. The `#` belongs to it.
    pub fn get(&self, id: &str) -> Option<Arc<SavedQuery>> {
        self.by_id.get(id).cloned()
    }

    /// The ids of all queries.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.by_id.keys().map(String::as_str)
    }
}

impl SavedQuery {
    /// A query from its text.
    pub fn new(id: String, text: String) -> Self {
        let parsed = nql::parse(&text).map_err(|fault| fault.to_string());
        Self { id, text, parsed }
    }

    /// The parsed query.
    ///
    /// # Errors
    /// When the text is not a query, with where and why.
    pub fn query(&self) -> Result<&Query, InvalidQuery> {
        self.parsed.as_ref().map_err(|why| InvalidQuery {
            id: self.id.clone(),
            why: why.clone(),
        })
    }

    /// The caller's parameters by the names that the query declares. A caller may also number them, `param0`, `param1`
    /// and so on in the order of their first appearance: one report of a real tenant says so.
    pub fn bind(&self, given: &HashMap<String, String>) -> HashMap<String, String> {
        let named = self.parameters().into_iter().enumerate();
        named
            .filter_map(|(number, (name, _))| {
                let value = given
                    .get(&name)
                    .or_else(|| given.get(&format!("param{number}")))?;
                Some((name, value.clone()))
            })
            .collect()
    }

    /// The text with the parameters replaced, `executedQuery`.
    pub fn executed(&self, parameters: &HashMap<String, String>) -> String {
        let mut places = self.parameters();
        let mut lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        // From the end, so that earlier places stay where they are.
        places.sort_by_key(|(_, span)| std::cmp::Reverse((span.line, span.column)));
        for (name, span) in places {
            let Some(value) = parameters.get(&name) else {
                continue;
            };
            let Some(line) = lines.get_mut((span.line as usize).saturating_sub(1)) else {
                continue;
            };
            let start = line
                .char_indices()
                .nth((span.column as usize).saturating_sub(1))
                .map(|(at, _)| at);
            let Some(start) = start else { continue };
            let end = start + 1 + name.len();
            if line
                .get(start..end)
                .is_some_and(|token| token == format!("${name}"))
            {
                line.replace_range(start..end, &quoted(value));
            }
        }
        lines.join("\n")
    }

    /// The parameters in the order of the text; each name stands in a query once.
    fn parameters(&self) -> Vec<(String, Span)> {
        let parameters = self.parsed.as_ref().map(Query::parameters).unwrap_or_default();
        parameters
            .into_iter()
            .map(|parameter| (parameter.name.clone(), parameter.span))
            .collect()
    }
}

fn quoted(value: &str) -> String {
    if value.contains('"') {
        format!("'{value}'")
    } else {
        format!("\"{value}\"")
    }
}
