//! What a chatbot's key allows.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// One thing that a key may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// To see devices, their health, topics, and how executions stand.
    Read,
    /// To look for what is wrong with a device, which may collect data on it.
    Diagnose,
    /// To run remedies, and to hand over to IT what they did not mend.
    Remediate,
}

/// A word that is no scope.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is not a scope: read, diagnose and remediate are")]
pub struct InvalidScope(String);

impl Scope {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Read, Self::Diagnose, Self::Remediate];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Diagnose => "diagnose",
            Self::Remediate => "remediate",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scope {
    type Err = InvalidScope;

    fn from_str(word: &str) -> Result<Self, InvalidScope> {
        let found = Self::ALL.into_iter().find(|scope| scope.name() == word);
        found.ok_or_else(|| InvalidScope(word.chars().take(80).collect()))
    }
}

/// Everything that a key allows. As text, names with a space between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scopes(BTreeSet<Scope>);

impl Scopes {
    /// Whether this is allowed.
    #[must_use]
    pub fn allow(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }

    /// Whether nothing is allowed that those do not allow.
    #[must_use]
    pub fn are_within(&self, those: &Self) -> bool {
        self.0.is_subset(&those.0)
    }

    /// Only what those allow, too.
    #[must_use]
    pub fn within(&self, those: &Self) -> Self {
        self.iter().filter(|scope| those.allow(*scope)).collect()
    }

    /// Whether nothing is allowed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, in the order of [`Scope::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = Scope> {
        self.0.iter().copied()
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<T: IntoIterator<Item = Scope>>(scopes: T) -> Self {
        Self(scopes.into_iter().collect())
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, scope) in self.iter().enumerate() {
            let before = if place == 0 { "" } else { " " };
            write!(f, "{before}{scope}")?;
        }
        Ok(())
    }
}

impl FromStr for Scopes {
    type Err = InvalidScope;

    fn from_str(text: &str) -> Result<Self, InvalidScope> {
        text.split_whitespace().map(str::parse).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_read_as_they_are_written() {
        let all: Scopes = Scope::ALL.into_iter().collect();
        assert_eq!(all.to_string(), "read diagnose remediate");
        assert_eq!(all.to_string().parse(), Ok(all.clone()));
        assert_eq!(
            "remediate  read".parse::<Scopes>().unwrap().to_string(),
            "read remediate"
        );
        assert_eq!("".parse(), Ok(Scopes::default()));
        let refused = "read write".parse::<Scopes>().unwrap_err();
        assert!(
            refused.to_string().contains("\"write\" is not a scope"),
            "{refused}"
        );
    }

    #[test]
    fn a_key_allows_what_it_names_and_no_more() {
        let [read, both]: [Scopes; 2] = ["read", "read diagnose"].map(|text| text.parse().unwrap());
        assert!(read.allow(Scope::Read) && !read.allow(Scope::Diagnose));
        assert!(read.are_within(&both) && !both.are_within(&read));
        assert_eq!(both.within(&read), read);
        assert!("remediate".parse::<Scopes>().unwrap().within(&both).is_empty());
    }
}
