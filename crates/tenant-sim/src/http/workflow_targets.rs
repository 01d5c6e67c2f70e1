//! Whom a workflow is to run for: the two ways of naming devices and users.

use serde::Deserialize;

use super::identifiers::{is_sid, is_upn, is_uuid};
use crate::tables::ObjectKind;
use crate::world::World;

/// A device of v2: by one or more identifiers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceData {
    name: Option<String>,
    uid: Option<String>,
    collector_uid: Option<String>,
}

/// A user of v2: by one or more identifiers.
#[derive(Debug, Deserialize)]
pub struct UserData {
    uid: Option<String>,
    upn: Option<String>,
    sid: Option<String>,
}

/// Something that names one object.
pub trait Target {
    /// Which kind of object it names.
    const KIND: ObjectKind;
    /// The fields and the values that it names the object by, the most exact first.
    ///
    /// # Errors
    /// A sentence that says which identifier has the wrong form, or that there is none.
    fn keys(&self) -> Result<Vec<(&'static str, &str)>, String>;
}

/// The positions of all targets.
///
/// # Errors
/// A sentence that says which target is wrong or unknown.
pub fn resolve<T: Target>(targets: &[T], world: &World) -> Result<Vec<usize>, String> {
    let mut positions = Vec::new();
    for target in targets {
        let keys = target.keys()?;
        // Of several objects with that name, the one seen last (Nexthink Workflows API v2).
        let found = keys
            .iter()
            .find_map(|(field, value)| world.tables.latest_object_with(T::KIND, field, value));
        let name = keys.first().map_or("", |(_, value)| value);
        let position = found.ok_or_else(|| format!("the {} '{name}' does not exist", T::KIND.word()))?;
        if !positions.contains(&position) {
            positions.push(position);
        }
    }
    Ok(positions)
}

/// A device of v1: its Collector UID.
#[derive(Debug, Deserialize)]
pub struct CollectorUid(pub String);

/// A user of v1: the security identifier.
#[derive(Debug, Deserialize)]
pub struct Sid(pub String);

impl Target for CollectorUid {
    const KIND: ObjectKind = ObjectKind::Device;

    fn keys(&self) -> Result<Vec<(&'static str, &str)>, String> {
        formed("collector.uid", &self.0, is_uuid).map(|key| vec![key])
    }
}

impl Target for Sid {
    const KIND: ObjectKind = ObjectKind::User;

    fn keys(&self) -> Result<Vec<(&'static str, &str)>, String> {
        formed("sid", &self.0, is_sid).map(|key| vec![key])
    }
}

impl Target for DeviceData {
    const KIND: ObjectKind = ObjectKind::Device;

    fn keys(&self) -> Result<Vec<(&'static str, &str)>, String> {
        let any = |text: &str| !text.is_empty();
        given([
            self.collector_uid
                .as_deref()
                .map(|it| formed("collector.uid", it, is_uuid)),
            self.uid.as_deref().map(|it| formed("uid", it, is_uuid)),
            self.name.as_deref().map(|it| formed("name", it, any)),
        ])
    }
}

impl Target for UserData {
    const KIND: ObjectKind = ObjectKind::User;

    fn keys(&self) -> Result<Vec<(&'static str, &str)>, String> {
        given([
            self.sid.as_deref().map(|it| formed("sid", it, is_sid)),
            self.uid.as_deref().map(|it| formed("uid", it, is_uuid)),
            self.upn.as_deref().map(|it| formed("upn", it, is_upn)),
        ])
    }
}

type Key<'a> = Result<(&'static str, &'a str), String>;

fn formed<'a>(field: &'static str, value: &'a str, is_formed: impl Fn(&str) -> bool) -> Key<'a> {
    if is_formed(value) {
        Ok((field, value))
    } else {
        Err(format!("'{value}' is not a valid {field}"))
    }
}

fn given<const N: usize>(keys: [Option<Key<'_>>; N]) -> Result<Vec<(&'static str, &str)>, String> {
    let keys: Result<Vec<_>, String> = keys.into_iter().flatten().collect();
    let keys = keys?;
    if keys.is_empty() {
        Err("each target needs at least one identifier".to_owned())
    } else {
        Ok(keys)
    }
}
