//! The way in, through the whole router.

mod bots;
mod desk;
mod door;
mod keys;
mod topics;
