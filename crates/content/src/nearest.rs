//! "Did you mean …?"

/// The known word that `word` was probably meant to be.
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            (
                strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

/// What to do about an unknown word: the nearest known one, or all of them.
pub(crate) fn instead(word: &str, known: &[&str]) -> String {
    match (nearest(word, known.iter().copied()), known) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, []) => "there is none yet; write one first".to_owned(),
        (None, known) => format!("write one of {}", list(known)),
    }
}

/// The words as people list them: `a`, `b`, `c`.
pub(crate) fn list(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        assert_eq!(nearest("catgeory", ["category", "column"]), Some("category"));
        assert_eq!(nearest("Disk_Free", ["disk_free", "cpu_load"]), Some("disk_free"));
        assert_eq!(nearest("colour", ["category", "label"]), None);
    }
}
