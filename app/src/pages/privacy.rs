//! What is read of an employee's devices, what may be run on them, and what is kept, as this installation is set up.

mod kept;
mod reads;
mod remedies;

use std::{collections::BTreeMap, sync::Arc};

use domain::{LocalText, Remedy};
use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
};

/// What content and configuration have Deskside read, keep and hand on.
#[derive(Debug, Clone, PartialEq)]
pub struct Disclosure {
    /// The figures that are shown, in content's order.
    pub figures: Vec<ReadFigure>,
    /// The fields that the saved queries name, by table; a table of which none is named has none.
    pub tables: BTreeMap<String, Vec<String>>,
    /// What no saved query touches.
    pub untouched: Vec<Untouched>,
    /// What is kept for how long.
    pub kept: Kept,
    /// What happens with what is handed over.
    pub desk: DeskKind,
}

/// A figure that is shown, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFigure {
    /// Its name.
    pub label: LocalText,
    /// Why it matters.
    pub why: LocalText,
    /// The fields that it is made of, by their keys in Nexthink.
    pub fields: Vec<String>,
}

/// Something that Nexthink may know and people may worry about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Untouched {
    /// Websites.
    Websites,
    /// Programs and their use.
    Programs,
    /// Network connections.
    Connections,
    /// Calls and meetings.
    Meetings,
    /// Answers to campaigns.
    Surveys,
    /// Installed software.
    Software,
    /// Locations and addresses.
    Place,
}

impl Untouched {
    /// Everything that is looked for.
    pub const ALL: [Self; 7] = [
        Self::Websites,
        Self::Programs,
        Self::Connections,
        Self::Meetings,
        Self::Surveys,
        Self::Software,
        Self::Place,
    ];
}

/// What is kept for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Executions, diagnoses and hand-overs, after their end.
    pub ended: SignedDuration,
    /// A session without use.
    pub idle: SignedDuration,
    /// A session in any case.
    pub absolute: SignedDuration,
    /// A session without a cookie, without use; `None` where no page may stand in a frame.
    pub bearer: Option<SignedDuration>,
    /// Figures of each day, where everybody's devices are learned at once; `None` where they are not.
    pub days: Option<SignedDuration>,
    /// Rows of exported data that could not be read; `None` where none are taken in.
    pub unread_rows: Option<SignedDuration>,
}

/// What happens with what is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskKind {
    /// Nothing: there is no service desk.
    None,
    /// The employee sends it as a mail.
    Mail,
    /// It becomes a ticket.
    Tickets,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Privacy {
    /// The time now.
    pub now: Timestamp,
    /// What holds for everybody.
    pub disclosure: Arc<Disclosure>,
    /// What whoever asks is offered, in content's order.
    pub remedies: Vec<Arc<Remedy>>,
}

/// The page.
#[must_use]
pub fn privacy(page: &PageContext, view: &Privacy) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let head = Head {
        title: t.privacy_title.to_string(),
        live: None,
        current: None,
    };
    let disclosure = &*view.disclosure;
    let body = view! {
        <div class="page page-narrow privacy">
            <div class="hero"><h1>{&*t.privacy_title}</h1><p class="lead">{&*t.privacy_lead}</p></div>
            {reads::figures(&ui, &disclosure.figures)}
            {reads::tables(&ui, &disclosure.tables)}
            {reads::untouched(&ui, &disclosure.untouched)}
            {remedies::remedies(&ui, &view.remedies)}
            {kept::kept(&ui, &disclosure.kept)}
            {kept::handed_on(&ui, disclosure.desk)}
            <section class="card" aria-labelledby="done">
                <h2 id="done">{&*t.privacy_history}</h2>
                <p>{&*t.privacy_history_more}</p>
                <p class="more"><a id="history" href=ui.to("/history")>{&*t.history_title}</a></p>
            </section>
        </div>
    };
    document(&ui, &head, body)
}
