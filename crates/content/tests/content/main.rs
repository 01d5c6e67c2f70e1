//! The shipped content, whole and broken.
#![cfg(test)]

mod common;
mod faults;
mod schemas;
mod search;
mod shipped;
