//! Texts that the portal admin wrote, one a language.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::InvalidId;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English, the language every text exists in.
    #[default]
    En,
    /// German.
    De,
    /// French.
    Fr,
}

impl Lang {
    /// Every language that Deskside ships.
    pub const ALL: [Self; 3] = [Self::En, Self::De, Self::Fr];

    /// The language's tag, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Fr => "fr",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Lang {
    type Err = InvalidId;
    /// Takes a tag with or without a region: `de`, `de-CH`.
    fn from_str(tag: &str) -> Result<Self, InvalidId> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag() == primary)
            .ok_or_else(|| InvalidId {
                kind: "language",
                rule: "one of en, de, fr",
                text: tag.chars().take(80).collect(),
            })
    }
}

/// One text in several languages. Whoever loads it makes sure that English is there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LocalText(BTreeMap<Lang, String>);

impl LocalText {
    /// A text from its languages.
    #[must_use]
    pub fn new(texts: impl IntoIterator<Item = (Lang, String)>) -> Self {
        Self(texts.into_iter().collect())
    }

    /// The text in this language, else in English, else empty.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.0
            .get(&lang)
            .or_else(|| self.0.get(&Lang::En))
            .map_or("", String::as_str)
    }

    /// The languages that have no text of their own.
    pub fn missing(&self) -> impl Iterator<Item = Lang> + '_ {
        Lang::ALL
            .into_iter()
            .filter(|lang| self.0.get(lang).is_none_or(|text| text.trim().is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_stands_in_for_a_missing_language() {
        let text = LocalText::new([(Lang::En, "Storage".into()), (Lang::De, "Speicher".into())]);
        assert_eq!(text.get(Lang::De), "Speicher");
        assert_eq!(text.get(Lang::Fr), "Storage");
        assert_eq!(text.missing().collect::<Vec<_>>(), [Lang::Fr]);
    }

    #[test]
    fn a_region_does_not_matter() {
        assert_eq!("de-CH".parse::<Lang>().unwrap(), Lang::De);
        assert!("xx".parse::<Lang>().is_err());
    }
}
