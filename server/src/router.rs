//! Every route and every layer.

use axum::{
    Extension, Router, middleware,
    routing::{get, post},
};
use tower_http::{
    CompressionLevel, compression::CompressionLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer,
};

use crate::{
    http::{self, embed::session::Pages, framed::Framed},
    state::AppState,
};

/// The largest body that any form or call may have, in bytes.
const LARGEST_BODY: usize = 64 * 1024;

/// The whole server.
pub fn router(state: AppState) -> Router {
    let carry = middleware::from_fn_with_state(state.clone(), http::session::carry);
    // A page is compressed for each view: a little is enough.
    let compressed = || CompressionLayer::new().quality(CompressionLevel::Fastest);

    let sign_in = Router::new()
        .route(
            "/sign-in",
            get(http::sign_in::choose::show).post(http::sign_in::demo::choose),
        )
        .route("/sign-in/oidc/{name}", get(http::sign_in::oidc::start))
        .route(
            "/sign-in/oidc/{name}/callback",
            get(http::sign_in::oidc::callback),
        )
        .route("/admin/content", get(http::pages::content::show))
        .route("/admin/value", get(http::pages::value::show))
        .route("/admin/value.csv", get(http::value_csv::show))
        .route(
            "/admin/explain",
            get(http::pages::explain::show).post(http::pages::explain::ask),
        )
        .route("/admin/limits", get(http::pages::limits::show))
        .route("/admin/sign-outs", post(http::admin_sign_outs::end))
        .route("/language", post(http::language::choose));
    let shown = match state.demonstration {
        true => Router::new().route("/styleguide", get(http::pages::styleguide::show)),
        false => Router::new(),
    };
    let top = pages()
        .merge(sign_in)
        .merge(shown)
        .layer(compressed())
        .route("/events", get(http::events::stream))
        .layer(carry.clone());

    // The same once more, where it may stand in a frame.
    let in_frame = Router::new()
        .route("/session", post(http::embed::session::open))
        .layer(Extension(Pages(pages().with_state(state.clone()))));
    let framed = pages()
        .merge(in_frame)
        .layer(compressed())
        .route("/events", get(http::events::stream))
        .layer(middleware::from_fn(http::framed::probe))
        .layer(carry)
        .layer(Extension(Framed));

    Router::new()
        .merge(top)
        .nest("/embed", framed)
        .route("/pkg/{*file}", get(http::assets::serve))
        .route("/brand/{file}", get(http::brand::serve))
        .route("/{asset}", get(http::assets::serve))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(CsrfLayer::new())
        // Machines, not browsers: their credential is proven anew in each call, and no cookie is read.
        .route("/hooks/nexthink/{source}", http::hooks::door())
        .route("/hooks/nexthink/{source}/token", http::hooks::token_desk())
        .route("/exports/{feed}", http::exports::door())
        .route("/exports/{feed}/token", http::exports::token_desk())
        .route("/sign-in/oidc/{name}/logout", http::sign_in::back_channel::door())
        .merge(http::chat::door(&state))
        .route("/livez", get(http::health::live))
        .route("/healthz", get(http::health::live))
        .route("/readyz", get(http::health::ready))
        .route("/metrics", get(http::metrics::show))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            http::security::headers,
        ))
        .layer(middleware::from_fn_with_state(
            state.clone(),
            http::trace::request,
        ))
        .with_state(state)
}

/// What exists at the top level and in frames.
fn pages() -> Router<AppState> {
    Router::new()
        .route("/", get(http::pages::home::show))
        .route("/badge", get(http::pages::badge::show))
        .route("/device", get(http::pages::device::main))
        .route("/devices/{uid}", get(http::pages::device::show))
        .route("/remedies/{id}", get(http::pages::remedy::show))
        .route("/executions/{id}", get(http::pages::execution::show))
        .route("/executions/{id}/receipt", get(http::pages::receipt::show))
        .route("/executions/{id}/receipt.json", get(http::receipt_json::show))
        .route("/history", get(http::pages::history::show))
        .route("/search", get(http::pages::search::show))
        .route("/topics/{id}", get(http::pages::topic::show))
        .route("/diagnoses/{id}", get(http::pages::diagnosis::show))
        .route("/hand-over", get(http::pages::hand_over::show))
        .route("/hand-overs/{id}", get(http::pages::handed_over::show))
        .route("/privacy", get(http::pages::privacy::show))
        .route("/sign-ins", get(http::pages::sign_ins::show))
        .route("/sign-out", post(http::sign_in::out::here))
        .route("/sign-out-everywhere", post(http::sign_in::out::everywhere))
        .route("/signed-out", get(http::sign_in::out::done))
        .route("/api/run_remedy", post(http::actions::call))
        .route("/api/cancel", post(http::actions::call))
        .route("/api/answer", post(http::actions::call))
        .route("/api/diagnose", post(http::actions::call))
        .route("/api/feedback", post(http::actions::call))
        .route("/api/hand_over", post(http::actions::call))
        .route("/api/mark", post(http::actions::call))
        .route("/api/check_again", post(http::actions::call))
        .route("/api/choose_device", post(http::actions::call))
        .fallback(http::pages::missing::show)
}
