//! A small intranet of another origin that embeds Deskside: the worked example of what a company's own portal does.
//!
//! It signs its people in by its own means, has the snippet of `pages/home.html` in its page, and signs a short-lived
//! token for whoever is signed in when the widget asks for one (`POST /token`). The public half of its key is at
//! `/jwks.json`. It has nothing of Deskside but its address, and shares no code with it.
//!
//! With a secret it is the company's service desk as well: what employees hand over comes as a signed webhook
//! (`POST /desk`), gets a number, and is shown to whom it is of.
//!
//! It starts in two steps, because each side has to know the other's address: [`Portal::bind`] takes the portal's
//! addresses, which Deskside's configuration names, and [`Portal::serve`] begins once Deskside's address is known.

mod claims;
mod desk;
mod http;
mod key;
mod machine;
mod options;
mod sessions;
mod signature;
mod start;
mod state;
mod template;

pub use options::{Options, Person};
pub use start::{Portal, Running, StartError};
