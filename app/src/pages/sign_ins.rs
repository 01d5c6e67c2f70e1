//! Where somebody is signed in, and for whoever looks after Deskside, where everybody is.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    ui::{AdminPage, admin_pages, hidden, moment},
};

/// One sign-in that has not ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSignIn {
    /// Who: the user principal name.
    pub employee: String,
    /// In which way, as the configuration calls it.
    pub way: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is the one that asks.
    pub here: bool,
    /// Whether it is in a frame of somebody else's page.
    pub framed: bool,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIns {
    /// The time now.
    pub now: Timestamp,
    /// Those of whoever asks, the latest first.
    pub own: Vec<OpenSignIn>,
    /// Everybody's, for whoever looks after Deskside.
    pub everybody: Option<Vec<OpenSignIn>>,
}

/// The page of open sign-ins.
#[must_use]
pub fn sign_ins(page: &PageContext, view: &SignIns) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let head = Head {
        title: t.sign_ins_title.to_string(),
        live: None,
        current: None,
    };
    let own: Vec<_> = view.own.iter().map(|one| own_row(&ui, one)).collect();
    let list = (!own.is_empty()).then(|| {
        view! {
            <ul class="card sign-ins">{own}</ul>
            <form method="post" action=ui.to("/sign-out-everywhere")>
                <button class="button" id="sign-out-everywhere" type="submit">{&*t.sign_out_everywhere}</button>
            </form>
        }
    });
    let body = view! {
        <div class="page page-narrow">
            <div class="hero"><h1>{&*t.sign_ins_title}</h1><p class="lead">{&*t.sign_ins_lead}</p></div>
            {list}
            {view.everybody.as_ref().map(|all| (everybody(&ui, all), admin_pages(&ui, AdminPage::SignIns)))}
        </div>
    };
    document(&ui, &head, body)
}

fn own_row<'a>(ui: &'a Ui, one: &'a OpenSignIn) -> impl IntoView + use<'a> {
    let t = ui.t;
    let place = match (one.here, one.framed) {
        (true, _) => &t.sign_ins_here,
        (false, true) => &t.sign_ins_framed,
        (false, false) => &t.sign_ins_elsewhere,
    };
    view! {
        <li>
            <b>{&**place}</b>
            <span class="soft">{one.way.as_str()}" · "{moment(ui, one.since)}</span>
        </li>
    }
}

fn everybody<'a>(ui: &'a Ui, all: &'a [OpenSignIn]) -> impl IntoView + use<'a> {
    let t = ui.t;
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            view! {
                <li>
                    <b>{one.employee.as_str()}</b>
                    <span class="soft">{one.way.as_str()}" · "{moment(ui, one.since)}</span>
                    <form method="post" action=ui.to("/admin/sign-outs")>
                        {hidden("employee", one.employee.as_str())}
                        <button class="button button-quiet" type="submit" aria-label=t.sign_ins_end_of(&one.employee)>
                            {&*t.sign_ins_end}
                        </button>
                    </form>
                </li>
            }
        })
        .collect();
    view! {
        <section class="everybody" aria-labelledby="everybody">
            <h2 id="everybody">{&*t.sign_ins_everybody}</h2>
            <p class="soft">{&*t.sign_ins_everybody_lead}</p>
            <ul class="card sign-ins">{rows}</ul>
        </section>
    }
}
