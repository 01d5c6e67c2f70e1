//! Each test breaks one thing in the shipped content and looks at the one fault that comes of it.

mod bands;
mod branding;
mod folder;
mod health;
mod outcomes;
mod queries;
mod remedies;
mod rewording;
mod several;
mod texts;
mod topics;
mod yaml;

/// The file of the categories and metrics.
const HEALTH: &str = "health.yaml";
/// A remedy with a parameter and a proof.
const SPACE: &str = "remedies/free-up-space.yaml";
/// A topic with a check of a figure, one that collects, and everything else that a topic can have.
const BATTERY: &str = "topics/battery.yaml";
