//! The pages, one file each.

pub mod badge;
pub mod content;
pub mod device;
pub mod execution;
pub mod history;
pub mod home;
pub mod missing;
pub mod receipt;
pub mod remedy;
pub mod sign_ins;
