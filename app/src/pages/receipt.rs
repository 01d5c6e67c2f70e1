//! The receipt of an execution, to be printed or kept.

mod record;

use leptos::{either::Either, prelude::*};
use service::view::Receipt;

use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Head, document},
    ui::{icon, output, stamp, state, within},
};

/// Everything that is known about an execution.
#[must_use]
pub fn receipt(page: &PageContext, receipt: &Receipt) -> String {
    let ui = Ui::new(page, receipt.issued_at);
    let t = ui.t;
    let title = receipt.remedy.title.as_ref();
    let title = title.map_or(receipt.remedy.id.as_str(), |title| title.get(page.lang));
    let head = Head {
        title: format!("{}: {title}", t.receipt),
        live: None,
        current: None,
    };
    let there = links::execution(&receipt.execution_id);
    let file = format!("deskside-{}.json", receipt.code);
    let body = view! {
        <div class="page page-narrow receipt">
            <p class="back"><a id="back" href=ui.to(&there)>{icon(&ui, "back")}{&*t.receipt_back}</a></p>
            <header class="hero">
                <p class="eyebrow">{title}" · "{receipt.device.name.as_str()}</p>
                <h1>{&*t.receipt}</h1>
                <p>{state(&ui, receipt.state)}</p>
                <p class="soft">{within(&t.templates.receipt_issued, stamp(&ui, receipt.issued_at))}" "{kept(&ui, receipt)}</p>
                <p><a class="button" id="receipt-json" href=ui.to(&format!("{there}/receipt.json")) download=file>{&*t.receipt_json}</a></p>
            </header>
            {record::what(&ui, receipt, title)}
            {record::steps(&ui, receipt)}
            {record::chosen(&ui, receipt)}
            {record::calls(&ui, receipt)}
            {record::result(&ui, receipt)}
            {output(&ui, &receipt.output, &receipt.outputs)}
        </div>
    };
    document(&ui, &head, body)
}

fn kept<'a>(ui: &'a Ui, receipt: &Receipt) -> impl IntoView + use<'a> {
    let t = ui.t;
    match receipt.kept_until {
        Some(until) => Either::Left(within(&t.templates.receipt_kept_until, stamp(ui, until))),
        None => {
            let days = usize::try_from(receipt.keep_days).unwrap_or_default();
            Either::Right(t.receipt_kept_for(&t.days(days)))
        }
    }
}
