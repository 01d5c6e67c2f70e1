//! How the content stands, for whoever looks after Deskside.

use jiff::Timestamp;
use leptos::{either::Either, prelude::*};

use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    ui::{AdminPage, admin_pages, icon, moment, within},
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentStatus {
    /// The time now.
    pub now: Timestamp,
    /// Since when the content is in force.
    pub since: Timestamp,
    /// How many remedies it has.
    pub remedies: usize,
    /// How many topics.
    pub topics: usize,
    /// How many figures.
    pub figures: usize,
    /// How many saved queries.
    pub queries: usize,
    /// Why what is in the folder is not in force; `None` when it is.
    pub refused: Option<RefusedContent>,
    /// The saved queries that have to be saved in Nexthink, too.
    pub upload: Vec<String>,
}

/// What was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedContent {
    /// When.
    pub at: Timestamp,
    /// Everything that is wrong.
    pub faults: Vec<ContentFault>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFault {
    /// Where: the file, and the line in it.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

/// The page of the content.
#[must_use]
pub fn content(page: &PageContext, view: &ContentStatus) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let head = Head {
        title: t.content_title.to_string(),
        live: None,
        current: None,
    };
    let count = |count: usize| count.to_string();
    let holds = t.content_holds(
        &count(view.remedies),
        &count(view.topics),
        &count(view.figures),
        &count(view.queries),
    );
    let state = match &view.refused {
        Some(refused) => Either::Left(self::refused(&ui, refused)),
        None => Either::Right(
            view! { <p class="content-state tone-good">{icon(&ui, "ok")}<span>{&*t.content_sound}</span></p> },
        ),
    };
    let body = view! {
        <div class="page page-narrow">
            <div class="hero"><h1>{&*t.content_title}</h1><p class="lead">{&*t.content_lead}</p></div>
            <section class="card">
                <p><b>{within(&t.templates.content_since, moment(&ui, view.since))}</b></p>
                <p class="soft">{holds}</p>
                {state}
            </section>
            {(!view.upload.is_empty()).then(|| upload(&ui, &view.upload))}
            {admin_pages(&ui, AdminPage::Content)}
        </div>
    };
    document(&ui, &head, body)
}

fn refused<'a>(ui: &'a Ui, refused: &'a RefusedContent) -> impl IntoView + use<'a> {
    let t = ui.t;
    // Faults are told in English alone.
    let row = |fault: &'a ContentFault| {
        view! {
            <li class="content-fault">
                <code dir="auto">{fault.place.as_str()}</code>
                <p lang="en" dir="auto">{fault.what.as_str()}</p>
                <p class="soft">{&*t.content_remedy}" "<span lang="en" dir="auto">{fault.remedy.as_str()}</span></p>
            </li>
        }
    };
    let faults: Vec<_> = refused.faults.iter().map(row).collect();
    view! {
        <div class="content-refused" id="content-refused">
            <h2 class="content-state tone-bad">{icon(ui, "stop")}<span>{&*t.content_refused}</span></h2>
            <p class="soft">{within(&t.templates.content_refused_at, moment(ui, refused.at))}</p>
            <ul class="content-faults">{faults}</ul>
        </div>
    }
}

fn upload<'a>(ui: &'a Ui, queries: &'a [String]) -> impl IntoView + use<'a> {
    let t = ui.t;
    let names: Vec<_> = queries
        .iter()
        .map(|query| view! { <li><code>{query.as_str()}</code></li> })
        .collect();
    view! {
        <section class="card" aria-labelledby="content-upload">
            <h2 id="content-upload">{&*t.content_upload}</h2>
            <p class="soft">{&*t.content_upload_lead}</p>
            <ul class="content-queries">{names}</ul>
        </section>
    }
}
