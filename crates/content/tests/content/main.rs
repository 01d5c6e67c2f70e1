//! The shipped content, whole and broken.

mod common;
mod faults;
mod shipped;
