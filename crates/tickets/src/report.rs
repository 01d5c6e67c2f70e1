use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use crate::Block;

/// What a service desk is told. It says the same however often it is sent: nothing in it is of the attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Ours. One report becomes one ticket, and this is how it is found again.
    pub id: Uuid,
    /// When the person asked for it.
    pub at: Timestamp,
    /// Who asks.
    pub person: Person,
    /// One line. Desks that take shorter ones get its beginning.
    pub subject: String,
    /// What it is about. Desks that take less get its beginning, and the whole as an attachment.
    pub body: Vec<Block>,
    /// Files that go with it.
    pub attachments: Vec<Attachment>,
    /// Single facts by name, for the desk's own fields ([`Fill::Fact`](crate::Fill::Fact)).
    pub facts: BTreeMap<String, String>,
}

/// Who a report is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// As people write it.
    pub name: String,
    /// The address for mail.
    pub email: Option<String>,
    /// The user principal name, by which the company's directory knows the person.
    pub principal: Option<String>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file's name. A report has no two of the same name.
    pub name: String,
    /// Such as `application/json`.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}
