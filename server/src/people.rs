//! Who somebody is, made from what a sign-in says of them.

use domain::{Identity, InvalidId, Standing};

/// The identity behind a user principal name.
///
/// # Errors
/// When it cannot be one.
pub fn identity(upn: &str, name: Option<&str>) -> Result<Identity, InvalidId> {
    let upn = upn.trim();
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    Ok(Identity {
        id: upn.parse()?,
        name: name
            .unwrap_or_else(|| upn.split('@').next().unwrap_or(upn))
            .chars()
            .take(120)
            .collect(),
        upn: upn.to_owned(),
        email: None,
        standing: Standing::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_no_name_is_called_by_the_first_part_of_their_upn() {
        assert_eq!(
            identity(" robin.lake@example.com ", Some(" ")).unwrap().name,
            "robin.lake"
        );
        assert_eq!(
            identity("robin.lake@example.com", Some("Robin Lake"))
                .unwrap()
                .name,
            "Robin Lake"
        );
        assert!(identity("  ", None).is_err());
    }
}
