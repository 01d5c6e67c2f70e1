//! Everything that becomes Wasm.
//!
//! The islands show nothing of their own. Each listens to the document, because the markup that it works on is replaced
//! while the page is open, and so nothing has to be attached again. What they say comes from the page, in its language.

mod copy_code;
mod live;
mod run_remedy;

pub(crate) use copy_code::CopyCode;
pub(crate) use live::Live;
pub(crate) use run_remedy::RunRemedy;
