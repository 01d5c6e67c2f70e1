//! What a workflow asks on its way.

use domain::Question;
use service::view::ExecutionPage;

/// What it may ask, as content has it now.
pub(super) fn question(view: &ExecutionPage) -> Option<&Question> {
    view.remedy.as_ref()?.asks.as_ref()
}
