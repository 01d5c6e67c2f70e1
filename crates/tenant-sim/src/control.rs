//! The control port: for tests and demonstrations, never part of a tenant.
//!
//! | Endpoint | What it does |
//! |---|---|
//! | `GET /stats` | calls by endpoint and status, queries, every trigger |
//! | `GET /faults`, `POST /faults`, `DELETE /faults` | what goes wrong on purpose, see [`crate::faults::Fault`] |
//! | `GET /people` | people and their devices |
//! | `POST /devices/{collector uid}/offline`, `…/online` | takes a device off the network, or back |
//! | `POST /tokens/expire` | no token lives any more |
//! | `POST /credentials/{client id}/permissions` | changes check boxes: `{"nql": false}` |
//! | `POST /clock/advance` | lets time pass: `{"seconds": 600}` |
//! | `POST /clock/date` | the `Date` of answers is wrong from now on: `{"ahead_seconds": 90}`; 0 puts it right |
//! | `POST /limits` | changes limits; fields that are missing get their default, see [`crate::Limits`] |
//! | `POST /executions/hold`, `POST /executions/release` | keeps executions from ending, or lets them |
//! | `GET /executions/{request}/wait?status=success&timeout_ms=10000` | answers once all executions of a request have that status; of a campaign's request, that state |
//! | `POST /executions/{request}/answer` | what the people say who are asked by the executions of a request: `{"answer": "agree"}` or `"decline"`; answers how many were waiting, 409 if none was, 404 if there is no such request |
//! | `POST /executions/{request}/cancel` | cancels the executions of a request that have not ended; answers how many, with the same errors |
//! | `GET /campaigns` | who was asked what, as they see it, and what they said; `?state=targeted` for those who are still asked |
//! | `POST /campaigns/{request}/answer` | what the person says whom a request asks: `{"answer": "agree", "answers": {"<question>": "<option>"}}` or `{"answer": "decline"}`; 409 if nobody is asked any more, 404 if there is no such request |
//! | `POST /campaigns/mode` | what people do when they are asked: `{"answer": "agree"}` (after some seconds, as at the start), `"decline"`, `"ignore"` or `"manual"` |
//! | `POST /alerts` | raises an alert: `{"monitor": "Low disk space", "device": "<Collector UID>", "context": "…", "status": "open"}`; with `"closed"` it closes the one that is open |
//! | `GET /webhooks` | the webhooks, each with its deliveries by outcome and the last error |
//! | `POST /webhooks` | one more, see [`crate::Webhook`]; `DELETE /webhooks` removes all |
//! | `GET /webhooks/wait?queued=0&timeout_ms=10000` | answers as `GET /webhooks` once so many deliveries wait or are being sent, all together |
//! | `POST /webhooks/replay` | sends all that was delivered again |
//! | `POST /webhooks/reorder` | `{"on": true, "quiet_ms": 500}`: deliveries are held until nothing has come for so long, then sent in another order; `{"on": false}` sends what is held |
//! | `POST /webhooks/duplicate` | `{"probability": 0.3}`: how likely a delivery is sent twice |
//! | `POST /webhooks/garbage` | sends broken, wrong, huge and empty bodies to each webhook's address; answers what was said to them |
//! | `POST /webhooks/test` | sends one sample a webhook; answers what was said to it |
//! | `POST /queries/reload` | reads the saved queries again |
//! | `POST /scratch/fill` | fills the real device's scratch folder again |

mod alerts;
mod campaigns;
mod clock;
mod credentials;
mod devices;
mod executions;
mod faults;
mod limits;
mod people;
mod queries;
mod scratch;
mod stats;
mod webhooks;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::state::Sim;

/// Every route of the control port.
pub fn router(sim: Arc<Sim>) -> Router {
    Router::new()
        .route("/stats", get(stats::stats))
        .route(
            "/faults",
            get(faults::list).post(faults::add).delete(faults::clear),
        )
        .route("/people", get(people::people))
        .route("/devices/{uid}/offline", post(devices::offline))
        .route("/devices/{uid}/online", post(devices::online))
        .route("/tokens/expire", post(credentials::expire_tokens))
        .route(
            "/credentials/{client}/permissions",
            post(credentials::permissions),
        )
        .route("/clock/advance", post(clock::advance))
        .route("/clock/date", post(clock::date))
        .route("/limits", post(limits::set))
        .route("/executions/hold", post(executions::hold))
        .route("/executions/release", post(executions::release))
        .route("/executions/{request}/wait", get(executions::wait))
        .route("/executions/{request}/answer", post(executions::answer))
        .route("/executions/{request}/cancel", post(executions::cancel))
        .route("/campaigns", get(campaigns::list))
        .route("/campaigns/{request}/answer", post(campaigns::answer))
        .route("/campaigns/mode", post(campaigns::mode))
        .route("/alerts", post(alerts::raise))
        .route(
            "/webhooks",
            get(webhooks::list).post(webhooks::add).delete(webhooks::clear),
        )
        .route("/webhooks/wait", get(webhooks::wait))
        .route("/webhooks/replay", post(webhooks::replay))
        .route("/webhooks/reorder", post(webhooks::reorder))
        .route("/webhooks/duplicate", post(webhooks::duplicate))
        .route("/webhooks/garbage", post(webhooks::garbage))
        .route("/webhooks/test", post(webhooks::test))
        .route("/queries/reload", post(queries::reload))
        .route("/scratch/fill", post(scratch::fill))
        .with_state(sim)
}
