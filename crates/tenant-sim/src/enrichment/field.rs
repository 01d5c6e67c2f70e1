//! The names of the Enrichment API, and the columns that they stand for.

use super::Fault;
use crate::tables::{FieldType, ObjectKind, schema};

/// What objects are found by.
const IDENTIFICATIONS: [(&str, ObjectKind, &str); 7] = [
    ("device/device/name", ObjectKind::Device, "name"),
    ("device/device/uid", ObjectKind::Device, "uid"),
    ("user/user/sid", ObjectKind::User, "sid"),
    ("user/user/uid", ObjectKind::User, "uid"),
    ("user/user/upn", ObjectKind::User, "upn"),
    ("binary/binary/uid", ObjectKind::Binary, "uid"),
    ("package/package/uid", ObjectKind::Package, "uid"),
];

/// The kind of object and the column of an identification's name.
///
/// # Errors
/// When it is none of the documented ones.
pub fn identification(name: &str) -> Result<(ObjectKind, &'static str), Fault> {
    IDENTIFICATIONS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, kind, key)| (*kind, *key))
        .ok_or_else(|| Fault::new("ENRICH_004", format!("'{name}' does not identify objects")))
}

/// The column that `name` stands for, which must belong to objects of this kind and be one that may be written: the
/// documented fields, and custom fields that the tenant has.
///
/// # Errors
/// When it is not.
pub fn column(kind: ObjectKind, name: &str) -> Result<(String, FieldType), Fault> {
    let unknown = || {
        let message = format!("'{name}' is no field of a {} that can be enriched", kind.word());
        Fault::new("ENRICH_010", message)
    };
    let word = kind.word();
    let path = name
        .strip_prefix(&format!("{word}/{word}/"))
        .ok_or_else(unknown)?
        .replace('/', ".");
    let group = path.split_once('.').map(|(group, _)| group);
    let custom = path.rsplit('.').next().is_some_and(|last| last.starts_with('#'));
    let writable = match (kind, group) {
        (ObjectKind::User, Some("organization")) | (_, None) if custom => true,
        (ObjectKind::Device, None) => path == "configuration_tag",
        (ObjectKind::Device, Some(group)) => group == "virtualization",
        (ObjectKind::User, Some(group)) => group == "ad",
        _ => false,
    };
    let schema = schema::object_schema(kind);
    let column = schema.column(&path).filter(|_| writable).ok_or_else(unknown)?;
    Ok((path, schema.fields[column].ty))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_documented_and_custom_fields_of_the_same_object_can_be_written() {
        let device = |name: &str| column(ObjectKind::Device, name).map(|(path, _)| path);
        assert_eq!(
            device("device/device/virtualization/desktop_pool").unwrap(),
            "virtualization.desktop_pool"
        );
        assert_eq!(device("device/device/#support_group").unwrap(), "#support_group");
        assert!(device("device/device/name").is_err());
        assert!(device("device/device/hardware/model").is_err());
        assert!(device("device/device/#nobody_made_this").is_err());
        assert!(device("user/user/ad/city").is_err());
        let user = |name: &str| column(ObjectKind::User, name).map(|(path, _)| path);
        assert_eq!(user("user/user/ad/city").unwrap(), "ad.city");
        assert_eq!(
            user("user/user/organization/#team").unwrap(),
            "organization.#team"
        );
        assert!(user("user/user/upn").is_err());
        assert!(identification("device/device/collector/uid").is_err());
    }
}
