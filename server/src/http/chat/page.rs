//! Lists come in parts.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;

use super::problem::{Kind, Problem};

/// The longest part.
pub const MOST: u16 = 100;

/// How many entries a part may have, 1 to [`MOST`].
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "u16")]
pub struct Limit(u16);

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl TryFrom<u16> for Limit {
    type Error = String;

    fn try_from(limit: u16) -> Result<Self, String> {
        match limit {
            1..=MOST => Ok(Self(limit)),
            _ => Err(format!("it is not from 1 to {MOST}")),
        }
    }
}

/// A part of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// Its entries.
    pub entries: Vec<T>,
    /// Where the next part begins; `None` when this is the last one.
    pub next: Option<String>,
}

/// The part of a list that begins after what the cursor names, by the names of entries.
///
/// # Errors
/// When the cursor names nothing that is in the list.
pub fn cut<T>(
    list: Vec<T>,
    name: impl Fn(&T) -> &str,
    limit: Limit,
    cursor: Option<&str>,
) -> Result<Part<T>, Problem> {
    let begin = match cursor {
        None => 0,
        Some(cursor) => {
            let is_it = |entry: &T| URL_SAFE_NO_PAD.encode(name(entry)) == cursor;
            let place = list.iter().position(is_it);
            let gone = "The cursor is not of this list, or what it named is gone. Begin anew, without it.";
            place.ok_or(Problem::because(Kind::BadRequest, gone))? + 1
        }
    };
    let is_last = list.len() <= begin + usize::from(limit.0);
    let entries: Vec<T> = list.into_iter().skip(begin).take(limit.0.into()).collect();
    let last = entries.last().filter(|_| !is_last);
    let next = last.map(|last| URL_SAFE_NO_PAD.encode(name(last)));
    Ok(Part { entries, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_list_are_the_list() {
        for limit in 1..=4 {
            let (mut all, mut cursor) = (Vec::new(), None::<String>);
            loop {
                let list = vec!["a", "b", "c"];
                let part = cut(list, |name| name, Limit(limit), cursor.as_deref()).unwrap();
                assert!((1..=limit.into()).contains(&part.entries.len()));
                all.extend(part.entries);
                cursor = part.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(all, ["a", "b", "c"], "{limit}");
        }
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        for cursor in ["", "a", "%", "ZZZZ"] {
            assert!(
                cut(vec!["a"], |name| name, Limit(1), Some(cursor)).is_err(),
                "{cursor}"
            );
        }
        let none = cut(Vec::<&str>::new(), |name| name, Limit(1), None).unwrap();
        assert_eq!((none.entries.len(), none.next), (0, None));
    }
}
