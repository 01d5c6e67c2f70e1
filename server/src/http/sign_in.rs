//! Signing in and out.

pub mod back_channel;
pub mod choose;
pub mod demo;
mod done;
mod errand;
pub mod oidc;
pub mod out;
mod purpose;
mod refusal;
