//! Everything that the employee ran.

use leptos::{either::Either, prelude::*};
use service::view::HistoryPage;

use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Entry, Follow, Head, document},
    ui::{icon, is_under_way, moment, run_state, run_title},
};

/// The employee's executions, the latest first.
#[must_use]
pub fn history(page: &PageContext, view: &HistoryPage) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let announce = view.runs.first().map_or_else(String::new, |run| {
        format!("{}: {}", run_title(&ui, run), t.state(run.execution.state()))
    });
    let head = Head {
        title: t.history_title.to_string(),
        live: Some(Follow {
            after: Some(view.last_event),
            only: None,
            waiting: view.runs.iter().any(|run| is_under_way(&ui, run)),
            reload: false,
            announce,
        }),
        current: Some(Entry::History),
    };
    let rows: Vec<_> = view
        .runs
        .iter()
        .map(|run| {
            let order = &run.execution.order;
            view! {
                <tr>
                    <th scope="row"><a href=ui.to(&links::execution(&order.id))>{run_title(&ui, run)}</a></th>
                    <td>{order.device_name.as_str()}</td>
                    <td>{run_state(&ui, &run.execution)}</td>
                    <td>{moment(&ui, order.created_at)}</td>
                </tr>
            }
        })
        .collect();
    let list = if rows.is_empty() {
        Either::Left(view! {
            <div class="card empty">
                {icon(&ui, "clock")}
                <p>{&*t.no_runs}</p>
                <a class="button" href=ui.to("/")>{&*t.problem_home}</a>
            </div>
        })
    } else {
        Either::Right(view! {
            <div class="card history">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{&*t.history_what}</th>
                            <th scope="col">{&*t.history_device}</th>
                            <th scope="col">{&*t.history_state}</th>
                            <th scope="col">{&*t.history_when}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    };
    let body = view! {
        <div class="page">
            <div class="hero"><h1>{&*t.history_title}</h1><p class="lead">{&*t.history_lead}</p></div>
            {list}
        </div>
    };
    document(&ui, &head, body)
}
