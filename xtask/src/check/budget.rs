//! What other people's pages have to load for Deskside may weigh so much and no more.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::site;

/// The loader, below the folder of public files.
const LOADER: &str = "embed.js";

/// Bytes of the loader, packed by gzip as well as it gets: what a page that embeds Deskside pays before it shows
/// anything.
const MOST_OF_LOADER: usize = 3 * 1024;

/// Every file of the folder of public files that is over its budget, in words.
pub fn broken(public: &Path) -> Result<Vec<String>> {
    let path = public.join(LOADER);
    let text = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let packed = site::gzip(&text)?.len();
    eprintln!("    {LOADER}: {packed} of {MOST_OF_LOADER} bytes, packed by gzip");
    Ok((packed > MOST_OF_LOADER)
        .then(|| format!("{LOADER}: {packed} bytes packed by gzip, {MOST_OF_LOADER} are allowed"))
        .into_iter()
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn the_loader_is_within_its_budget() {
        let project = Project::find().unwrap();
        let public = project.root.join(&project.names.assets_dir);
        assert_eq!(broken(&public).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_loader_over_its_budget_is_named_and_what_packs_well_is_not() {
        let public = tempfile::tempdir().unwrap();
        let path = public.path().join(LOADER);
        fs::write(&path, "x".repeat(100 * MOST_OF_LOADER)).unwrap();
        assert_eq!(broken(public.path()).unwrap(), Vec::<String>::new());

        // Numbers of a linear congruential generator, which nothing packs.
        let mut state = 1_u64;
        let noise = (0..=MOST_OF_LOADER).map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            state.to_be_bytes()[0]
        });
        fs::write(&path, noise.collect::<Vec<_>>()).unwrap();
        let found = broken(public.path()).unwrap();
        assert!(
            matches!(&found[..], [one] if one.starts_with("embed.js: ")),
            "{found:?}"
        );
    }

    #[test]
    fn a_loader_that_is_not_there_is_no_loader_within_its_budget() {
        assert!(broken(Path::new("/no/such/folder")).is_err());
    }
}
