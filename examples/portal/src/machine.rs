//! What comes from the machine: the time, and what nobody can guess.

use std::fmt::Write;

use jiff::Timestamp;

/// What time it is.
#[expect(
    clippy::disallowed_methods,
    reason = "the portal is a program of its own, and this is its one reading of the machine's clock"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// 32 hexadecimal digits that nobody has had before.
pub fn unguessable() -> String {
    rand::random::<[u8; 16]>()
        .iter()
        .fold(String::with_capacity(32), |mut digits, byte| {
            // Writing into a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        })
}
