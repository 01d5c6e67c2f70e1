//! The pages, one file each.

pub mod badge;
pub mod content;
pub mod device;
pub mod diagnosis;
pub mod execution;
pub mod explain;
pub mod hand_over;
pub mod handed_over;
pub mod history;
pub mod home;
pub mod limits;
pub mod missing;
pub mod privacy;
pub mod receipt;
pub mod remedy;
pub mod search;
pub mod sign_ins;
pub mod styleguide;
pub mod topic;
pub mod value;
