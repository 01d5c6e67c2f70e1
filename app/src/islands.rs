//! Everything that becomes Wasm.
//!
//! The islands show nothing of their own. Each listens to the document, because the markup that it works on is replaced
//! while the page is open, and so nothing has to be attached again. What they say comes from the page, in its language.
//! They take no properties, which would bring a JSON reader into the bundle, and know no type of the domain.

#[cfg(feature = "hydrate")]
mod connection;
#[cfg(feature = "hydrate")]
mod dom;
#[cfg(feature = "hydrate")]
mod frame;
#[cfg(feature = "hydrate")]
mod http;

mod copy_code;
mod forms;
mod live;

#[cfg(feature = "ssr")]
pub(crate) use self::{copy_code::CopyCode, forms::Forms, live::Live};
