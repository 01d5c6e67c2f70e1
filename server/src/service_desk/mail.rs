//! A service desk that takes mails, which employees send themselves.

use service::{DeskMail, TicketReport};

use super::{report::Writer, wrong};
use crate::{config::Email, fault::Fault};

/// An address, and what writes to it.
pub struct Mail {
    address: String,
    writer: Writer,
}

impl Mail {
    /// As configured.
    ///
    /// # Errors
    /// When the address is not exactly one.
    pub fn new(config: &Email, writer: Writer) -> Result<Self, Fault> {
        let address = config.address.trim();
        let parts = address.split_once('@');
        let has_both = parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
        let is_one = !address.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>".contains(c));
        if !(has_both && is_one) {
            return Err(wrong(&"address is not one address for mail"));
        }
        Ok(Self {
            address: address.to_owned(),
            writer,
        })
    }
}

impl DeskMail for Mail {
    fn link(&self, report: &TicketReport) -> String {
        tickets::mailto(&self.writer.letter(report), &self.address)
    }
}
