//! The pages, one file each.

pub mod device;
pub mod execution;
pub mod history;
pub mod home;
pub mod missing;
pub mod receipt;
