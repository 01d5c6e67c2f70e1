//! Where a part of the tree stands in the text.

/// A place in the query's text. Two spans are always equal, so that trees compare by meaning alone: a tree that was
/// printed and parsed again equals the first, though everything has moved.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// The line, from 1; 0 in a tree that was not parsed.
    pub line: u32,
    /// The column in characters, from 1; 0 in a tree that was not parsed.
    pub column: u32,
}

impl PartialEq for Span {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Span {}
