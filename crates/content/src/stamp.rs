//! Whether anything in the content folder is different from before, without reading it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use crate::files;

/// What the files of the content folder look like from outside: when each was changed, and how long it is. Two that are
/// equal stand for the same content, unless somebody takes pains.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stamp(BTreeMap<PathBuf, (Option<SystemTime>, u64)>);

impl Stamp {
    /// Looks at the folder. What cannot be looked at counts as not there.
    #[must_use]
    pub fn of(dir: &Path) -> Self {
        let mut stamp = Self::default();
        stamp.take(dir);
        for folder in files::folders() {
            stamp.take(&dir.join(folder));
        }
        stamp
    }

    /// Links are followed: a mounted volume changes where they lead.
    fn take(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            // Hidden files belong to editors and mounted volumes.
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            if let Ok(facts) = fs::metadata(&path).inspect_err(|_| {
                self.0.insert(path.clone(), (None, 0));
            }) {
                let length = if facts.is_dir() { 0 } else { facts.len() };
                self.0.insert(path, (facts.modified().ok(), length));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_changed_shows() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
        let mut last = Stamp::of(dir.path());
        let mut differs = |what: &str| {
            let stamp = Stamp::of(dir.path());
            assert_ne!(stamp, last, "{what}");
            assert_eq!(stamp, Stamp::of(dir.path()));
            last = stamp;
        };
        write("health.yaml", "a: 1");
        differs("a file is new");
        write("health.yaml", "a: 12");
        differs("it is longer");
        let file = fs::File::options()
            .write(true)
            .open(dir.path().join("health.yaml"));
        file.unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
        differs("it was changed at another time");
        fs::create_dir(dir.path().join("topics")).unwrap();
        write("topics/a.yaml", "");
        differs("a file in a folder is new");
        fs::remove_file(dir.path().join("topics/a.yaml")).unwrap();
        differs("it is gone");
    }

    #[test]
    fn what_an_editor_keeps_for_itself_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let last = Stamp::of(dir.path());
        fs::write(dir.path().join(".health.yaml.swp"), "a").unwrap();
        assert_eq!(Stamp::of(dir.path()), last);
    }
}
