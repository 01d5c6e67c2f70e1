//! A person of the tenant.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use serde::Serialize;

use super::names;
use crate::ids;
use crate::tables::{Links, Row, Tables, Value, schema};

/// Two people have one e-mail address, as people at a front desk do: it does not say which of them somebody is.
const FRONT_DESK: [usize; 2] = [12, 13];
const FRONT_DESK_ADDRESS: &str = "front.desk@example.com";

/// Somebody who works with the fleet. All of them are fictitious.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// User principal name, `first.last@example.com`.
    pub upn: String,
    /// First and last name.
    pub name: String,
    /// Name at log-on, `first.last@EXAMPLE`.
    pub user_name: String,
    /// Windows security identifier.
    pub sid: String,
    /// Where they work in the organisation.
    pub department: String,
    /// Their devices.
    pub devices: Vec<Device>,
}

/// A device as its owner knows it.
#[derive(Clone, Debug, Serialize)]
pub struct Device {
    /// What remote actions target.
    pub collector_uid: String,
    /// Host name.
    pub name: String,
    /// Whether it is the machine that runs the simulator.
    pub real: bool,
    /// Whether every remote action can run on it. Some devices are set up so that they refuse some.
    pub sound: bool,
}

const DEPARTMENTS: [&str; 6] = [
    "Finance",
    "Sales",
    "Engineering",
    "Human Resources",
    "Operations",
    "Legal",
];
const SITES: [(&str, &str); 4] = [
    ("Lausanne", "CH"),
    ("Zurich", "CH"),
    ("Lyon", "FR"),
    ("Munich", "DE"),
];

/// Makes the person with this number and enters them in `users` at that position.
pub fn create(number: usize, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) -> Person {
    let (first, last) = names::of(number);
    let handle = format!("{}.{}", first.to_lowercase(), last.to_lowercase());
    let name = format!("{first} {last}");
    let department = DEPARTMENTS[rng.random_range(0..DEPARTMENTS.len())];
    let (city, country) = SITES[number % SITES.len()];
    let person = Person {
        upn: format!("{handle}@example.com"),
        name: name.clone(),
        user_name: format!("{handle}@EXAMPLE"),
        sid: format!("S-1-5-21-1004336348-1177238915-682003330-{}", 1_101 + number),
        department: department.to_owned(),
        devices: Vec::new(),
    };
    let values = [
        Value::text(&person.user_name),
        Value::text(&person.user_name),
        Value::text(&person.sid),
        Value::text(ids::uuid(rng)),
        Value::text(&person.upn),
        Value::text("domain_user"),
        Value::Time(now - SignedDuration::from_hours(24 * 400)),
        Value::Time(now),
        Value::Time(now),
        Value::text(&name),
        Value::text(if FRONT_DESK.contains(&number) {
            FRONT_DESK_ADDRESS
        } else {
            person.upn.as_str()
        }),
        Value::text(department),
        Value::text(if number.is_multiple_of(9) {
            "Manager"
        } else {
            "Specialist"
        }),
        Value::text(city),
        Value::text(country),
        Value::text(city),
        Value::text(format!("OU={department},DC=example,DC=com")),
        Value::text(handle),
        Value::text(format!("CN={name},OU={department},DC=example,DC=com")),
        Value::Time(now - SignedDuration::from_hours(20)),
        Value::Null,
        Value::Null,
    ];
    tables.push(&schema::USERS, Row::new(now, Links::NONE, values));
    person
}
