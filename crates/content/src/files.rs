//! The texts of the content folder.

use std::{
    collections::BTreeMap,
    fs::{self, DirEntry},
    io,
    path::Path,
};

use crate::{Place, fault::Report, health::HEALTH, outcomes::OUTCOMES};

/// The folders that are read, with the ending of the files in them and endings that are likely a slip of it.
const FOLDERS: [(&str, &str, &[&str]); 3] = [
    ("queries", "nql", &["txt", "sql"]),
    ("remedies", "yaml", &["yml", "json"]),
    ("topics", "yaml", &["yml", "json"]),
];

/// The texts of the content folder by their path relative to it, such as `remedies/free-up-space.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Files from texts that are already in memory.
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(texts.into_iter().collect())
    }

    /// The text of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Every file of one folder, by name, each as its stem, its path and its text.
    pub(crate) fn folder<'a>(
        &'a self,
        folder: &'static str,
        ending: &'static str,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.0.iter().filter_map(move |(path, text)| {
            let stem = path
                .strip_prefix(folder)?
                .strip_prefix('/')?
                .strip_suffix(ending)?
                .strip_suffix('.')?;
            Some((stem, path.as_str(), text.as_str()))
        })
    }

    /// Reads the folder. What cannot be read is noted, and the rest is still there.
    pub(crate) fn read(dir: &Path, report: &mut Report) -> Self {
        let mut files = Self::default();
        if let Err(error) = fs::read_dir(dir) {
            report.add(
                ".",
                None,
                format!("the content folder {} cannot be read: {error}", dir.display()),
                "check that the folder is there and that Deskside may read it",
            );
            return files;
        }
        files.take(&dir.join(HEALTH), HEALTH.to_owned(), report);
        let outcomes = dir.join(OUTCOMES);
        if outcomes.exists() {
            files.take(&outcomes, OUTCOMES.to_owned(), report);
        }
        for (folder, ending, slips) in FOLDERS {
            match entries(&dir.join(folder)) {
                Ok(entries) => {
                    for entry in entries {
                        files.take_entry(&entry, folder, ending, slips, report);
                    }
                }
                // A folder without files does not survive version control.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => report.add(
                    folder,
                    None,
                    format!("the folder cannot be read: {error}"),
                    "check that it is a folder and that Deskside may read it",
                ),
            }
        }
        files
    }

    fn take_entry(
        &mut self,
        entry: &DirEntry,
        folder: &str,
        ending: &str,
        slips: &[&str],
        report: &mut Report,
    ) {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Hidden files belong to editors and mounted volumes.
        if name.starts_with('.') {
            return;
        }
        let (path, own) = (entry.path(), format!("{folder}/{name}"));
        let found = path
            .extension()
            .map(|found| found.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        if path.is_dir() {
            let what = "this folder is not read";
            report.add(&own, None, what, format!("move its files into `{folder}` itself"));
        } else if name.ends_with(&format!(".{ending}")) {
            self.take(&path, own, report);
        } else if found == ending || slips.contains(&found.as_str()) {
            let what = format!("this file is not read, because its name does not end in `.{ending}`");
            report.add(
                &own,
                None,
                what,
                format!("rename it to end in `.{ending}`, or move it away"),
            );
        }
    }

    fn take(&mut self, path: &Path, own: String, report: &mut Report) {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let remedy = "check that the file is there and that Deskside may read it";
                report.add(&own, None, format!("the file cannot be read: {error}"), remedy);
                return;
            }
        };
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.0.insert(own, text);
            }
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes().get(..good).unwrap_or_default());
                let what = "the file is not UTF-8 from here on";
                report.add(
                    &own,
                    Place::behind(&text),
                    what,
                    "save the file in the encoding UTF-8",
                );
            }
        }
    }
}

fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}
