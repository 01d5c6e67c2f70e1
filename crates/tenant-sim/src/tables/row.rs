//! One row of a table.

use jiff::Timestamp;

use crate::tables::{ObjectKind, Value};

/// The objects that an event belongs to, by position in their tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Links([u32; ObjectKind::COUNT]);

const NO_LINK: u32 = u32::MAX;

impl Links {
    /// Points at nothing: an object, or an event of the tenant itself.
    pub const NONE: Self = Self([NO_LINK; ObjectKind::COUNT]);

    /// Points at one device.
    pub fn device(device: usize) -> Self {
        Self::NONE.with(ObjectKind::Device, device)
    }

    /// The same links, and one more.
    pub fn with(mut self, kind: ObjectKind, position: usize) -> Self {
        self.0[kind as usize] = u32::try_from(position).unwrap_or(NO_LINK);
        self
    }

    /// The position of the linked object of this kind.
    pub fn get(self, kind: ObjectKind) -> Option<usize> {
        let position = self.0[kind as usize];
        (position != NO_LINK).then_some(position as usize)
    }
}

/// One row: its values in the order of the table's schema.
#[derive(Clone, Debug)]
pub struct Row {
    /// When it happened (an event), or when it was last seen (an object). Time frames look at this.
    pub time: Timestamp,
    /// What it belongs to.
    pub links: Links,
    /// One value a column.
    pub values: Box<[Value]>,
}

impl Row {
    /// A row of these values.
    pub fn new<const N: usize>(time: Timestamp, links: Links, values: [Value; N]) -> Self {
        Self {
            time,
            links,
            values: Box::new(values),
        }
    }
}
