//! `queries/*.nql`: the saved queries, and whether they fit what the code and the metrics need.

mod required;

use std::collections::BTreeMap;

use nql::{
    Query,
    ast::{Direction, Span, StatementKind},
};

pub use required::{Figures, RequiredQuery};

use crate::{
    At, Files, Place,
    fault::{Report, Sheet},
    health::{Column, ColumnUse, HEALTH},
    nearest::{instead, list},
};

/// Nexthink cuts every answer off here, silently (Nexthink NQL API: 1,000 rows).
const ROW_LIMIT: u64 = 1_000;

/// A query that is saved in Nexthink, where only its id can be called.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedQuery {
    /// Its id in Nexthink, with the leading `#`.
    pub id: String,
    /// The text, as it must be saved in Nexthink.
    pub text: String,
    /// The text, parsed.
    pub query: Query,
}

/// The path of the file of a query, from its id with the leading `#`.
pub(crate) fn path(id: &str) -> String {
    format!("queries/{}.nql", id.trim_start_matches('#'))
}

/// Parses every query in the folder, by id.
pub(crate) fn read(files: &Files, report: &mut Report) -> BTreeMap<String, SavedQuery> {
    let mut queries = BTreeMap::new();
    for (stem, path, text) in files.folder("queries", "nql") {
        let mut sheet = Sheet::new(path, report);
        // Nexthink NQL API: `^#[a-z0-9_]{2,255}$`.
        let fits = (2..=255).contains(&stem.len())
            && stem
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
        if !fits {
            let what = format!("`#{stem}` cannot be the id of a saved query");
            sheet.add(
                None,
                what,
                "name the file with 2 to 255 of a-z, 0-9 and _, as the query is called in Nexthink",
            );
        }
        match nql::parse(text) {
            Ok(query) => {
                let id = format!("#{stem}");
                queries.insert(
                    id.clone(),
                    SavedQuery {
                        id,
                        text: text.to_owned(),
                        query,
                    },
                );
            }
            Err(error) => {
                let (what, remedy) = split_advice(error.fault.to_string());
                let place = Place {
                    line: error.line,
                    column: error.column,
                };
                sheet.add(place, format!("this is not NQL: {what}"), remedy);
            }
        }
    }
    queries
}

/// What is wrong and what to do, which the parser's texts have behind a semicolon or as a question.
fn split_advice(mut fault: String) -> (String, String) {
    let advice = fault
        .find("; ")
        .or_else(|| fault.find(", did you mean"))
        .map(|at| fault.split_off(at));
    let advice = advice.map(|advice| advice.trim_start_matches([';', ',', ' ']).to_owned());
    (
        fault,
        advice.unwrap_or_else(|| "correct the query; Nexthink's query editor helps".to_owned()),
    )
}

/// Holds the queries against what the code and the metrics need of them.
pub(crate) fn check(
    files: &Files,
    queries: &BTreeMap<String, SavedQuery>,
    required: &[RequiredQuery],
    needed: &[At<Column>],
    report: &mut Report,
) {
    for requirement in required {
        let path = path(requirement.id);
        if let Some(saved) = queries.get(requirement.id) {
            requirement.check(&saved.query, &mut Sheet::new(&path, report));
        } else if !requirement.optional && files.get(&path).is_none() && !report.mentions(&path) {
            report.add(
                &path,
                None,
                format!("the saved query `{}` is missing", requirement.id),
                requirement.how_to_write(),
            );
        }
    }
    check_figures(queries, required, needed, &mut Sheet::new(HEALTH, report));
}

/// Notes columns that a metric needs and the queries do not give.
fn check_figures(
    queries: &BTreeMap<String, SavedQuery>,
    required: &[RequiredQuery],
    needed: &[At<Column>],
    sheet: &mut Sheet<'_>,
) {
    let giving = |figures| {
        let wanted = required
            .iter()
            .filter(move |requirement| requirement.figures == figures);
        wanted.map(|requirement| {
            (
                path(requirement.id),
                queries.get(requirement.id).map(|saved| saved.query.columns()),
            )
        })
    };
    for column in needed
        .iter()
        .filter(|column| column.value.used == ColumnUse::Latest)
    {
        for (path, given) in giving(Figures::Latest) {
            // A query that is missing or broken is a fault already.
            let Some(given) = given else { continue };
            if !given.contains(&column.value.name) {
                note_missing(column, &[&path], &given, sheet);
            }
        }
    }
    let (paths, given): (Vec<String>, Vec<Option<Vec<String>>>) = giving(Figures::Daily).unzip();
    let Some(given) = given
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .map(|given| given.concat())
    else {
        return;
    };
    for column in needed
        .iter()
        .filter(|column| column.value.used == ColumnUse::Daily)
    {
        if !given.contains(&column.value.name) {
            note_missing(
                column,
                &paths.iter().map(String::as_str).collect::<Vec<_>>(),
                &given,
                sheet,
            );
        }
    }
}

