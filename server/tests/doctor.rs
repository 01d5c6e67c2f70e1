//! `deskside doctor`, as a program meets it, against the simulated tenant: everything sound, and then each thing broken.
#![cfg(test)]

#[path = "doctor/company.rs"]
mod company;
#[path = "doctor/report.rs"]
mod report;

#[path = "doctor/around.rs"]
mod around;
#[path = "doctor/catalogue.rs"]
mod catalogue;
#[path = "doctor/database.rs"]
mod database;
#[path = "doctor/feeds.rs"]
mod feeds;
#[path = "doctor/queries.rs"]
mod queries;
#[path = "doctor/sound.rs"]
mod sound;
#[path = "doctor/tenant.rs"]
mod tenant;
