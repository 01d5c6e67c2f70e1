//! Steps are ticked by what happened and by nothing else.

use domain::State;

use super::{Progress, steps};
use crate::{sample, texts::Texts};

fn shown(path: &[State]) -> Vec<(String, Progress, bool)> {
    let execution = sample::execution(path);
    steps(Texts::of(domain::Lang::En), &execution, "Removing temporary files")
        .into_iter()
        .map(|line| (line.label.to_owned(), line.progress, line.at.is_some()))
        .collect()
}

fn line(label: &str, progress: Progress, dated: bool) -> (String, Progress, bool) {
    (label.to_owned(), progress, dated)
}
