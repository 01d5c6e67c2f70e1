//! What a portal admin writes, read and checked: saved queries, metrics, remedies and topics.
//!
//! [`load`] reads a content folder and gives a [`Content`] that can be relied on, or [`Faults`]: everything that is
//! wrong, each with its place and what to do about it. It never stops at the first.
//!
//! ```text
//! content/health.yaml         categories and metrics, their texts, bands and columns
//! content/remedies/*.yaml     what employees may run, one file each; the file's name is the remedy's id
//! content/topics/*.yaml       what can be wrong, in the employee's words, and what helps; one file each
//! content/branding.yaml       how the pages look; with the images in content/branding
//! content/texts/*.ftl         what is said in other words, one file a language
//! content/outcomes.yaml       what Nexthink's words about executions mean
//! content/queries/*.nql       the saved queries; the file's name is the query's id in Nexthink, without its #
//! ```
//!
//! # How it is read
//! A YAML file becomes a tree in which every value and key knows its place (`yaml`). Readers take typed values out of
//! it and note what does not fit (`read`, `health`, `remedies`, `topics`). Then the queries are held against what the code and
//! the metrics need of them (`queries`).
//!
//! # How to extend it
//! * A new key of a metric, remedy or topic: a line in its reader, next to the others, and one in the description of the
//!   file's schema beside it; unknown keys are faults by themselves.
//! * A new rule: in the file of the thing that it is about, so that it runs whenever that thing is read.
//! * A saved query that the code begins to call: a [`RequiredQuery`] where the code lists them.

mod at;
mod branding;
mod condition;
mod entry;
mod fault;
mod files;
mod health;
mod link;
mod nearest;
mod outcomes;
mod quantity;
mod queries;
mod read;
mod remedies;
mod schema;
mod stamp;
mod texts;
mod topics;
mod yaml;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use domain::{Branding, Catalogue, CategoryId, Lang, OutcomeRule, Topic};

pub(crate) use at::At;
pub use at::Place;
pub use fault::{Fault, Faults};
pub use files::Files;
pub use queries::{Figures, RequiredQuery, SavedQuery};
pub use schema::{Kind, schema};
pub use stamp::Stamp;
pub use texts::KnownTexts;

use crate::{
    branding::BRANDING,
    fault::{Report, Sheet},
    health::{HEALTH, Health},
    outcomes::OUTCOMES,
    remedies::Shelf,
    texts::{TEXTS, Texts},
};

/// Everything in the content folder, without fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Content {
    /// Categories and metrics in the order of `health.yaml`; remedies and topics by category, and there by the name
    /// of their file.
    pub catalogue: Catalogue,
    /// The saved queries by id, with the leading `#`; also those that the code does not need.
    pub queries: BTreeMap<String, SavedQuery>,
    /// How the pages look.
    pub branding: Branding,
    /// What is said in other words, as Fluent resources that take nothing but what the texts are given.
    pub texts: BTreeMap<Lang, String>,
}

/// Reads the content folder. `required` are the saved queries that the code calls, `known` the texts
/// that it has.
///
/// # Errors
/// Everything that is wrong with the content.
pub fn load(dir: &Path, required: &[RequiredQuery], known: &KnownTexts) -> Result<Content, Faults> {
    let mut report = Report::default();
    let files = Files::read(dir, &mut report);
    build(&files, required, known, report)
}

/// Reads and checks content that is already in memory, as [`load`] does from a folder.
///
/// # Errors
/// Everything that is wrong with the content.
pub fn check(files: &Files, required: &[RequiredQuery], known: &KnownTexts) -> Result<Content, Faults> {
    build(files, required, known, Report::default())
}

fn build(
    files: &Files,
    required: &[RequiredQuery],
    known: &KnownTexts,
    mut report: Report,
) -> Result<Content, Faults> {
    // Without the folder, everything would be missing; one fault says it.
    if report.mentions(".") {
        return Err(report
            .into_faults()
            .expect("a report that mentions something is not empty"));
    }
    let queries = queries::read(files, &mut report);
    let health = read_health(files, &mut report);
    let remedies = read_remedies(files, health.as_ref(), &mut report);
    let topics = read_topics(files, health.as_ref(), &remedies, &mut report);
    let outcomes = read_outcomes(files, &mut report);
    let branding = read_branding(files, &mut report);
    let texts = read_texts(files, known, &mut report);
    let needed = health
        .as_ref()
        .map(|health| health.columns.as_slice())
        .unwrap_or_default();
    queries::check(files, &queries, required, needed, &mut report);
    match (
        report.into_faults(),
        health.and_then(|health| catalogue(health, remedies, topics, outcomes)),
    ) {
        (None, Some(catalogue)) => Ok(Content {
            catalogue,
            queries,
            branding,
            texts,
        }),
        (Some(faults), _) => Err(faults),
        (None, None) => unreachable!("what could not be read has been noted"),
    }
}

