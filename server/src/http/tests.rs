//! Who gets in, and who does not, through the whole router.

mod admins;
mod frames;
mod headers;
mod proxies;
mod sessions;
mod sign_in;
mod tokens;
mod visitor;
