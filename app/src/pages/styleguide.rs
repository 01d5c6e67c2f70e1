//! Every component in every state, for whoever designs or changes one. It exists in a demonstration only. It speaks English
//! itself; the components speak the language of the page, and are the real ones.

mod colours;
mod forms;
mod foundations;
mod health;
mod remedies;
mod runs;
mod specimen;
mod states;
mod to_it;

use leptos::prelude::*;

use self::specimen::Part;
use crate::{
    context::{PageContext, Ui},
    samples,
    shell::{Head, document},
};

/// The page of all components. What is pressed on it leads nowhere: nobody it speaks of exists.
#[must_use]
pub fn styleguide(page: &PageContext) -> String {
    let ui = Ui::new(page, samples::now());
    let head = Head {
        title: "Style guide".to_owned(),
        live: None,
        current: None,
    };
    let parts: Vec<Part> = [
        vec![colours::part(&ui)],
        foundations::parts(&ui),
        states::parts(&ui),
        health::parts(&ui),
        remedies::parts(&ui),
        forms::parts(&ui),
        runs::parts(&ui),
        to_it::parts(&ui),
    ]
    .into_iter()
    .flatten()
    .collect();
    let links: Vec<_> = parts
        .iter()
        .map(|part| view! { <a class="chip" href=format!("#{}", part.id)>{part.title}</a> })
        .collect();
    let shown: Vec<_> = parts.iter().map(Part::show).collect();
    let css = page.assets.address("styleguide.css");
    let body = view! {
        <link rel="stylesheet" href=css />
        <div class="page">
            <div class="hero" lang="en" dir="ltr">
                <h1>"Style guide"</h1>
                <p class="lead">"Every component in every state, as the pages show it."</p>
            </div>
            <nav class="chips" aria-label="Parts" lang="en">{links}</nav>
            {shown}
        </div>
    };
    document(&ui, &head, body)
}
