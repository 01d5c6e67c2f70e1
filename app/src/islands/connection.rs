//! The line at the foot of the window that speaks of the connection. It never takes the page away.

use super::dom::{by_id, word};

/// What it can say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Nothing.
    Live,
    /// The stream does not come through, so the page asks again and again.
    Polling,
    /// Nothing comes through.
    Offline,
    /// Somebody has to sign in again.
    SignedOut,
}

pub fn show(connection: Connection) {
    let (Some(line), Some(text), Some(sign_in)) = (
        by_id("connection"),
        by_id("connection-text"),
        by_id("connection-sign-in"),
    ) else {
        return;
    };
    let words = match connection {
        Connection::Live => String::new(),
        Connection::Polling => word("polling"),
        Connection::Offline => word("offline"),
        Connection::SignedOut => word("session-over"),
    };
    line.set_hidden(connection == Connection::Live);
    sign_in.set_hidden(connection != Connection::SignedOut);
    if text.text_content().as_deref() != Some(&words) {
        text.set_text_content(Some(&words));
    }
}
