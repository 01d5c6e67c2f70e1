//! Runs a remedy without leaving the page.
use leptos::prelude::*;

/// Run.
#[island]
pub fn RunRemedy() -> impl IntoView {}