fn read_health(files: &Files, report: &mut Report) -> Option<Health> {
    let Some(text) = files.get(HEALTH) else {
        if !report.mentions(HEALTH) {
            report.add(
                HEALTH,
                None,
                "the file is missing",
                "write it; it describes the categories and metrics",
            );
        }
        return None;
    };
    let mut sheet = Sheet::new(HEALTH, report);
    Health::read(&yaml::parse(text, &mut sheet)?, &mut sheet)
}

fn read_remedies(files: &Files, health: Option<&Health>, report: &mut Report) -> Shelf {
    let mut shelf = Shelf::new(report);
    for (stem, path, text) in files.folder("remedies", "yaml") {
        let mut sheet = Sheet::new(path, report);
        let node = yaml::parse(text, &mut sheet);
        let known = health.map(|health| &health.known);
        shelf.put(
            stem,
            node.and_then(|node| remedies::read(stem, &node, known, &mut sheet)),
        );
    }
    shelf
}

fn read_topics(files: &Files, health: Option<&Health>, shelf: &Shelf, report: &mut Report) -> Vec<Topic> {
    let mut topics = Vec::new();
    for (stem, path, text) in files.folder("topics", "yaml") {
        let mut sheet = Sheet::new(path, report);
        let node = yaml::parse(text, &mut sheet);
        let known = health.map(|health| &health.known);
        topics.extend(node.and_then(|node| topics::read(stem, &node, known, shelf, &mut sheet)));
    }
    topics
}

/// Without the file, Nexthink's words are shown as they came.
fn read_outcomes(files: &Files, report: &mut Report) -> Vec<OutcomeRule> {
    let Some(text) = files.get(OUTCOMES) else {
        return Vec::new();
    };
    let mut sheet = Sheet::new(OUTCOMES, report);
    let node = yaml::parse(text, &mut sheet);
    node.and_then(|node| outcomes::read(&node, &mut sheet))
        .unwrap_or_default()
}

/// Without the file, the pages look as they are shipped.
fn read_branding(files: &Files, report: &mut Report) -> Branding {
    let Some(text) = files.get(BRANDING) else {
        return Branding::default();
    };
    let mut sheet = Sheet::new(BRANDING, report);
    let node = yaml::parse(text, &mut sheet);
    node.and_then(|node| branding::read(&node, files, &mut sheet))
        .unwrap_or_default()
}

fn read_texts(files: &Files, known: &KnownTexts, report: &mut Report) -> Texts {
    let mut texts = Texts::new();
    for (stem, path, text) in files.folder(TEXTS, "ftl") {
        let mut sheet = Sheet::new(path, report);
        if let Some(lang) = texts::language(stem, &mut sheet) {
            texts::check(text, known, &mut sheet);
            texts.insert(lang, text.to_owned());
        }
    }
    texts
}

fn catalogue(
    health: Health,
    shelf: Shelf,
    mut topics: Vec<Topic>,
    outcomes: Vec<OutcomeRule>,
) -> Option<Catalogue> {
    let rank = |wanted: &CategoryId| {
        let mut categories = health.categories.iter();
        categories.position(|category| category.id == *wanted)
    };
    let mut remedies = shelf.into_remedies();
    remedies.sort_by_key(|remedy| rank(&remedy.category));
    topics.sort_by_key(|topic| rank(&topic.category));
    Some(Catalogue {
        score: health.score?,
        online_within: health.online_within?,
        reports_every: health.reports_every,
        metrics: health.metrics.into_iter().map(Arc::new).collect(),
        remedies: remedies.into_iter().map(Arc::new).collect(),
        topics: topics.into_iter().map(Arc::new).collect(),
        outcomes,
        categories: health.categories,
    })
}
