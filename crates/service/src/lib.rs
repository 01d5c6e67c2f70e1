//! The use-cases of Deskside and the ports they need.
mod authority;
mod ports;
mod trouble;
pub mod view;
pub use authority::Employee;
pub use ports::*;
pub use trouble::{TenantError, Trouble, TroubleKind};
