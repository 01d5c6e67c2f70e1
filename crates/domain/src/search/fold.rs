//! Words as they are compared: without case, accents and punctuation.

use crate::Lang;

/// The words of a text, folded. A hyphen joins what it stands between, so that "Wi-Fi" is "wifi".
pub(super) fn words(lang: Lang, text: &str) -> Vec<String> {
    let joined = text.replace(['-', '\u{2010}', '\u{2011}'], "");
    joined
        .split(|character: char| !character.is_alphanumeric() && !is_mark(character))
        .map(|word| fold(lang, word))
        .filter(|word| !word.is_empty())
        .collect()
}

fn fold(lang: Lang, word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for character in word
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|character| !is_mark(*character))
    {
        match plain(character) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(character),
        }
    }
    // Who has no umlauts on the keyboard writes "ae" for "ä". Both sides are folded, so that both stay the same word.
    if lang == Lang::De {
        folded = folded.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    }
    folded
}

/// Whether it is an accent that stands behind its letter (Unicode, Combining Diacritical Marks), as some systems type it.
const fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// The letters that the languages of the interface write with an accent, without it.
const fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_differently_is_the_same_word() {
        assert_eq!(
            words(Lang::Fr, "L’écran est FIGÉ."),
            ["l", "ecran", "est", "fige"]
        );
        assert_eq!(words(Lang::Fr, "fige\u{301}"), ["fige"]);
        assert_eq!(words(Lang::En, "Wi-Fi (5 GHz)"), ["wifi", "5", "ghz"]);
        assert_eq!(words(Lang::De, "Träge Geräte"), words(Lang::De, "traege GERAETE"));
        assert_eq!(words(Lang::De, "heiß"), words(Lang::De, "HEISS"));
        assert_eq!(words(Lang::De, " – "), Vec::<String>::new());
    }
}
