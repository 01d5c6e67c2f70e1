//! The pages: pure functions from a view-model to a whole HTML document.

mod badge;
mod connect;
mod content;
mod device;
mod execution;
mod history;
mod home;
mod popup_done;
mod problem;
mod receipt;
mod remedy;
mod sign_in;
mod sign_ins;
mod signed_out;

pub use badge::badge;
pub use connect::connect;
pub use content::{ContentFault, ContentStatus, RefusedContent, content};
pub use device::device;
pub use execution::execution;
pub use history::history;
pub use home::home;
pub use popup_done::popup_done;
pub use problem::{Problem, problem};
pub use receipt::receipt;
pub use remedy::remedy;
pub use sign_in::{SignIn, Way, sign_in};
pub use sign_ins::{OpenSignIn, SignIns, sign_ins};
pub use signed_out::signed_out;
