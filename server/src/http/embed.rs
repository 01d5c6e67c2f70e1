//! What frames in somebody else's page need besides pages.

mod refusal;
pub mod session;
