//! The saved queries: each is asked about nobody, by the version of the API that names its columns all the same.

use std::{collections::BTreeSet, path::Path};

use content::{Content, Figures, RequiredQuery};
use nexthink::{Error, NqlVersion, Parameters, QueryId, Table};
use service::Clock;

use super::{asking::Asking, finding::Finding, trouble};
use crate::{
    config::Config,
    tenant::{DISCOVERY, REQUIRED, latest_columns, nql_version},
};

const API: &str = "NQL API";
/// Where queries are saved.
const PLACE: &str = "In Nexthink: Administration → Content management → NQL API queries";

/// Asks each of them.
pub async fn examine(
    asking: &mut Asking,
    config: &Config,
    content: &Content,
    clock: &dyn Clock,
) -> Vec<Finding> {
    let (mut findings, mut goes_on, mut by_server) = (Vec::new(), true, None);
    for required in REQUIRED {
        let id: QueryId = required
            .id
            .parse()
            .expect("what the code asks has the id of a query");
        let parameters = nobody(required, clock);
        if findings.is_empty() {
            // As the server asks.
            let answer = asking.query(nql_version(&config.tenant), &id, &parameters).await;
            let permission = trouble::permission(API, "Nothing works without it.", &answer);
            goes_on = permission.is_ok();
            findings.push(permission.unwrap_or_else(|finding| finding));
            by_server = Some(answer);
        }
        if !goes_on {
            findings.push(Finding::skipped(required.id, "queries cannot be asked"));
            continue;
        }
        let optional = required.optional.then(|| Optional::of(required.id));
        if let Some(optional) = optional {
            let is_in_content = content.queries.contains_key(required.id);
            if let Some(why) = optional.is_not_asked(config, is_in_content) {
                findings.push(Finding::skipped(required.id, why));
                continue;
            }
        }
        let answer = asking.query(NqlVersion::V1, &id, &parameters).await;
        if let (Some(Err(error @ Error::NotFound { .. })), Ok(_)) = (by_server.take(), &answer) {
            findings.push(other_version(&error));
        }
        let finding = judged(required, content, &config.content.dir, answer);
        findings.push(match optional {
            Some(optional) => finding.softened(optional.meaning()),
            None => finding,
        });
    }
    findings
}

/// What a query is for that may be missing.
#[derive(Clone, Copy)]
enum Optional {
    Discovery,
    Impact,
}

impl Optional {
    fn of(id: &str) -> Self {
        match DISCOVERY.contains(&id) {
            true => Self::Discovery,
            false => Self::Impact,
        }
    }

    /// Why it need not be there.
    fn is_not_asked(self, config: &Config, is_in_content: bool) -> Option<&'static str> {
        match self {
            Self::Discovery if config.discovery.every_minutes == 0 => {
                Some("discovery.every_minutes is 0, so that nobody's devices are learned at once")
            }
            Self::Discovery if !is_in_content => {
                Some("content has no such query, and only discovery needs it")
            }
            Self::Impact if !is_in_content => {
                Some("content has no such query, and only `deskside impact` needs it")
            }
            Self::Discovery | Self::Impact => None,
        }
    }

    /// What goes without it.
    const fn meaning(self) -> &'static str {
        match self {
            Self::Discovery => {
                "Everybody's devices are learned at once only when all four queries of discovery are there: until then, \
                 whoever opens a page for the first time waits for Nexthink, and each of them costs a query."
            }
            Self::Impact => "`deskside impact` does not work without it; nobody's page needs it.",
        }
    }
}

/// The query is there, and not where the server asks for it.
fn other_version(error: &Error) -> Finding {
    Finding::fault(
        "version",
        format!("Queries answer by version 1 of the API, and not by the one that is configured: {error}."),
        "Set tenant.nql_version = \"v1\", or have what stands before the tenant let /api/v2/nql/execute through.",
    )
}

/// Parameters that match nobody and nothing.
fn nobody(required: &RequiredQuery, clock: &dyn Clock) -> Parameters {
    let value = |name: &str| match name {
        "upn" | "email" => format!("{}@deskside.invalid", clock.new_id()),
        _ => clock.new_id().to_string(),
    };
    let given = required.parameters.iter();
    given.map(|name| ((*name).to_owned(), value(name))).collect()
}

/// The columns that are needed of a query, with the figures that content reads from it.
fn needed<'a>(required: &RequiredQuery, content: &'a Content) -> BTreeSet<&'a str> {
    let catalogue = &content.catalogue;
    let mut columns: BTreeSet<&str> = required.columns.iter().copied().collect();
    match required.figures {
        Figures::None => {}
        Figures::Latest => columns.extend(latest_columns(catalogue)),
        Figures::Daily => {
            let saved = content.queries.get(required.id);
            let given = saved.map(|saved| saved.query.columns()).unwrap_or_default();
            // Each is given by one of several queries; content says by which.
            let trends = catalogue
                .metrics
                .iter()
                .filter_map(|metric| metric.trend_column.as_deref());
            columns.extend(trends.filter(|trend| given.iter().any(|given| given == trend)));
        }
    }
    columns
}

fn judged(required: &RequiredQuery, content: &Content, dir: &Path, answer: Result<Table, Error>) -> Finding {
    let id = required.id;
    let file = dir
        .join("queries")
        .join(format!("{}.nql", id.trim_start_matches('#')));
    let file = file.display();
    let again = format!("{PLACE} → `{id}`: replace its text by that of {file}, as it stands, and save.");
    let table = match answer {
        Ok(table) => table,
        Err(Error::NotFound { .. }) => {
            return Finding::fault(
                id,
                format!("The tenant has no saved query `{id}`."),
                format!(
                    "{PLACE} → New NQL API query: the query ID `{id}`, and the text of {file}, as it stands."
                ),
            );
        }
        Err(error @ Error::Rejected { .. }) => {
            return Finding::fault(id, format!("The tenant does not run it: {error}."), again);
        }
        Err(error) => return trouble::of(id, &error),
    };
    if !required.parameters.is_empty() && !table.is_empty() {
        let name = required.parameters.join("`, `$");
        return Finding::fault(
            id,
            format!(
                "Asked about nobody, it answers with {} rows: it does not compare `${name}`, so that everybody would be \
                 shown the same.",
                table.len()
            ),
            again,
        );
    }
    let needed: Vec<&str> = needed(required, content).into_iter().collect();
    match table.missing_columns(&needed) {
        Some(missing) if missing.is_empty() => Finding::ok(
            id,
            format!("It runs, and gives all {} columns that are needed.", needed.len()),
        ),
        Some(missing) => Finding::fault(id, format!("It does not give {}.", missing.join(", ")), again),
        None => Finding::warning(
            id,
            "It runs, and the tenant does not say which columns it gives.",
            "Compare it with the file of content by eye.",
        ),
    }
}
