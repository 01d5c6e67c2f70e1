//! The rules of the domain, held from outside: only what other crates can see and do.
#![cfg(test)]

mod availability;
mod execution_laws;
mod hand_over_laws;
mod health;
mod impact;
mod outcomes;
mod parameters;
mod permutations;
mod support;
mod topics;
