//! Groups of keys.

use super::wrong_type;
use crate::{
    At, Place,
    fault::Sheet,
    nearest::{instead, nearest},
    yaml::{Node, Value},
};

/// A group of keys. Every key that is asked for is known; [`Keys::close`] notes the others.
pub(crate) struct Keys<'n, 's, 'r> {
    what: &'static str,
    place: Place,
    entries: &'n [(At<String>, Node)],
    asked: Vec<&'static str>,
    missing: Vec<&'static str>,
    pub(crate) sheet: &'s mut Sheet<'r>,
}

impl<'n, 's, 'r> Keys<'n, 's, 'r> {
    /// Opens a group; `what` names its kind, such as "a metric".
    pub(crate) fn open(
        what: &'static str,
        key: &str,
        node: &'n Node,
        sheet: &'s mut Sheet<'r>,
    ) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self {
                what,
                place: node.place,
                entries,
                asked: Vec::new(),
                missing: Vec::new(),
                sheet,
            }),
            _ => {
                let remedy = format!("write {what} as keys with values, one a line, indented below it");
                wrong_type(key, node, &format!("{what} with its keys"), &remedy, sheet);
                None
            }
        }
    }

    /// Whether the key is there, asked for or not.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(known, _)| known.value == key)
    }

    /// Where the group begins.
    pub(crate) const fn place(&self) -> Place {
        self.place
    }

    /// The value of a key that may be missing.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str, &Node, &mut Sheet<'_>) -> Option<T>,
    ) -> Option<At<T>> {
        self.asked.push(key);
        let (_, node) = self.entries.iter().find(|(known, _)| known.value == key)?;
        read(key, node, self.sheet).map(|value| At::new(value, node.place))
    }

    /// The value of a key that must be there.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str, &Node, &mut Sheet<'_>) -> Option<T>,
    ) -> Option<At<T>> {
        if !self.has(key) {
            self.missing.push(key);
        }
        self.optional(key, read)
    }

    /// Notes every key that is missing, that nobody asked for, or that stands twice.
    pub(crate) fn close(mut self) {
        let absent: Vec<&str> = self
            .asked
            .iter()
            .copied()
            .filter(|known| !self.has(known))
            .collect();
        let known = if absent.is_empty() { &self.asked } else { &absent };
        for (index, (key, _)) in self.entries.iter().enumerate() {
            if self
                .entries
                .iter()
                .take(index)
                .any(|(earlier, _)| earlier.value == key.value)
            {
                let what = format!("the key `{}` stands here for the second time", key.value);
                self.sheet.add(key.place, what, "keep one of the two");
            } else if !self.asked.contains(&key.value.as_str()) {
                let what = format!("{} has no key `{}`", self.what, key.value);
                self.sheet.add(key.place, what, instead(&key.value, known));
                // A key that is misspelt is not missing as well.
                let meant = nearest(&key.value, known.iter().copied());
                self.missing.retain(|missing| Some(*missing) != meant);
            }
        }
        for key in self.missing {
            let what = format!("{} needs the key `{key}`", self.what);
            self.sheet.add(self.place, what, format!("add `{key}: …` here"));
        }
    }
}
