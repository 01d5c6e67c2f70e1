//! The pages: pure functions from a view-model to a whole HTML document.

mod device;
mod execution;
mod history;
mod home;
mod problem;
mod receipt;
mod sign_in;

pub use device::device;
pub use execution::execution;
pub use history::history;
pub use home::home;
pub use problem::{Problem, problem};
pub use receipt::receipt;
pub use sign_in::sign_in;
