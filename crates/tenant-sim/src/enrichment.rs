//! Enrichment: values that somebody else writes into objects (Nexthink Enrichment API).
//!
//! A write is checked when it is asked for and seen by queries some seconds later. An object of which one field is wrong
//! is left as it is. `ENRICH_011`, a value of the wrong type, was seen in the test data of a client; the other codes are
//! ours.

mod field;
mod value;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::SimClock;
use crate::schedule::Due;
use crate::tables::{ObjectKind, Value, schema};
use crate::world::World;

/// How long a write takes to be seen, in seconds (ours).
const SEEN_AFTER: f64 = 3.0;

/// One object and what is to be written into it.
#[derive(Clone, Debug, Deserialize)]
pub struct Enrichment {
    /// Exactly one.
    pub identification: Vec<Identification>,
    /// One or more.
    pub fields: Vec<Written>,
}

/// What an object is found by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Identification {
    /// `device/device/name` and its like.
    pub name: String,
    /// The value to find.
    pub value: String,
}

/// One value to write.
#[derive(Clone, Debug, Deserialize)]
pub struct Written {
    /// `user/user/ad/department` and its like.
    pub name: String,
    /// A text, a whole number or a date.
    pub value: serde_json::Value,
}

/// What is wrong with one object, or with the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// For people.
    pub message: String,
    /// For programs.
    pub code: &'static str,
}

impl Fault {
    /// A fault with its code.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code,
        }
    }
}

/// A value on its way into an object.
#[derive(Clone, Debug)]
struct Write {
    kind: ObjectKind,
    object: usize,
    field: String,
    value: Value,
}

/// Writes that are not seen yet, by the number of their request.
#[derive(Debug, Default)]
pub struct Enrichments {
    requests: Vec<Vec<Write>>,
}

impl World {
    /// Checks all objects, plans the writes of those that are sound, and gives the faults of the others by position.
    pub fn enrich(&mut self, enrichments: &[Enrichment], clock: &SimClock) -> Vec<(usize, Vec<Fault>)> {
        let (mut writes, mut faults) = (Vec::new(), Vec::new());
        for (position, enrichment) in enrichments.iter().enumerate() {
            match self.checked(enrichment) {
                Ok(sound) => writes.extend(sound),
                Err(wrong) => faults.push((position, wrong)),
            }
        }
        let request = self.enrichments.requests.len();
        self.enrichments.requests.push(writes);
        let seen = clock.now() + clock.scaled(SEEN_AFTER);
        self.schedule.at(seen, Due::Enrichment(request));
        faults
    }

    /// The writes of a request are seen.
    pub fn enrichment_seen(&mut self, request: usize) {
        for write in std::mem::take(&mut self.enrichments.requests[request]) {
            let table = self.tables.get_mut(schema::object_schema(write.kind));
            table.set(write.object, &write.field, write.value);
        }
    }

    fn checked(&self, enrichment: &Enrichment) -> Result<Vec<Write>, Vec<Fault>> {
        let [identification] = enrichment.identification.as_slice() else {
            let message = "identification must have exactly one entry";
            return Err(vec![Fault::new("ENRICH_002", message)]);
        };
        let (kind, key) = field::identification(&identification.name).map_err(|fault| vec![fault])?;
        if enrichment.fields.is_empty() {
            return Err(vec![Fault::new(
                "ENRICH_003",
                "fields must have at least one entry",
            )]);
        }
        let object = self
            .tables
            .latest_object_with(kind, key, &identification.value)
            .ok_or_else(|| {
                let message = format!("the {} '{}' does not exist", kind.word(), identification.value);
                vec![Fault::new("ENRICH_005", message)]
            })?;
        let (mut writes, mut faults) = (Vec::new(), Vec::new());
        for written in &enrichment.fields {
            let value = field::column(kind, &written.name)
                .and_then(|(field, ty)| Ok((field, value::read(&written.name, ty, &written.value)?)));
            match value {
                Ok((field, value)) => writes.push(Write {
                    kind,
                    object,
                    field,
                    value,
                }),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() {
            Ok(writes)
        } else {
            Err(faults)
        }
    }
}

/// Midnight UTC of a day, or a moment.
fn moment(text: &str) -> Option<Timestamp> {
    let day = |text: &str| {
        let day: jiff::civil::Date = text.parse().ok()?;
        Some(day.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    };
    text.parse().ok().or_else(|| day(text))
}
