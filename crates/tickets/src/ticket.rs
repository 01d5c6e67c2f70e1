use reqwest::Url;

/// What the desk made of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// As people say it, such as `INC0010001`. A webhook's receiver need not tell one.
    pub number: Option<String>,
    /// Where it can be read: https (http on loopback), without credentials.
    pub link: Option<Url>,
    /// What the desk itself calls it, for [`Connector::attach`](crate::Connector::attach).
    pub record: Option<String>,
}
