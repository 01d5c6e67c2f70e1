//! The hash in file names.

use sha2::{Digest, Sha256};

/// 16 hexadecimal digits over some byte strings, their borders included.
pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hasher.update(part);
    }
    let mut digits = format!("{:x}", hasher.finalize());
    digits.truncate(16);
    digits
}

/// `style.css` → `style.<hash>.css`; the hash goes before the last extension, or to the end where there is none.
pub fn name_with(name: &str, hash: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem}.{hash}.{extension}"),
        _ => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_tells_contents_and_borders_apart() {
        let hash = of([&b"ab"[..], b"c"]);
        assert_eq!(hash.len(), 16);
        assert!(hash.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(hash, of([&b"ab"[..], b"c"]));
        assert_ne!(hash, of([&b"a"[..], b"bc"]));
    }

    #[test]
    fn the_hash_stands_before_the_extension() {
        assert_eq!(name_with("favicon.svg", "1f"), "favicon.1f.svg");
        assert_eq!(name_with("embed.min.js", "1f"), "embed.min.1f.js");
        assert_eq!(name_with("LICENSE", "1f"), "LICENSE.1f");
        assert_eq!(name_with(".well-known", "1f"), ".well-known.1f");
    }
}