fn note_missing(column: &At<Column>, paths: &[&str], given: &[String], sheet: &mut Sheet<'_>) {
    let name = &column.value.name;
    let what = match paths {
        [path] => format!("{path} has no column `{name}`"),
        paths => format!("none of {} has a column `{name}`", list(paths)),
    };
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let near = crate::nearest::nearest(name, given.iter().copied());
    let remedy = match near {
        Some(near) => {
            format!("did you mean `{near}`? Otherwise add `{name}` to the query, here and in Nexthink")
        }
        None => format!("add `{name}` to the query, here and in Nexthink"),
    };
    sheet.add(column.place, what, remedy);
}

impl RequiredQuery {
    fn check(&self, query: &Query, sheet: &mut Sheet<'_>) {
        let parameters = query.parameters();
        for name in self.parameters {
            if parameters.iter().all(|parameter| parameter.name != *name) {
                let what =
                    format!("the parameter `${name}` is not used, so every caller would get the same rows");
                sheet.add(
                    place(query.table.span),
                    what,
                    format!("compare with it: `| where … == ${name}`"),
                );
            }
        }
        for parameter in parameters
            .iter()
            .filter(|parameter| !self.parameters.contains(&parameter.name.as_str()))
        {
            let what = format!("Deskside gives no parameter `${}` to this query", parameter.name);
            sheet.add(
                place(parameter.span),
                what,
                match self.parameters {
                    [] => "write a value instead".to_owned(),
                    known => instead(&parameter.name, known),
                },
            );
        }
        let given = query.columns();
        let missing: Vec<&str> = self
            .columns
            .iter()
            .copied()
            .filter(|column| given.iter().all(|given| given != column))
            .collect();
        if !missing.is_empty() {
            let what = format!("Deskside needs the columns {} of this query", list(&missing));
            sheet.add(
                place(result(query)),
                what,
                "add them to the last `list` or `summarize`, here and in Nexthink",
            );
        }
        if self.tells_absence {
            check_reach(query, sheet);
        }
    }

    fn how_to_write(&self) -> String {
        let parameters: Vec<String> = self.parameters.iter().map(|name| format!("${name}")).collect();
        let taking = match parameters.as_slice() {
            [] => "without parameters".to_owned(),
            some => format!("with the parameters {}", some.join(", ")),
        };
        format!("write it {taking} and the columns {}", self.columns.join(", "))
    }
}

/// Notes what would let an answer seem to show everything when it does not.
fn check_reach(query: &Query, sheet: &mut Sheet<'_>) {
    let mut latest_first = false;
    for statement in &query.statements {
        match &statement.kind {
            StatementKind::Sort { direction, .. } => latest_first = *direction == Direction::Descending,
            StatementKind::Limit(rows) if *rows < ROW_LIMIT => {
                let what = format!("with {rows} rows, what runs could be taken for what was never sent");
                let remedy = format!("write `limit {ROW_LIMIT}`, here and in Nexthink");
                sheet.add(place(statement.span), what, remedy);
            }
            _ => {}
        }
    }
    if !latest_first {
        let what = "the latest changes do not come first, so nobody could tell what an answer leaves out";
        sheet.add(
            place(query.table.span),
            what,
            "add `| sort time desc`, here and in Nexthink",
        );
    }
}

/// Where the query says which columns it gives.
fn result(query: &Query) -> Span {
    let shaping =
        |kind: &StatementKind| matches!(kind, StatementKind::List(_) | StatementKind::Summarize { .. });
    let last = query
        .statements
        .iter()
        .rev()
        .find(|statement| shaping(&statement.kind));
    last.map_or(query.table.span, |statement| statement.span)
}

fn place(span: Span) -> Place {
    Place {
        line: span.line.max(1),
        column: span.column.max(1),
    }
}
