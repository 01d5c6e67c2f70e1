//! What is handed over becomes one ticket at a service desk that speaks HTTP, whatever fails; and what it then says.

mod company;
mod configuration;
mod desk;
mod once;
mod said;
