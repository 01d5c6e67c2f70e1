//! Runs and looks at symptoms: how far they are, and what came of them.

use leptos::prelude::*;

use super::specimen::{Part, Specimen};
use crate::{
    context::Ui,
    pages::{diagnosis, execution},
    samples,
    ui::{output, proof, runs},
};

/// The parts of the style guide.
pub(super) fn parts(ui: &Ui) -> Vec<Part> {
    vec![progress(ui), outcomes(ui)]
}

fn progress(ui: &Ui) -> Part {
    let steps = |name, run: &'static str| {
        let page = samples::execution_page(samples::run_named(run));
        let doing = page
            .remedy
            .as_ref()
            .map_or("", |remedy| remedy.doing.get(ui.page.lang));
        Specimen::of(name, execution::step_list(ui, &page, doing))
    };
    let look = |name, page: &'static str| {
        let pages = samples::diagnosis_pages();
        let page = pages.iter().find(|(known, _)| *known == page);
        Specimen::of(name, page.map(|(_, page)| diagnosis::checks(ui, page)))
    };
    Part {
        id: "guide-progress",
        title: "Progress",
        specimens: vec![
            steps("Waiting to be sent", "queued"),
            steps("Running", "running"),
            steps("Proven", "fixed"),
            steps("Failed", "failed"),
            look("Looking", "diagnosis-looking"),
            look("Found, with what helps", "diagnosis-found"),
        ],
    }
}

fn outcomes(ui: &Ui) -> Part {
    let fixed = samples::run_named("fixed");
    let disk = samples::disk();
    let known = samples::cleanup().outputs;
    let all = samples::runs(&["running", "fixed", "failed", "expired"]);
    Part {
        id: "guide-outcomes",
        title: "What came of it",
        specimens: vec![
            Specimen::of(
                "Proof",
                view! { <div class="tone-good">{proof(ui, &fixed, Some(&disk.metric))}</div> },
            ),
            Specimen::of("Output as pairs", output(ui, fixed.output(), &known)),
            Specimen::of(
                "Output as text",
                output(ui, "Checked 14 services.\nAll of them answer.", &[]),
            ),
            Specimen::of("Runs", view! { <div class="card">{runs(ui, &all, true)}</div> }),
        ],
    }
}
