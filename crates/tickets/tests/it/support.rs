//! The desks, the connectors, and what most tests begin with.

mod service_desk;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use jiff::Timestamp;
use secrecy::SecretString;
use tickets::{
    Attachment, Block, Caller, CallerMatch, Clock, Connector, Fault, Fields, Fill, JiraCredentials,
    JiraSettings, Person, Report, ServiceNowCredentials, ServiceNowSettings, Settings, Ticket, Timeouts,
    WebhookSettings,
};
use uuid::Uuid;

pub use self::service_desk::ServiceDesk;

/// As `settings.mjs` has them.
pub const PASSWORD: &str = "hush: with & odd % characters";
pub const CLIENT_SECRET: &str = "hush too";
pub const API_TOKEN: &str = "hush-token";
pub const BEARER: &str = "hush-bearer";
pub const WEBHOOK_SECRET: &str = "whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAx";

/// The three kinds of service desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    ServiceNow,
    Jira,
    Webhook,
}

impl Desk {
    pub const ALL: [Self; 3] = [Self::ServiceNow, Self::Jira, Self::Webhook];

    /// As the stand-in calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServiceNow => "servicenow",
            Self::Jira => "jira",
            Self::Webhook => "webhook",
        }
    }

    pub fn settings(self, address: &str) -> Settings {
        match self {
            Self::ServiceNow => Settings::ServiceNow(servicenow(address)),
            Self::Jira => Settings::JiraServiceManagement(jira(address)),
            Self::Webhook => Settings::Webhook(webhook(address)),
        }
    }
}

pub fn servicenow(address: &str) -> ServiceNowSettings {
    ServiceNowSettings {
        instance: address.to_owned(),
        table: "incident".to_owned(),
        credentials: ServiceNowCredentials::Basic {
            user: "deskside".to_owned(),
            password: PASSWORD.into(),
        },
        caller: Some(Caller {
            field: "caller_id".to_owned(),
            matches: vec![CallerMatch::Email, CallerMatch::UserName],
        }),
        fields: Fields::new(),
    }
}

pub fn jira(address: &str) -> JiraSettings {
    JiraSettings {
        site: address.to_owned(),
        service_desk: "4".to_owned(),
        request_type: "25".to_owned(),
        credentials: JiraCredentials::Basic {
            email: "deskside@example.com".to_owned(),
            token: API_TOKEN.into(),
        },
        on_behalf: true,
        fields: Fields::new(),
    }
}

pub fn webhook(address: &str) -> WebhookSettings {
    WebhookSettings {
        address: SecretString::from(format!("{address}/hook")),
        secrets: vec![WEBHOOK_SECRET.into()],
    }
}

pub fn connector(settings: Settings) -> Connector {
    Connector::new(settings, clock(), Timeouts::default()).unwrap()
}

/// One that soon loses its patience.
pub fn impatient(settings: Settings) -> Connector {
    let timeouts = Timeouts {
        connect: Duration::from_millis(400),
        total: Duration::from_millis(500),
    };
    Connector::new(settings, clock(), timeouts).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the receiver of webhooks lives in real time"
)]
fn clock() -> Clock {
    Arc::new(Timestamp::now)
}

pub fn fields(fills: impl IntoIterator<Item = (&'static str, Fill)>) -> Fields {
    fills
        .into_iter()
        .map(|(name, fill)| (name.to_owned(), fill))
        .collect()
}

/// The n-th of a test.
pub fn report(n: u128) -> Report {
    Report {
        id: Uuid::from_u128(0x018f_3f5e_0000_7000_8000_0000_0000_0000 + n),
        at: "2026-03-07T15:56:00Z".parse().unwrap(),
        person: Person {
            name: "Jane Doe".to_owned(),
            email: Some("jane@example.com".to_owned()),
            principal: Some("jane".to_owned()),
        },
        subject: "LT-1: the disk is nearly full".to_owned(),
        body: vec![
            Block::Quote("It is *slow*.\nReally.".to_owned()),
            Block::Heading("Device".to_owned()),
            Block::Facts(vec![("Name".to_owned(), "LT-1".to_owned())]),
            Block::List(vec!["Free up space: not fixed".to_owned()]),
        ],
        attachments: vec![Attachment {
            name: "receipt.json".to_owned(),
            media_type: "application/json".to_owned(),
            bytes: br#"{"what": "free-up-space"}"#.to_vec(),
        }],
        facts: BTreeMap::from([("device".to_owned(), "LT-1".to_owned())]),
    }
}

/// What a caller does until it has a ticket or knows that there is none.
pub async fn deliver(connector: &Connector, desk: &ServiceDesk, report: &Report) -> Result<Ticket, Fault> {
    for _ in 0..100 {
        match connector.create(report).await {
            Err(Fault::Busy { .. }) => {}
            Err(Fault::Unknown { .. }) => {
                // The stand-in's time.
                desk.settle().await;
                if let Some(ticket) = find(connector, report).await? {
                    return Ok(ticket);
                }
            }
            made_or_refused => return made_or_refused,
        }
    }
    panic!("the desk never comes to an end with {}", report.id);
}

async fn find(connector: &Connector, report: &Report) -> Result<Option<Ticket>, Fault> {
    for _ in 0..100 {
        match connector.find(report.id).await {
            Err(Fault::Busy { .. }) => {}
            found_or_refused => return found_or_refused,
        }
    }
    panic!("the desk never says whether it has {}", report.id);
}
