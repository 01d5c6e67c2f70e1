//! The files of the content folder.

use std::{
    collections::BTreeMap,
    fs::{self, DirEntry},
    io,
    path::Path,
    sync::Arc,
};

use crate::{
    Place,
    branding::{BRANDING, IMAGES},
    fault::Report,
    health::HEALTH,
    outcomes::OUTCOMES,
    texts::TEXTS,
};

/// The folders that are read, with the ending of the files in them and endings that are likely a slip of it.
const FOLDERS: [(&str, &str, &[&str]); 4] = [
    ("queries", "nql", &["txt", "sql"]),
    ("remedies", "yaml", &["yml", "json"]),
    ("topics", "yaml", &["yml", "json"]),
    (TEXTS, "ftl", &["txt"]),
];

/// Every folder in the content folder that is read.
pub(crate) fn folders() -> impl Iterator<Item = &'static str> {
    FOLDERS.into_iter().map(|(folder, ..)| folder).chain([IMAGES])
}

/// The endings of images.
const IMAGE_ENDINGS: [&str; 2] = ["svg", "png"];

/// The files of the content folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// By their path relative to the folder, such as `remedies/free-up-space.yaml`.
    texts: BTreeMap<String, String>,
    /// By their name in the folder of images.
    images: BTreeMap<String, Arc<[u8]>>,
}

impl Files {
    /// Files from texts that are already in memory.
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            texts: texts.into_iter().collect(),
            images: BTreeMap::new(),
        }
    }

    /// The same files, and one more image in the folder of images.
    #[must_use]
    pub fn with_image(mut self, name: &str, bytes: &[u8]) -> Self {
        self.images.insert(name.to_owned(), bytes.into());
        self
    }

    /// An image, by its name in the folder of images.
    pub(crate) fn image(&self, name: &str) -> Option<&Arc<[u8]>> {
        self.images.get(name)
    }

    /// The names of all images.
    pub(crate) fn images(&self) -> impl Iterator<Item = &str> {
        self.images.keys().map(String::as_str)
    }

    /// The text of one file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Every file of one folder, by name, each as its stem, its path and its text.
    pub(crate) fn folder<'a>(
        &'a self,
        folder: &'static str,
        ending: &'static str,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.texts.iter().filter_map(move |(path, text)| {
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
        for optional in [OUTCOMES, BRANDING] {
            if dir.join(optional).exists() {
                files.take(&dir.join(optional), optional.to_owned(), report);
            }
        }
        for (folder, ending, slips) in FOLDERS {
            for entry in entries(dir, folder, report) {
                files.take_entry(&entry, folder, ending, slips, report);
            }
        }
        for entry in entries(dir, IMAGES, report) {
            files.take_image(&entry, report);
        }
        files
    }

    /// What is not an image is somebody's note or source, and is left alone.
    fn take_image(&mut self, entry: &DirEntry, report: &mut Report) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if name.starts_with('.') || !IMAGE_ENDINGS.contains(&ending) {
            return;
        }
        let own = format!("{IMAGES}/{name}");
        if let Some(bytes) = bytes(&entry.path(), &own, report) {
            self.images.insert(name, bytes.into());
        }
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
        let Some(bytes) = bytes(path, &own, report) else {
            return;
        };
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.texts.insert(own, text);
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

fn bytes(path: &Path, own: &str, report: &mut Report) -> Option<Vec<u8>> {
    let fault = |error| {
        let remedy = "check that the file is there and that Deskside may read it";
        report.add(own, None, format!("the file cannot be read: {error}"), remedy);
    };
    fs::read(path).map_err(fault).ok()
}

fn entries(dir: &Path, folder: &str, report: &mut Report) -> Vec<DirEntry> {
    let entries = fs::read_dir(dir.join(folder)).and_then(|entries| entries.collect::<io::Result<Vec<_>>>());
    match entries {
        Ok(mut entries) => {
            entries.sort_by_key(DirEntry::file_name);
            entries
        }
        // A folder without files does not survive version control.
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            let what = format!("the folder cannot be read: {error}");
            report.add(
                folder,
                None,
                what,
                "check that it is a folder and that Deskside may read it",
            );
            Vec::new()
        }
    }
}
