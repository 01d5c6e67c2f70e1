//! The remedies that topics can refer to.

use domain::{Remedy, RemedyId};

use crate::{
    At,
    fault::{Report, Sheet},
    nearest::instead,
};

/// The remedies that there are, faulty ones included: a reference to one of those is no fault of its own.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    remedies: Vec<(String, Option<Remedy>)>,
    /// Whether nobody knows what there is, because the folder could not be read.
    unknown: bool,
}

/// The folder of the remedies.
const FOLDER: &str = "remedies";

impl Shelf {
    /// A shelf with nothing on it but what could not even be read from the disk.
    pub(crate) fn new(report: &Report) -> Self {
        let mut shelf = Self {
            remedies: Vec::new(),
            unknown: report.mentions(FOLDER),
        };
        for file in report.files() {
            let name = file.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
            if let Some((stem, _)) = name.and_then(|name| name.rsplit_once('.')) {
                shelf.put(stem, None);
            }
        }
        shelf
    }

    /// Puts what became of one file there; `stem` is the file's name without its ending.
    pub(crate) fn put(&mut self, stem: &str, remedy: Option<Remedy>) {
        self.remedies.push((stem.to_owned(), remedy));
    }

    /// The remedy of this name, if it is there and could be read. Notes a reference that leads nowhere.
    pub(crate) fn remedy(&self, id: &At<RemedyId>, sheet: &mut Sheet<'_>) -> Option<&Remedy> {
        let wanted = id.value.as_str();
        if let Some((_, remedy)) = self.remedies.iter().find(|(stem, _)| stem == wanted) {
            return remedy.as_ref();
        }
        if self.unknown {
            return None;
        }
        let known: Vec<&str> = self.remedies.iter().map(|(stem, _)| stem.as_str()).collect();
        let what = format!("there is no remedy `{wanted}` in the folder `remedies`");
        sheet.add(id.place, what, instead(wanted, &known));
        None
    }

    /// Every remedy that could be read, by the name of its file.
    pub(crate) fn into_remedies(self) -> Vec<Remedy> {
        self.remedies
            .into_iter()
            .filter_map(|(_, remedy)| remedy)
            .collect()
    }
}
