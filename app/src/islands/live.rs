//! Keeps the page true while it is open.
use leptos::prelude::*;

/// Live.
#[island]
pub fn Live() -> impl IntoView {}
