//! What the pages about symptoms show.

use std::sync::Arc;

use domain::{
    Category, Check, CollectorUid, Device, Diagnosis, Evidence, Favourite, Feedback, HandOver, Hit,
    IdempotencyKey, Topic, Verdict,
};
use jiff::Timestamp;

use super::{CheckAgain, ExecutionSummary, FigureView, Freshness, HandOverOffer, Offer};

/// A diagnosis in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagnosisSummary {
    /// The diagnosis.
    pub diagnosis: Arc<Diagnosis>,
    /// Its topic, if content still has it.
    pub topic: Option<Arc<Topic>>,
}

/// What is the employee's own on the home page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ForYou {
    /// The groups of symptoms, in content's order.
    pub categories: Vec<Category>,
    /// The symptoms that can be looked at, in content's order.
    pub topics: Vec<Arc<Topic>>,
    /// What they marked, the latest first, as far as content still has it for them.
    pub favourites: Vec<Hit>,
    /// The device they chose last, if it is still theirs.
    pub device: Option<CollectorUid>,
    /// Their latest looks at symptoms.
    pub diagnoses: Vec<DiagnosisSummary>,
    /// Their latest hand-overs to IT.
    pub hand_overs: Vec<Arc<HandOver>>,
}

/// What was found for some words.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The words, as they were typed.
    pub words: String,
    /// What they may mean, the likeliest first.
    pub hits: Vec<Hit>,
    /// What the employee marked.
    pub favourites: Vec<Favourite>,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}

/// The page of one symptom.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The topic.
    pub topic: Arc<Topic>,
    /// The employee's devices that it is made for, the latest seen first.
    pub devices: Vec<Device>,
    /// Whether they have any device at all, as far as known.
    pub has_devices: bool,
    /// The one of them that is meant; `None` when there is none, or nobody knows.
    pub device: Option<Device>,
    /// Whether the employee marked it.
    pub favourite: bool,
    /// What is worth trying on the device without looking.
    pub offers: Vec<Offer>,
    /// The employee's latest look at it.
    pub last: Option<DiagnosisSummary>,
    /// How to hand it over to IT.
    pub hand_over: HandOverOffer,
    /// Identifies the press that begins to look.
    pub key: IdempotencyKey,
    /// How fresh it is.
    pub freshness: Freshness,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}

/// What came of one check, with all that is said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct FindingView {
    /// The check.
    pub check: Check,
    /// What it says. A figure that is on its way is being looked at.
    pub verdict: Verdict,
    /// What it was judged by.
    pub evidence: Option<Evidence>,
    /// The same with its meaning, where it is a figure.
    pub figure: Option<FigureView>,
    /// The execution that reads it from the device.
    pub collected_by: Option<ExecutionSummary>,
    /// What helps against it, in order; empty unless something was found.
    pub offers: Vec<Offer>,
}

/// The page of one look at a symptom.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagnosisPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The diagnosis.
    pub diagnosis: Arc<Diagnosis>,
    /// Its topic, if content still has it.
    pub topic: Option<Arc<Topic>>,
    /// The device; `None` when it is not the employee's any more, or nobody knows.
    pub device: Option<Device>,
    /// What came of each check, in the topic's order.
    pub findings: Vec<FindingView>,
    /// Whether anything is still being looked at.
    pub looking: bool,
    /// What is worth trying whatever was found.
    pub offers: Vec<Offer>,
    /// What the employee ran because of it, the latest first.
    pub runs: Vec<ExecutionSummary>,
    /// What they said about it.
    pub feedback: Option<Feedback>,
    /// How to hand it over to IT.
    pub hand_over: HandOverOffer,
    /// When the device reports, and whether Nexthink can be asked about it again.
    pub again: Option<CheckAgain>,
    /// How fresh the figures are.
    pub freshness: Freshness,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}
