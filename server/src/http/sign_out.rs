//! `POST /sign-out`

use axum::response::Redirect;
use tower_sessions::Session;

/// Ends the session, here and in the store.
pub async fn sign_out(session: Session) -> Redirect {
    if let Err(error) = session.flush().await {
        tracing::error!("a session cannot be ended: {error}");
    }
    Redirect::to("/sign-in")
}
