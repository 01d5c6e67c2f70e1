//! Every route and every layer.

use axum::{
    Router, middleware,
    routing::{get, post},
};
use tower_http::{
    CompressionLevel, compression::CompressionLayer, csrf::CsrfLayer, limit::RequestBodyLimitLayer,
};
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

use crate::{http, state::AppState};

/// The largest body that any form or call may have, in bytes.
const LARGEST_BODY: usize = 64 * 1024;

/// How long a session is kept; the sign-in in it says by itself until when it holds.
const KEPT: time::Duration = time::Duration::hours(12);

/// The whole server. `secure` says whether employees come over TLS.
pub fn router(state: AppState, secure: bool) -> Router {
    let session = SessionManagerLayer::new(state.sessions.clone())
        .with_name(if secure { "__Host-deskside" } else { "deskside" })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(KEPT));

    let people = Router::new()
        .route("/", get(http::pages::home::show))
        .route("/devices/{uid}", get(http::pages::device::show))
        .route("/executions/{id}", get(http::pages::execution::show))
        .route("/executions/{id}/receipt", get(http::pages::receipt::show))
        .route("/executions/{id}/receipt.json", get(http::receipt_json::show))
        .route("/history", get(http::pages::history::show))
        .route("/sign-in", get(http::sign_in::show).post(http::sign_in::sign_in))
        .route("/sign-out", post(http::sign_out::sign_out))
        .route("/language", post(http::language::choose))
        .route("/api/run_remedy", post(http::actions::call))
        .route("/api/cancel", post(http::actions::call))
        .route("/api/answer", post(http::actions::call))
        .fallback(http::pages::missing::show)
        // A page is compressed for each view: a little is enough.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .route("/events", get(http::events::stream))
        .layer(session);

    Router::new()
        .merge(people)
        .route("/pkg/{*file}", get(http::assets::serve))
        .route("/{asset}", get(http::assets::serve))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(CsrfLayer::new())
        // Machines, not browsers: their credential is proven anew in each call, and no cookie is read.
        .route("/hooks/nexthink/{source}", http::hooks::door())
        .route("/hooks/nexthink/{source}/token", http::hooks::token::desk())
        .route("/livez", get(http::health::live))
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
