//! How much a typed word is like another.

/// The shortest word that may have a slip in it: of shorter ones too many are like each other.
const SLIP_FROM: usize = 4;

/// The shortest word that is looked for inside of others.
const INSIDE_FROM: usize = 3;

/// From 0, not at all, to 8, the same. Both words are folded.
pub(super) fn likeness(typed: &str, word: &str) -> usize {
    let length = typed.chars().count();
    if typed == word {
        8
    } else if word.starts_with(typed) {
        // One letter begins too many words to mean any of them.
        if length == 1 { 0 } else { 5 }
    } else if length >= INSIDE_FROM && word.contains(typed) {
        // German writes words together: "drucker" is in "netzwerkdrucker".
        3
    } else if length >= SLIP_FROM && is_slip(typed, word) {
        2
    } else {
        0
    }
}

/// Whether one letter is wrong, missing or too many, or two neighbours changed places.
fn is_slip(typed: &str, word: &str) -> bool {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let begin = typed.iter().zip(&word).take_while(|(a, b)| a == b).count();
    let (typed, word) = (&typed[begin..], &word[begin..]);
    let end = typed
        .iter()
        .rev()
        .zip(word.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (typed, word) = (&typed[..typed.len() - end], &word[..word.len() - end]);
    match (typed, word) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter() {
        for slip in ["outlok", "outloook", "outlock", "otulook", "autlook"] {
            assert_eq!(likeness(slip, "outlook"), 2, "{slip}");
        }
        for other in ["outlet", "otluook", "look4", "outlookxy"] {
            assert_eq!(likeness(other, "outlook"), 0, "{other}");
        }
        assert_eq!(likeness("pin", "pen"), 0, "short words are not guessed");
    }

    #[test]
    fn the_same_is_more_than_a_beginning_and_that_more_than_a_part() {
        assert_eq!(likeness("drucker", "drucker"), 8);
        assert_eq!(likeness("druck", "drucker"), 5);
        assert_eq!(likeness("drucker", "netzwerkdrucker"), 3);
        assert_eq!(likeness("d", "drucker"), 0);
    }
}
