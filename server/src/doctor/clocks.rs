//! How far two clocks are apart.

use jiff::SignedDuration;

/// In a sentence, by so much as this machine is `ahead`. `whose` is the other clock, as in "the tenant's".
pub fn differ(ahead: SignedDuration, whose: &str) -> String {
    let seconds = ahead.abs().as_secs();
    let side = if ahead.is_positive() { "ahead of" } else { "behind" };
    format!("This machine's clock is {seconds} s {side} {whose}.")
}
