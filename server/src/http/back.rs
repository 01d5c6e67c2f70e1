//! Where to go back to: only ever a path of ours.

/// The path to go back to after a form; anything that would leave this origin becomes the home page.
pub fn local(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    if local { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn nothing_leads_out_of_here() {
        assert_eq!(local("/devices/x?y=1#z"), "/devices/x?y=1#z");
        for hostile in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(local(hostile), "/", "{hostile:?}");
        }
    }
}
