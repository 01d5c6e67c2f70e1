//! Keeps the page true while it is open.

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
mod clock;
#[cfg(feature = "hydrate")]
mod listen;
#[cfg(feature = "hydrate")]
mod refresh;
#[cfg(feature = "hydrate")]
mod stream;
#[cfg(feature = "hydrate")]
mod swap;
#[cfg(feature = "hydrate")]
mod tabs;
#[cfg(feature = "hydrate")]
mod zone;

#[cfg(feature = "hydrate")]
pub use refresh::{ask, is_shown};

/// Follows the stream of events and, when one concerns the page, takes the page's content from the server again. Puts
/// local times in where there are none, and lets ages and elapsed times count.
#[island]
pub fn Live() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    {
        // From here on, what only scripts can do is shown.
        if let Some(root) = crate::islands::dom::document().document_element() {
            let _ = root.set_attribute("data-scripts", "");
        }
        clock::start();
        refresh::start();
        stream::start();
        crate::islands::frame::serve(refresh::take, || {
            clock::read();
            stream::page_changed();
        });
    }
}
