//! What content and configuration have Deskside read, keep and hand on, for the page that says so.

use std::collections::{BTreeMap, BTreeSet};

use app::pages::{DeskKind, Disclosure, Kept, ReadFigure, Untouched};
use content::Content;
use domain::Metric;

use crate::config::{Config, Kind};

/// What the configuration says, which does not change while the process runs.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    kept: Kept,
    desk: DeskKind,
}

impl Settings {
    /// What this configuration says.
    pub fn of(config: &Config) -> Self {
        let framed = !config.embed.allowed_origins.is_empty();
        Self {
            kept: Kept {
                ended: config.database.keep(),
                idle: config.session.idle(),
                absolute: config.session.absolute(),
                bearer: framed.then(|| config.session.bearer()),
                days: (!config.discovery.is_off() || !config.exports.is_empty())
                    .then_some(service::DAYS_KEPT),
                unread_rows: (!config.exports.is_empty()).then_some(service::FILES_KEPT),
            },
            desk: match config.service_desk.as_ref().map(|desk| &desk.kind) {
                None => DeskKind::None,
                Some(Kind::Email(_)) => DeskKind::Mail,
                Some(_) => DeskKind::Tickets,
            },
        }
    }

    /// The same with what this content reads.
    pub fn disclose(&self, content: &Content) -> Disclosure {
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for saved in content.queries.values() {
            for table in saved.query.tables() {
                tables.entry(table).or_default();
            }
            for field in saved.query.fields() {
                let keys = tables.entry(field.table).or_default();
                if !keys.contains(&field.key) {
                    keys.push(field.key);
                }
            }
        }
        tables.values_mut().for_each(|keys| keys.sort_unstable());
        let metrics = content.catalogue.metrics.iter();
        Disclosure {
            figures: metrics.map(|metric| figure(metric, content)).collect(),
            untouched: untouched(&tables),
            tables,
            kept: self.kept,
            desk: self.desk,
        }
    }
}

/// A figure with the fields that any saved query makes one of its columns of.
fn figure(metric: &Metric, content: &Content) -> ReadFigure {
    let columns = [
        Some(&metric.column),
        metric.whole_column.as_ref(),
        metric.usual_column.as_ref(),
        metric.trend_column.as_ref(),
    ];
    let columns = columns.into_iter().flatten();
    let origins = columns.flat_map(|column| {
        let saved = content.queries.values();
        saved.flat_map(move |saved| saved.query.origin(column))
    });
    let fields: BTreeSet<String> = origins.map(|field| field.key).collect();
    ReadFigure {
        label: metric.label.clone(),
        why: metric.why.clone(),
        fields: fields.into_iter().collect(),
    }
}

/// What neither a table nor a field of the queries is about.
fn untouched(tables: &BTreeMap<String, Vec<String>>) -> Vec<Untouched> {
    let names = || tables.keys().chain(tables.values().flatten());
    let all = Untouched::ALL.into_iter();
    all.filter(|what| !names().any(|name| is_about(*what, name)))
        .collect()
}

/// Whether a table or a field is about this, by the namespaces of the NQL data model.
fn is_about(what: Untouched, name: &str) -> bool {
    let mut segments = name.split('.');
    let namespace = segments.next().unwrap_or_default();
    match what {
        Untouched::Websites => namespace == "web",
        // Which program, or any of its runs: a count of crashes tells neither.
        Untouched::Programs => {
            let counts = ["execution.crashes", "execution.crash.number_of_crashes"];
            ["application", "binary"].contains(&namespace)
                || namespace == "execution" && !counts.contains(&name)
        }
        Untouched::Connections => namespace == "connection",
        Untouched::Meetings => namespace == "collaboration",
        Untouched::Surveys => namespace == "campaign",
        Untouched::Software => namespace == "package",
        Untouched::Place => segments
            .any(|segment| ["location", "public_ip", "ip_address", "public_ip_address"].contains(&segment)),
    }
}
