//! The patterns that the vendor's specification has for identifiers.

/// `^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$`
pub fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    lengths
        && text
            .chars()
            .all(|letter| letter == '-' || letter.is_ascii_hexdigit())
}

/// `^S(-\d+){2,10}$|^0$`
pub fn is_sid(text: &str) -> bool {
    let Some(parts) = text.strip_prefix("S-") else {
        return text == "0";
    };
    let digits = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit());
    parts.split('-').all(digits) && (2..=10).contains(&parts.split('-').count())
}

/// `^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,}$`
pub fn is_upn(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let Some((host, top)) = domain.rsplit_once('.') else {
        return false;
    };
    let of = |part: &str, extra: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || extra.contains(letter))
    };
    of(local, "._%+-")
        && of(host, ".-")
        && top.len() >= 2
        && top.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// `^#[a-z0-9_]{2,255}$`, and at most 255 characters in all.
pub fn is_query_id(text: &str) -> bool {
    let Some(name) = text.strip_prefix('#') else {
        return false;
    };
    let letters = name
        .chars()
        .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_');
    letters && name.len() >= 2 && text.len() <= 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_follow_the_published_patterns() {
        assert!(is_uuid("30adce7c-0000-4000-8000-0000000000Af"));
        assert!(!is_uuid("30adce7c-0000-4000-8000-0000000000g1"));
        assert!(!is_uuid("30adce7c00004000800000000000000001"));
        assert!(is_sid("S-1-5-21-1-2-3-1001") && is_sid("0"));
        assert!(
            !is_sid("S-1")
                && !is_sid("S-1-5-x")
                && !is_sid("s-1-5-2")
                && !is_sid("S-1-2-3-4-5-6-7-8-9-10-11")
        );
        assert!(is_upn("ada.keller@example.com"));
        assert!(!is_upn("ada@example") && !is_upn("@example.com") && !is_upn("ada@example.c0"));
        assert!(is_query_id("#all_devices2"));
        assert!(!is_query_id("all_devices") && !is_query_id("#All") && !is_query_id("#a"));
    }
}
