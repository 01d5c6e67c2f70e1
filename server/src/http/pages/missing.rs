//! Every address that nothing is at.

use crate::http::{page::Page, problem::Problem};

/// Says that there is nothing here.
pub async fn show(page: Page) -> Problem {
    page.not_found()
}
