//! The pages: pure functions from a view-model to a whole HTML document.

mod admin;
mod badge;
mod connect;
mod device;
mod diagnosis;
mod execution;
mod hand_over;
mod handed_over;
mod history;
mod home;
mod popup_done;
mod privacy;
mod problem;
mod receipt;
mod remedy;
mod search;
mod sign_in;
mod sign_ins;
mod signed_out;
mod styleguide;
mod topic;

pub use admin::{
    ContentFault, ContentStatus, ExplainView, NotExplained, RefusedContent, content, explain, limits, value,
};
pub use badge::badge;
pub use connect::connect;
pub use device::device;
pub use diagnosis::diagnosis;
pub use execution::execution;
pub use hand_over::hand_over;
pub use handed_over::handed_over;
pub use history::history;
pub use home::home;
pub use popup_done::popup_done;
pub use privacy::{DeskKind, Disclosure, Kept, Privacy, ReadFigure, Untouched, privacy};
pub use problem::{Problem, problem};
pub use receipt::receipt;
pub use remedy::remedy;
pub use search::search;
pub use sign_in::{SignIn, Way, sign_in};
pub use sign_ins::{OpenSignIn, SignIns, sign_ins};
pub use signed_out::signed_out;
pub use styleguide::styleguide;
pub use topic::topic;
