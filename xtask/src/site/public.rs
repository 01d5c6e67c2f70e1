//! Files that are served as they are.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};

use super::{compress, digest};

/// Copies a folder into the site, each file under its own name and under one with its hash, and returns the
/// URL path of the latter by the relative path of the former. A folder that is not there is an empty one.
pub fn copy(from: &Path, site: &Path) -> Result<BTreeMap<String, String>> {
    let mut urls = BTreeMap::new();
    for path in files_under(from)? {
        let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let plain = relative(from, &path)?;
        let (folder, name) = plain.rsplit_once('/').unwrap_or(("", &plain));
        let hashed = digest::name_with(name, &digest::of([bytes.as_slice()]));
        let hashed = if folder.is_empty() {
            hashed
        } else {
            format!("{folder}/{hashed}")
        };
        compress::write(&[site.join(&plain), site.join(&hashed)], &bytes)?;
        urls.insert(plain, format!("/{hashed}"));
    }
    Ok(urls)
}

/// Every file below a folder, in order; none when the folder is missing.
pub fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("reading {}", folder.display())),
        };
        for entry in entries {
            let path = entry
                .with_context(|| format!("reading {}", folder.display()))?
                .path();
            if path.is_dir() {
                folders.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A path below `root` with slashes, as URLs have them.
fn relative(root: &Path, path: &Path) -> Result<String> {
    let below = path
        .strip_prefix(root)
        .with_context(|| format!("{} is not below", path.display()))?;
    let parts: Option<Vec<_>> = below.iter().map(|part| part.to_str()).collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| anyhow!("{} is not UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_there_under_both_names_and_the_urls_follow_its_contents() {
        let (from, site) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(from.path().join("icons")).unwrap();
        fs::write(from.path().join("embed.js"), "one").unwrap();
        fs::write(from.path().join("icons/a.svg"), "<svg/>").unwrap();

        let first = copy(from.path(), site.path()).unwrap();
        assert_eq!(first.keys().collect::<Vec<_>>(), ["embed.js", "icons/a.svg"]);
        for (plain, url) in &first {
            assert_ne!(plain, url);
            let hashed = fs::read(site.path().join(url.trim_start_matches('/'))).unwrap();
            assert_eq!(fs::read(site.path().join(plain)).unwrap(), hashed);
        }
        assert!(first["icons/a.svg"].starts_with("/icons/a.") && first["icons/a.svg"].ends_with(".svg"));

        fs::write(from.path().join("embed.js"), "two").unwrap();
        let second = copy(from.path(), site.path()).unwrap();
        assert_ne!(first["embed.js"], second["embed.js"]);
        assert_eq!(first["icons/a.svg"], second["icons/a.svg"]);
    }

    #[test]
    fn a_missing_folder_is_an_empty_one() {
        assert_eq!(
            files_under(Path::new("/no/such/folder")).unwrap(),
            Vec::<PathBuf>::new()
        );
    }
}
