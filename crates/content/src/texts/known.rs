//! The texts that Deskside has.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{ast::Entry, parser};

use super::placeable::{Use, uses};

/// What can stand for something in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Original {
    /// The variables that it is given.
    pub(super) variables: BTreeSet<String>,
    /// Those by which it chooses between forms.
    pub(super) selectors: BTreeSet<String>,
}

/// The texts that can be put in other words, by name. They come from whoever has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KnownTexts(BTreeMap<String, Original>);

impl KnownTexts {
    /// Reads Fluent resources of one language. What is not well-formed in them is left out.
    pub fn read<'s>(sources: impl IntoIterator<Item = &'s str>) -> Self {
        let mut known = Self::default();
        for source in sources {
            let resource = parser::parse(source).unwrap_or_else(|(resource, _)| resource);
            for entry in &resource.body {
                let Entry::Message(message) = entry else { continue };
                let mut original = Original::default();
                for used in message.value.iter().flat_map(|pattern| uses(pattern)) {
                    match used {
                        Use::Variable(name) => original.variables.insert(name.to_owned()),
                        Use::Selector(name) => {
                            original.variables.insert(name.to_owned());
                            original.selectors.insert(name.to_owned())
                        }
                        Use::Other(_) => false,
                    };
                }
                known.0.insert(message.id.name.to_owned(), original);
            }
        }
        known
    }

    pub(super) fn get(&self, key: &str) -> Option<&Original> {
        self.0.get(key)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
