//! A hand-over, as the connector wants it told.

use std::collections::BTreeMap;

use domain::{HandOverId, Lang, Subject};
use service::{DeskError, DeskTrouble, TicketReport, view::Receipt};
use tickets::{Attachment, Person, Report};
use uuid::Uuid;

use super::{body::Body, words::Words};

/// The facts that fields of tickets can be filled with.
pub const FACTS: [&str; 9] = [
    "about", "category", "code", "device", "platform", "remedy", "topic", "uid", "upn",
];

/// Writes reports as the configuration wants them.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    /// The language.
    pub lang: Lang,
    /// Whether user principal names are addresses for mail.
    pub email_from_upn: bool,
}

impl Writer {
    /// The whole report, with the receipts.
    pub fn report(self, told: &TicketReport) -> Result<Report, DeskError> {
        let attachments = told.receipts.iter().map(attachment);
        Ok(Report {
            id: id(&told.hand_over.order.id),
            attachments: attachments.collect::<Result<_, _>>()?,
            ..self.letter(told)
        })
    }

    /// What a mail can say of it, which is of no hand-over that anybody keeps.
    pub fn letter(self, told: &TicketReport) -> Report {
        let words = Words::of(self.lang);
        let body = Body { words: &words, told };
        let order = &told.hand_over.order;
        let by_upn = || Some(order.upn.clone()).filter(|upn| self.email_from_upn && upn.contains('@'));
        Report {
            id: Uuid::nil(),
            at: order.created_at,
            person: Person {
                name: order.name.clone(),
                email: order.email.clone().or_else(by_upn),
                principal: Some(order.upn.clone()),
            },
            subject: body.subject(),
            body: body.blocks(),
            attachments: Vec::new(),
            facts: facts(told),
        }
    }
}

/// The hand-over's id, by which its ticket is found again.
pub fn id(hand_over: &HandOverId) -> Uuid {
    let id = hand_over.as_str().parse();
    id.expect("a hand-over's id is the text of a UUID")
}

fn attachment(receipt: &Receipt) -> Result<Attachment, DeskError> {
    let bytes = serde_json::to_vec_pretty(receipt).map_err(|error| DeskError {
        trouble: DeskTrouble::Refused,
        message: format!("a receipt cannot be written: {error}"),
    })?;
    Ok(Attachment {
        name: format!("receipt-{}.json", receipt.execution_id),
        media_type: "application/json".to_owned(),
        bytes,
    })
}

fn facts(told: &TicketReport) -> BTreeMap<String, String> {
    let order = &told.hand_over.order;
    let device = order.facts.device.as_ref();
    let about = match &order.about {
        Subject::Device { .. } => "device",
        Subject::Topic { .. } => "topic",
        Subject::Diagnosis { .. } => "diagnosis",
        Subject::Execution { .. } => "execution",
    };
    let remedy = match &order.about {
        Subject::Execution { .. } => order.facts.runs.first().map(|run| run.order.remedy.to_string()),
        _ => None,
    };
    let known = [
        ("about", Some(about.to_owned())),
        (
            "category",
            told.topic.as_ref().map(|topic| topic.category.to_string()),
        ),
        ("code", Some(told.hand_over.code())),
        ("device", device.map(|device| device.name.clone())),
        (
            "platform",
            device
                .and_then(|device| device.known.as_ref())
                .map(|known| known.platform.name().to_owned()),
        ),
        ("remedy", remedy),
        ("topic", order.facts.topic.as_ref().map(ToString::to_string)),
        ("uid", device.map(|device| device.uid.to_string())),
        ("upn", Some(order.upn.clone())),
    ];
    known
        .into_iter()
        .filter_map(|(name, fact)| Some((name.to_owned(), fact?)))
        .collect()
}
