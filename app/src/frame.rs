//! What a page is told about the frame that it stands in, and the scripts of framed pages.
//!
//! `frame/frame.js` speaks with the host page and moves between pages; it stands inside the document, so that it runs
//! before the Wasm has arrived, and goes on without it. `frame/popup.js` is the end of a sign-in in a pop-up window.

use std::sync::{Arc, LazyLock};

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the browser wants it.
    #[default]
    Auto,
    /// Light, whatever the browser wants.
    Light,
    /// Dark, whatever the browser wants.
    Dark,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}

/// The frame that a page stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The origin of the host page, as the server has checked it; `None` when nobody may be spoken to.
    pub host: Option<String>,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the host page will give a token.
    pub identify: bool,
    /// The style sheet, to stand in the document; linked as usual when it is `None`.
    pub css: Option<Arc<str>>,
}

/// The script of every framed document.
pub(crate) fn script() -> &'static str {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| bare(include_str!("frame/frame.js")));
    &SCRIPT
}

/// The script of the last page of a pop-up window.
pub(crate) fn popup_script() -> &'static str {
    static SCRIPT: LazyLock<String> = LazyLock::new(|| bare(include_str!("frame/popup.js")));
    &SCRIPT
}

/// A script without its indentation and the lines that are comments: it travels with every document.
fn bare(script: &str) -> String {
    let mut text = String::with_capacity(script.len());
    for line in script.lines().map(str::trim_start) {
        if !line.is_empty() && !line.starts_with("//") {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::{Theme, popup_script, script};

    /// What the script may add to a framed document, in bytes of gzip.
    const MOST: usize = 4608;

    #[test]
    fn the_frame_script_stays_small() {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(script().as_bytes()).unwrap();
        let size = gzip.finish().unwrap().len();
        assert!(size <= MOST, "{size} bytes of gzip, {MOST} are allowed");
    }

    #[test]
    fn a_script_can_stand_in_a_document() {
        for script in [script(), popup_script()] {
            let lower = script.to_lowercase();
            assert!(!lower.contains("</script") && !lower.contains("<!--"));
            assert!(script.lines().all(|line| !line.starts_with("//")));
        }
    }

    #[test]
    fn a_theme_is_found_by_its_name() {
        for theme in Theme::ALL {
            assert_eq!(Theme::of(theme.name()), Some(theme));
        }
        assert_eq!(Theme::of("sepia"), None);
    }
}
