//! The use-cases, from the press to the proven end, on the real store, a clock that the test sets, and a tenant that
//! answers as it is told and remembers every call.
//!
//! What must never happen: the wrong device, a second run, a lost run, somebody else's data, a second ticket.
#![cfg(test)]

mod answering;
mod bringing;
mod checking_again;
mod collecting;
mod crashes;
mod delivering;
mod diagnosing;
mod diagnosing_ones_own;
mod discovering;
mod events;
mod explaining;
mod fed;
mod following;
mod freshness;
mod handing_over;
mod hooks;
mod identifying;
mod limits;
mod ownership;
mod pages;
mod personal;
mod planning;
mod proving;
mod receipt;
mod restoring;
mod rewriting;
mod sending;
mod starting;
mod support;
mod taking_back;
mod unsure;
mod valuing;
mod watching;
