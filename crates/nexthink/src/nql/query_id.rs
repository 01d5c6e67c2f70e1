use crate::ids::identifier;

identifier! {
    /// The id of a saved query: `#` and 2 to 255 of `a-z`, `0-9` and `_` (Nexthink NQL API).
    QueryId, "a query id", checked
}

fn checked(text: &str) -> Result<String, &'static str> {
    let fits = text.strip_prefix('#').is_some_and(|name| {
        (2..=255).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    });
    fits.then(|| text.to_owned())
        .ok_or("# and 2 to 255 of a-z, 0-9 and _")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_pattern_holds() {
        let longest = format!("#{}", "a".repeat(255));
        for text in ["#ab", "#devices_of_user", "#_1", longest.as_str()] {
            assert_eq!(QueryId::new(text).unwrap().as_str(), text);
        }
        let too_long = format!("#{}", "a".repeat(256));
        for text in [
            "",
            "#",
            "#a",
            "ab",
            "#Ab",
            "#a-b",
            "#ab ",
            "##ab",
            "#äb",
            too_long.as_str(),
        ] {
            let error = QueryId::new(text).unwrap_err();
            assert_eq!(
                (error.kind, error.rule),
                ("a query id", "# and 2 to 255 of a-z, 0-9 and _"),
                "{text}"
            );
        }
    }
}
