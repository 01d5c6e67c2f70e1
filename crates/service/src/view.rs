//! What the pages show: everything a page needs, decided, so that rendering only has to say it.

mod check_again;
mod diagnosis;
mod explain;
mod hand_over;
mod limits;
mod receipt;
mod value;

use std::sync::Arc;

use domain::{
    Availability, Category, CollectorUid, Device, Execution, Explanation, Feedback, Figure, IdempotencyKey,
    Metric, Rating, Remedy, Source, TrendPoint,
};
use jiff::{SignedDuration, Timestamp};

pub use check_again::{CheckAgain, Hold, ReportsEvery};
pub use diagnosis::{DiagnosisPage, DiagnosisSummary, FindingView, ForYou, SearchPage, TopicPage};
pub use explain::{AudienceReason, DeviceReason, Item, Seen, Visibility};
pub use hand_over::{HandOverForm, HandOverOffer, HandOverPage, HandedFacts};
pub use limits::{BudgetView, DirectoryView, LimitsPage, LineView};
pub use receipt::{
    Receipt, ReceiptAnswer, ReceiptDevice, ReceiptEmployee, ReceiptLaunch, ReceiptProof, ReceiptRemedy,
    ReceiptValue,
};

pub use value::{RemedyCounts, RemedyValue, TopicCounts, TopicValue, TotalValue, ValuePage};

use crate::Trouble;

/// How fresh a page's data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Freshness {
    /// When Nexthink was last asked with success; `None` when it never was.
    pub fetched_at: Option<Timestamp>,
    /// What keeps it from being asked again.
    pub trouble: Option<Trouble>,
    /// An answer is on its way; the stream will tell when it is there.
    pub pending: bool,
    /// When it is asked again at the earliest, where trouble keeps it from being asked now.
    pub again_at: Option<Timestamp>,
}

/// One figure with all that is said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureView {
    /// What it means.
    pub metric: Arc<Metric>,
    /// The figure.
    pub figure: Figure,
    /// Where it comes from.
    pub source: Source,
    /// Its daily values, oldest first; empty when they are not known.
    pub trend: Vec<TrendPoint>,
}

/// A device on the home page.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceSummary {
    /// The device.
    pub device: Device,
    /// Whether it reported a short while ago.
    pub online: bool,
    /// Its overall score.
    pub score: Option<FigureView>,
    /// The worst rating among its figures.
    pub rating: Rating,
    /// The figures that are not good, the worst first.
    pub troubles: Vec<FigureView>,
}

/// The one thing that matters most.
#[derive(Debug, Clone, PartialEq)]
pub struct Attention {
    /// On which device.
    pub device: Device,
    /// What is wrong.
    pub figure: FigureView,
    /// What helps, if anything does.
    pub offer: Option<Offer>,
}

/// A remedy for a device, with whether it can run now.
#[derive(Debug, Clone, PartialEq)]
pub struct Offer {
    /// The device it is for.
    pub device: CollectorUid,
    /// The remedy.
    pub remedy: Arc<Remedy>,
    /// Whether it can run now, and if not, why.
    pub availability: Availability,
    /// The latest run on this device.
    pub last: Option<Arc<Execution>>,
    /// Identifies the press of the button on this very page.
    pub key: IdempotencyKey,
}

/// An execution in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ExecutionSummary {
    /// The execution.
    pub execution: Arc<Execution>,
    /// Its remedy, if content still has it.
    pub remedy: Option<Arc<Remedy>>,
}

/// The home page.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The employee's name.
    pub name: String,
    /// Their devices, the latest used first.
    pub devices: Vec<DeviceSummary>,
    /// What matters most; `None` when all is well or nothing is known.
    pub attention: Option<Attention>,
    /// Executions under way, the latest first.
    pub open: Vec<ExecutionSummary>,
    /// The latest ended executions.
    pub recent: Vec<ExecutionSummary>,
    /// What is the employee's own.
    pub for_you: ForYou,
    /// How fresh it is.
    pub freshness: Freshness,
    /// The id of the last event that this page knows of; the stream goes on from there.
    pub last_event: i64,
}

/// The figures and remedies of one category.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The category.
    pub category: Category,
    /// Its figures that are known.
    pub figures: Vec<FigureView>,
    /// Its remedies.
    pub offers: Vec<Offer>,
}

/// The page of one device.
#[derive(Debug, Clone, PartialEq)]
pub struct DevicePage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The device, its score and what is wrong with it.
    pub summary: DeviceSummary,
    /// The employee's other devices.
    pub others: Vec<Device>,
    /// Figures and remedies by category; no empty ones.
    pub sections: Vec<Section>,
    /// The remedy that helps most, when something is wrong.
    pub suggested: Option<Offer>,
    /// The employee's executions on this device, the latest first.
    pub runs: Vec<ExecutionSummary>,
    /// How to hand the device over to IT.
    pub hand_over: HandOverOffer,
    /// When it reports, and whether Nexthink can be asked again now.
    pub again: CheckAgain,
    /// Whether it is the one that the employee chose last.
    pub chosen: bool,
    /// How fresh it is.
    pub freshness: Freshness,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}

/// The page of one execution.
#[derive(Debug, Clone, PartialEq)]
pub struct ExecutionPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The execution.
    pub execution: Arc<Execution>,
    /// Its remedy, if content still has it.
    pub remedy: Option<Arc<Remedy>>,
    /// The metric of its proof.
    pub metric: Option<Arc<Metric>>,
    /// What content says about how it ended.
    pub explanation: Option<Explanation>,
    /// Whether the device reported a short while ago; `None` when nobody knows.
    pub online: Option<bool>,
    /// How long it has taken so far, or took.
    pub elapsed: SignedDuration,
    /// The diagnosis it belongs to.
    pub diagnosis: Option<DiagnosisSummary>,
    /// What the employee said about it.
    pub feedback: Option<Feedback>,
    /// How to hand it over to IT.
    pub hand_over: HandOverOffer,
    /// Whether the tenant can be asked how it stands.
    pub freshness: Freshness,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}

/// The employee's executions.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// Executions, the latest first.
    pub runs: Vec<ExecutionSummary>,
    /// The id of the last event that this page knows of.
    pub last_event: i64,
}
