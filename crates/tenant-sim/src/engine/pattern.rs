//! Texts with wildcards, compared without regard to case.

/// A text to compare with: `*` stands for any characters, `?` for one.
#[derive(Clone, Debug)]
pub struct Pattern {
    lower: Vec<char>,
    wild: bool,
}

impl Pattern {
    /// From the text as written.
    pub fn new(text: &str) -> Self {
        Self {
            lower: text.to_lowercase().chars().collect(),
            wild: text.contains(['*', '?']),
        }
    }

    /// The text that alone matches, in lower case, if there are no wildcards.
    pub fn exact(&self) -> Option<String> {
        (!self.wild).then(|| self.lower.iter().collect())
    }

    /// Whether `text` matches as a whole.
    pub fn matches(&self, text: &str) -> bool {
        if !self.wild {
            return text
                .chars()
                .flat_map(char::to_lowercase)
                .eq(self.lower.iter().copied());
        }
        let text: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
        let (mut at, mut pattern_at) = (0, 0);
        // Where to take up again when the rest does not match: the last `*`, and how much of the text it has eaten.
        let mut retry: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.lower.get(pattern_at) {
                Some('*') => {
                    retry = Some((pattern_at, at));
                    pattern_at += 1;
                }
                Some(&wanted) if wanted == '?' || wanted == text[at] => {
                    pattern_at += 1;
                    at += 1;
                }
                _ => match retry.as_mut() {
                    Some((star, eaten)) => {
                        *eaten += 1;
                        (pattern_at, at) = (*star + 1, *eaten);
                    }
                    None => return false,
                },
            }
        }
        self.lower[pattern_at..].iter().all(|&rest| rest == '*')
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wildcards_and_case() {
        for (pattern, text, expected) in [
            ("CORPSYS2022", "CoRpSyS2022", true),
            ("windows 1?", "Windows 11", true),
            ("windows 1?", "Windows 1", false),
            ("*jo*", "Major Jones", true),
            ("*jo*", "Peter", false),
            ("a*b*c", "aXXbYYbZc", true),
            ("a*b*c", "aXXbYYbZ", false),
            ("*", "", true),
            ("?", "", false),
            ("zoë*", "ZOË X", true),
        ] {
            assert_eq!(
                Pattern::new(pattern).matches(text),
                expected,
                "{pattern} ~ {text}"
            );
        }
    }
}
