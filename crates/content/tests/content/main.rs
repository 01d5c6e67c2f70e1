//! The shipped content, whole and broken.

#[cfg(test)]
mod common;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod search;
mod shipped;
