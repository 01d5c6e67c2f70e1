//! The choice of ways to sign in.

use domain::Identity;
use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::{PageContext, Ui},
    links::encoded,
    shell::{Head, document},
    ui::{hidden, icon},
};

/// An identity provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Its name in addresses.
    pub name: String,
    /// What employees call it.
    pub label: String,
}

/// The ways to sign in.
#[derive(Debug, Clone, Copy)]
pub struct SignIn<'a> {
    /// The identity providers.
    pub providers: &'a [Way],
    /// The people that one may be, in the demonstration.
    pub people: &'a [Identity],
    /// Whether it happens in a pop-up window, which hands over to a frame in the end.
    pub popup: bool,
}

/// The sign-in page: one button a provider, and in the demonstration one a person. The page's path is where to go
/// afterwards.
#[must_use]
pub fn sign_in(page: &PageContext, ways: &SignIn) -> String {
    // Nothing on the page speaks of time.
    let ui = Ui::new(page, Timestamp::UNIX_EPOCH);
    let t = ui.t;
    let (title, lead) = match (ways.providers, ways.people) {
        ([], []) => (&t.sign_in_choose, &t.sign_in_no_way),
        ([], _) => (&t.sign_in_title, &t.sign_in_lead),
        _ => (&t.sign_in_choose, &t.sign_in_choose_lead),
    };
    let head = Head {
        title: title.to_string(),
        live: None,
        current: None,
    };
    let body = view! {
        <div class="page page-narrow">
            <div class="hero"><h1>{&**title}</h1><p class="lead">{&**lead}</p></div>
            {providers(&ui, ways)}
            {people(&ui, ways)}
        </div>
    };
    document(&ui, &head, body)
}

fn providers<'a>(ui: &'a Ui, ways: &SignIn<'a>) -> impl IntoView + use<'a> {
    let popup = if ways.popup { "&popup=1" } else { "" };
    let links: Vec<_> = ways
        .providers
        .iter()
        .enumerate()
        .map(|(number, way)| {
            // One button of a view matters most.
            let class = if number == 0 {
                "button button-primary way"
            } else {
                "button way"
            };
            let back = encoded(&ui.page.path);
            let there = format!("/sign-in/oidc/{}?back={back}{popup}", way.name);
            view! { <li><a class=class href=ui.to(&there)>{ui.t.sign_in_with(&way.label)}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="ways">{links}</ul> })
}

fn people<'a>(ui: &'a Ui, ways: &SignIn<'a>) -> impl IntoView + use<'a> {
    let buttons: Vec<_> = ways
        .people
        .iter()
        .map(|person| {
            view! {
                <li>
                    <button class="person" type="submit" name="employee" value=person.upn.as_str()>
                        {icon(ui, "person")}
                        <span><b>{person.name.as_str()}</b><span class="person-upn">{person.upn.as_str()}</span></span>
                        {icon(ui, "next")}
                    </button>
                </li>
            }
        })
        .collect();
    let beside = !ways.providers.is_empty();
    let popup = ways.popup;
    (!buttons.is_empty()).then(|| {
        view! {
            {beside.then(|| view! { <p class="soft">{&*ui.t.sign_in_lead}</p> })}
            <form method="post" action=ui.to("/sign-in")>
                {hidden("back", ui.page.path.as_str())}
                {popup.then(|| hidden("popup", "1"))}
                <ul class="people">{buttons}</ul>
            </form>
        }
    })
}
