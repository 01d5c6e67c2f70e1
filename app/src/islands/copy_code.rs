//! Copies a code for IT.
use leptos::prelude::*;

/// Copies the text of `button[data-copy]` when it is pressed.
#[island]
pub fn CopyCode() -> impl IntoView {}
