//! What people's browsers have to load for Deskside may weigh so much and no more.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::site::{self, Sizes};

/// The loader, below the folder of public files.
const LOADER: &str = "embed.js";

/// Bytes of the loader, packed by gzip as well as it gets: what a page that embeds Deskside pays before it shows
/// anything.
const MOST_OF_LOADER: usize = 3 * 1024;

/// Bytes of the islands and their glue together, packed by brotli: what a page loads before it is live.
const MOST_OF_ISLANDS: usize = 60_000;

/// Bytes of the style sheet, packed by brotli: what a page waits for before it is shown.
const MOST_OF_STYLE: usize = 15_000;

/// The loader, if the one in the folder of public files is over its budget, in words.
pub fn broken_by_loader(public: &Path) -> Result<Vec<String>> {
    let path = public.join(LOADER);
    let text = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let packed = site::gzip(&text)?.len();
    Ok(over(LOADER, packed, MOST_OF_LOADER, "gzip").into_iter().collect())
}

/// What of a finished site is over its budget, in words.
pub fn broken_by_site(sizes: &Sizes) -> Vec<String> {
    let islands = over("Wasm and JavaScript", sizes.islands(), MOST_OF_ISLANDS, "brotli");
    let style = over("CSS", sizes.css.brotli, MOST_OF_STYLE, "brotli");
    islands.into_iter().chain(style).collect()
}

/// Says how much something weighs, and what is wrong with that.
fn over(what: &str, bytes: usize, most: usize, packer: &str) -> Option<String> {
    eprintln!("    {what}: {bytes} of {most} bytes, packed by {packer}");
    (bytes > most).then(|| format!("{what}: {bytes} bytes packed by {packer}, {most} are allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{project::Project, site::Weight};

    #[test]
    fn the_loader_is_within_its_budget() {
        let project = Project::find().unwrap();
        let public = project.root.join(&project.names.assets_dir);
        assert_eq!(broken_by_loader(&public).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_loader_over_its_budget_is_named_and_what_packs_well_is_not() {
        let public = tempfile::tempdir().unwrap();
        let path = public.path().join(LOADER);
        fs::write(&path, "x".repeat(100 * MOST_OF_LOADER)).unwrap();
        assert_eq!(broken_by_loader(public.path()).unwrap(), Vec::<String>::new());

        // Numbers of a linear congruential generator, which nothing packs.
        let mut state = 1_u64;
        let noise = (0..=MOST_OF_LOADER).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_be_bytes()[0]
        });
        fs::write(&path, noise.collect::<Vec<_>>()).unwrap();
        let found = broken_by_loader(public.path()).unwrap();
        assert!(
            matches!(&found[..], [one] if one.starts_with("embed.js: ")),
            "{found:?}"
        );
    }

    #[test]
    fn islands_and_style_each_have_a_budget() {
        let weighs = |brotli| Weight {
            raw: 1_000_000,
            gzip: 200_000,
            brotli,
        };
        let sizes = |wasm, js, css| Sizes {
            wasm: weighs(wasm),
            js: weighs(js),
            css: weighs(css),
        };
        assert_eq!(
            broken_by_site(&sizes(MOST_OF_ISLANDS - 5000, 5000, MOST_OF_STYLE)),
            Vec::<String>::new()
        );
        let found = broken_by_site(&sizes(MOST_OF_ISLANDS - 5000, 5001, MOST_OF_STYLE));
        assert!(
            matches!(&found[..], [one] if one.starts_with("Wasm and JavaScript: ")),
            "{found:?}"
        );
        let found = broken_by_site(&sizes(0, 0, MOST_OF_STYLE + 1));
        assert!(
            matches!(&found[..], [one] if one.starts_with("CSS: ")),
            "{found:?}"
        );
    }

    #[test]
    fn a_loader_that_is_not_there_is_no_loader_within_its_budget() {
        assert!(broken_by_loader(Path::new("/no/such/folder")).is_err());
    }
}
