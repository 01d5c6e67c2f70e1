//! What chatbots are answered, as it stands in JSON.

pub mod names;
pub mod topic;
