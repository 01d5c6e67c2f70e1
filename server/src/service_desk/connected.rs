//! A service desk that makes tickets.

use std::time::Duration;

use async_trait::async_trait;
use domain::{HandOverId, Ticket};
use service::{DeskError, DeskTrouble, ServiceDesk, TicketReport};
use tickets::{Connector, Url};

use super::{
    report::{Writer, id},
    trouble,
};

/// The port, filled by a connector.
pub struct Connected {
    /// Speaks with the service desk.
    pub connector: Connector,
    /// Writes what it is told.
    pub writer: Writer,
}

#[async_trait]
impl ServiceDesk for Connected {
    async fn create(&self, report: &TicketReport) -> Result<Ticket, DeskError> {
        let report = self.writer.report(report)?;
        let made = self.connector.create(&report).await;
        made.map(ours).map_err(trouble::of_making)
    }

    async fn find(&self, hand_over: &HandOverId) -> Result<Option<Ticket>, DeskError> {
        let found = self.connector.find(id(hand_over)).await;
        found.map(|found| found.map(ours)).map_err(trouble::of_asking)
    }

    fn settles_after(&self) -> Duration {
        self.connector.settles_after()
    }

    async fn attach(&self, report: &TicketReport, ticket: &Ticket) -> Result<(), DeskError> {
        let (report, ticket) = (self.writer.report(report)?, theirs(ticket)?);
        let attached = self.connector.attach(&report, &ticket).await;
        attached.map_err(trouble::of_asking)
    }
}

fn ours(ticket: tickets::Ticket) -> Ticket {
    Ticket {
        number: ticket.number,
        link: ticket.link.map(String::from),
        record: ticket.record,
    }
}

fn theirs(ticket: &Ticket) -> Result<tickets::Ticket, DeskError> {
    let link = ticket.link.as_deref().map(Url::parse).transpose();
    Ok(tickets::Ticket {
        number: ticket.number.clone(),
        link: link.map_err(|error| DeskError {
            trouble: DeskTrouble::Refused,
            message: format!("the ticket's link cannot be read: {error}"),
        })?,
        record: ticket.record.clone(),
    })
}
