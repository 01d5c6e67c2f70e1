//! Content is read again while employees are at it.
//!
//! What handlers share is made once for each content, with a router of its own: a request that has begun sees one
//! content to its end, and the next one sees the new one. What is wrong keeps the last good content in force.

mod journal;
#[cfg(test)]
mod tests;
mod watch;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use app::Wording;
use axum::{Router, extract::Request};
use content::{Content, SavedQuery, Stamp};
use tokio::sync::watch as channel;
use tower::ServiceExt as _;

pub use journal::{Journal, Refusal};
pub use watch::{LOOK, watch};

use crate::{
    config::Config, disclosure::Settings, dress::Dress, fault::Fault, router, state::AppState, tenant, texts,
};

/// Reads the content folder of a configuration, and holds it against the rest of the configuration.
pub fn read(source: &Source) -> Result<Content, Refusal> {
    let content = content::load(&source.dir, tenant::REQUIRED, &texts::known()).map_err(Refusal::Unsound)?;
    source
        .identity
        .knows_audiences(&content)
        .map_err(Refusal::Unfit)?;
    Ok(content)
}

/// Where content comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// The folder.
    pub dir: PathBuf,
    /// Who may be addressed by it.
    pub identity: crate::config::Identity,
    /// The pages speak mirrored English; see [`crate::assembly::Demonstration`].
    pub right_to_left: bool,
    /// What the page about it says of the configuration.
    pub settings: Settings,
}

impl Source {
    /// The one that a configuration names.
    pub fn of(config: &Config, right_to_left: bool) -> Self {
        Self {
            dir: config.content.dir.clone(),
            identity: config.identity.clone(),
            right_to_left,
            settings: Settings::of(config),
        }
    }

    /// What this content has the pages wear.
    pub fn dress(&self, content: &Content, before: Option<&Dress>) -> Dress {
        let wording = match (self.right_to_left, content.texts.is_empty()) {
            (true, _) => Wording::pseudo_right_to_left(),
            (false, true) => Wording::default(),
            (false, false) => Wording::with(&content.texts),
        };
        Dress::new(wording, &content.branding, before)
    }

    /// The content, at the start: without it, there is nothing.
    pub fn first(&self) -> Result<Content, Fault> {
        read(self).map_err(|refusal| match refusal {
            Refusal::Unsound(faults) => Fault::new(
                format!("{} is not sound:\n{faults}", self.dir.display()),
                "mend it, and try `deskside check`",
            ),
            Refusal::Unfit(fault) => fault,
        })
    }
}

/// Puts content in force.
pub struct Reload {
    source: Source,
    state: AppState,
    routes: channel::Sender<Router>,
    news: channel::Sender<u64>,
    /// What the folder looked like when it was read last.
    stamp: Stamp,
    content: Content,
    /// As they were at the start, when they were saved in Nexthink, one may hope.
    queries: BTreeMap<String, SavedQuery>,
}

impl Reload {
    /// Begins with what is in force. `stamp` was taken before it was read.
    pub fn new(
        source: Source,
        state: AppState,
        content: Content,
        stamp: Stamp,
        news: channel::Sender<u64>,
    ) -> Self {
        let routes = channel::Sender::new(router::router(state.clone()));
        Self {
            source,
            queries: content.queries.clone(),
            state,
            routes,
            news,
            stamp,
            content,
        }
    }

    /// Routes that always lead to the content in force.
    pub fn routes(&self) -> Router {
        let routes = self.routes.subscribe();
        let fallback = tower::service_fn(move |request: Request| {
            let current = routes.borrow().clone();
            current.oneshot(request)
        });
        Router::new().fallback_service(fallback)
    }

    /// Counts the contents that have been put in force.
    #[cfg(test)]
    pub fn contents(&self) -> channel::Receiver<u64> {
        self.news.subscribe()
    }

    /// Takes what is in the folder, all of it or nothing. What was changed while it was read is left for the next time.
    fn take(&mut self, read: Read) {
        let Read {
            before,
            after,
            content,
        } = read;
        if before != after {
            return;
        }
        self.stamp = after;
        let now = self.state.service.now();
        match content {
            Ok(content) if content == self.content => self.state.journal.unchanged(),
            Ok(content) => self.put_in_force(content),
            Err(refusal) => self.state.journal.refused(refusal, now),
        }
    }

    fn put_in_force(&mut self, content: Content) {
        let state = AppState {
            service: self
                .state
                .service
                .with_catalogue(Arc::new(content.catalogue.clone())),
            dress: Arc::new(self.source.dress(&content, Some(&self.state.dress))),
            disclosure: Arc::new(self.source.settings.disclose(&content)),
            ..self.state.clone()
        };
        drop(self.routes.send_replace(router::router(state.clone())));
        let differs = content.queries.iter().filter(|(id, query)| {
            let text = self.queries.get(*id).map(|query| &query.text);
            text != Some(&query.text)
        });
        let upload = differs.map(|(id, _)| id.clone()).collect();
        state.journal.taken(&content, upload, state.service.now());
        self.state = state;
        self.content = content;
        // After the routes: whoever hears of it asks for the new pages.
        self.news.send_modify(|number| *number += 1);
    }
}

/// What was read, and whether it held still meanwhile.
struct Read {
    before: Stamp,
    after: Stamp,
    content: Result<Content, Refusal>,
}

impl Read {
    fn of(source: &Source) -> Self {
        let before = Stamp::of(&source.dir);
        let content = read(source);
        Self {
            before,
            content,
            after: Stamp::of(&source.dir),
        }
    }
}
