//! An object in JSON, read into the cells of a row.

use std::fmt;

use serde::{
    Deserialize as _, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::Value;

use crate::{
    LONGEST_NAME, MOST_COLUMNS, Why,
    row::{Held, Slot},
};

/// A float still tells neighbouring integers apart up to here.
const EXACT: u64 = 1 << 53;

/// Reads one object.
///
/// # Errors
/// When it is something else, or names a column twice.
pub fn read(bytes: &[u8], held: &mut Held) -> Result<(), serde_json::Error> {
    held.clear();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    json.deserialize_map(Columns(held))?;
    json.end()
}

struct Columns<'h>(&'h mut Held);

impl<'de> Visitor<'de> for Columns<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let held = self.0;
        // Rows name their columns in the same order, mostly.
        let mut guess = 0;
        while let Some(place) = map.next_key_seed(Place { held, guess })? {
            if !matches!(held.slots[place], Slot::Absent) {
                let name = &held.columns[place];
                return Err(A::Error::custom(format_args!("the column {name} is there twice")));
            }
            held.slots[place] = map.next_value_seed(Content(held))?;
            guess = place + 1;
        }
        Ok(())
    }
}

/// Where a column is; a new one is added.
struct Place<'h> {
    held: &'h mut Held,
    guess: usize,
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<usize, D::Error> {
        key.deserialize_str(self)
    }
}

impl Visitor<'_> for Place<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let columns = &mut self.held.columns;
        if columns.get(self.guess).is_some_and(|column| column == name) {
            return Ok(self.guess);
        }
        if let Some(place) = columns.iter().position(|column| column == name) {
            return Ok(place);
        }
        let wrong = match (columns.len() >= MOST_COLUMNS, name.len() > LONGEST_NAME) {
            (true, _) => Some(Why::Columns),
            (_, true) => Some(Why::Name),
            (false, false) => None,
        };
        if let Some(why) = wrong {
            let error = E::custom(&why);
            self.held.wrong = Some(why);
            return Err(error);
        }
        columns.push(name.to_owned());
        self.held.slots.push(Slot::Absent);
        Ok(columns.len() - 1)
    }
}

/// The value of a cell.
struct Content<'h>(&'h mut Held);

impl<'de> DeserializeSeed<'de> for Content<'_> {
    type Value = Slot;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<Slot, D::Error> {
        value.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Content<'_> {
    type Value = Slot;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Slot, E> {
        Ok(Slot::Null)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Slot, E> {
        Ok(self.0.keep(text))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Slot, E> {
        Ok(self.0.keep(if truth { "true" } else { "false" }))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Slot, E> {
        Ok(Slot::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Slot, E> {
        Ok(match number {
            ..=EXACT => Slot::Number(number as f64),
            _ => self.0.keep(&number.to_string()),
        })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Slot, E> {
        Ok(match number.unsigned_abs() {
            ..=EXACT => Slot::Number(number as f64),
            _ => self.0.keep(&number.to_string()),
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Slot, A::Error> {
        let mut items: Vec<Value> = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(self.0.keep(&Value::Array(items).to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Slot, A::Error> {
        let object = Value::deserialize(MapAccessDeserializer::new(map))?;
        Ok(self.0.keep(&object.to_string()))
    }
}
