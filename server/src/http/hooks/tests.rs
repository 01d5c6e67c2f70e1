//! The way in, through the whole router.

mod desk;
mod door;
mod metrics;
mod tokens;
