//! A pseudo-language for what is seen only in scripts that run from right to left.

/// Unicode's right-to-left override, and the end of it.
const OVERRIDE: char = '\u{202e}';
const END: char = '\u{202c}';

/// The same text with each word overridden to run from right to left. Everything else stays, also what stands for
/// arguments.
pub(super) fn mirrored(text: &str) -> String {
    let mut mirrored = String::with_capacity(text.len() * 2);
    let mut in_word = false;
    for char in text.chars() {
        if char.is_alphabetic() != in_word {
            mirrored.push(if in_word { END } else { OVERRIDE });
            in_word = !in_word;
        }
        mirrored.push(char);
    }
    if in_word {
        mirrored.push(END);
    }
    mirrored
}

#[cfg(test)]
mod tests {
    use super::mirrored;

    #[test]
    fn words_are_mirrored_and_nothing_else() {
        assert_eq!(
            mirrored("4 min ago."),
            "4 \u{202e}min\u{202c} \u{202e}ago\u{202c}."
        );
        assert_eq!(mirrored("58%\u{e000}"), "58%\u{e000}");
    }
}
