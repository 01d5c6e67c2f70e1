//! What is known of the content: since when it is in force, and what was refused since.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use app::pages::{ContentFault, ContentStatus, RefusedContent};
use content::{Content, Faults};
use jiff::Timestamp;

use crate::fault::Fault;

/// What is known of the content. A cheap clone.
#[derive(Debug, Clone)]
pub struct Journal(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    state: Mutex<ContentStatus>,
    taken: AtomicU64,
    refused: AtomicU64,
}

/// Why content is refused.
#[derive(Debug)]
pub enum Refusal {
    /// It has faults.
    Unsound(Faults),
    /// It does not fit the configuration, which is read at the start only.
    Unfit(Fault),
}

impl Refusal {
    fn faults(self) -> Vec<ContentFault> {
        match self {
            Self::Unsound(faults) => faults
                .into_iter()
                .map(|fault| ContentFault {
                    place: match fault.place {
                        Some(place) => format!("{}:{place}", fault.file),
                        None => fault.file,
                    },
                    what: fault.what,
                    remedy: fault.remedy,
                })
                .collect(),
            Self::Unfit(fault) => vec![ContentFault {
                place: ".".to_owned(),
                what: fault.what,
                remedy: format!(
                    "{}\nThe configuration is read at the start: restart Deskside then",
                    fault.todo
                ),
            }],
        }
    }
}

impl Journal {
    /// The content that Deskside started with.
    pub fn begin(content: &Content, at: Timestamp) -> Self {
        Self(Arc::new(Inner {
            state: Mutex::new(status(content, Vec::new(), at)),
            taken: AtomicU64::new(0),
            refused: AtomicU64::new(0),
        }))
    }

    /// This content is in force from now on. `upload` are the saved queries that are different from those at the start.
    pub fn taken(&self, content: &Content, upload: Vec<String>, at: Timestamp) {
        let new = status(content, upload, at);
        tracing::info!(
            remedies = new.remedies,
            topics = new.topics,
            figures = new.figures,
            "the content has changed, and is taken"
        );
        if !new.upload.is_empty() {
            let queries = new.upload.join(", ");
            tracing::warn!(
                "saved queries have changed since the start; save them in Nexthink, too: {queries}"
            );
        }
        *self.lock() = new;
        self.0.taken.fetch_add(1, Ordering::Relaxed);
    }

    /// What is in the folder is not taken; what is in force stays.
    pub fn refused(&self, why: Refusal, at: Timestamp) {
        let faults = why.faults();
        tracing::error!(
            faults = faults.len(),
            "the content has changed and is not sound; what is in force stays"
        );
        for ContentFault { place, what, remedy } in &faults {
            tracing::error!("content {place}: {what}; {remedy}");
        }
        self.lock().refused = Some(RefusedContent { at, faults });
        self.0.refused.fetch_add(1, Ordering::Relaxed);
    }

    /// What is in the folder is what is in force, again.
    pub fn unchanged(&self) {
        self.lock().refused = None;
    }

    /// What is known, for a page of this moment.
    pub fn status(&self, now: Timestamp) -> ContentStatus {
        ContentStatus {
            now,
            ..self.lock().clone()
        }
    }

    /// How often content was taken and refused since the start.
    pub fn counts(&self) -> [(&'static str, u64); 2] {
        let count = |count: &AtomicU64| count.load(Ordering::Relaxed);
        [
            ("taken", count(&self.0.taken)),
            ("refused", count(&self.0.refused)),
        ]
    }

    fn lock(&self) -> MutexGuard<'_, ContentStatus> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn status(content: &Content, upload: Vec<String>, at: Timestamp) -> ContentStatus {
    ContentStatus {
        now: at,
        since: at,
        remedies: content.catalogue.remedies.len(),
        topics: content.catalogue.topics.len(),
        figures: content.catalogue.metrics.len(),
        queries: content.queries.len(),
        refused: None,
        upload,
    }
}
