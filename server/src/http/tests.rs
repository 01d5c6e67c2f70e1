//! Who gets in, and who does not, through the whole router.

mod alerts;
mod back_channel;
mod directory;
mod errands;
mod flows;
mod following;
mod frames;
mod headers;
mod health;
mod metrics;
mod privacy;
mod provider;
mod proxies;
pub mod requests;
mod sessions;
mod sign_in;
mod sign_ins;
mod styleguide;
mod tokens;
mod traces;
pub mod visitor;
mod worth;
