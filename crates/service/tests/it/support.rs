//! An office with a tenant of its own: see [`Office`].

mod clock;
mod content;
mod desk;
mod office;
mod tenant;

pub use content::{
    KIM_S, LAPTOP, MAC, SHARED, admin, catalogue, device, english, kim, person, person_of, reading, robin,
    uid,
};
pub use desk::DeskAnswer;
pub use office::{Office, deliver_once, dispatch_once, key, one_a_second, one_action_a_second, press};
pub use tenant::{Call, FakeTenant, Line, down, error, timed_out};

use jiff::SignedDuration;

pub fn seconds(count: i64) -> SignedDuration {
    SignedDuration::from_secs(count)
}

pub fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}
