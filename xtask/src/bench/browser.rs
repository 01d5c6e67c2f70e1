//! An employee's browser, behind a proxy that has signed them in.

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::{
    forms::{self, Form},
    http::Connection,
    random::Random,
};

/// A browser with at most one connection. What fails may be tried again: a connection that broke is opened anew.
pub struct Browser {
    address: String,
    employee: String,
    connection: Option<Connection>,
}

/// What a server answered to a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is stored; the execution's id.
    Accepted(String),
    /// It is not, because it cannot be now.
    Refused,
    /// The server failed; the same press may be tried again.
    Failed,
    /// Something that no press should be answered with.
    Strange(String),
}

/// What is read of a receipt.
#[derive(Deserialize)]
struct Receipt {
    state: String,
    planned_for: Option<String>,
}

/// What [`Browser::state`] says of an execution that is stored, and whose time is yet to come.
pub const PLANNED: &str = "planned";

impl Browser {
    /// A browser of this employee at the server that listens there.
    pub fn new(address: &str, employee: &str) -> Self {
        Self {
            address: address.to_owned(),
            employee: employee.to_owned(),
            connection: None,
        }
    }

    /// Status and text of a page.
    pub fn get(&mut self, path: &str) -> Result<(u16, String)> {
        let (address, employee) = (&self.address, &self.employee);
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nX-Forwarded-User: {employee}\r\nAccept: text/html\r\n\
             Accept-Language: en\r\n\r\n"
        );
        self.exchange(request.as_bytes())
    }

    /// The remedies that can be run on a device now; none while the server does not know whose device it is.
    pub fn remedies(&mut self, device: &str, random: &mut Random) -> Result<Vec<Form>> {
        let (status, page) = self.get(&format!("/devices/{device}"))?;
        let mut forms = match status {
            200 => forms::in_page(&page, random),
            _ => Vec::new(),
        };
        forms.retain(|form| {
            form.fields
                .iter()
                .any(|(name, value)| name == "device" && value == device)
        });
        Ok(forms)
    }

    /// Presses the button of a remedy's form, as the page's script does.
    pub fn press(&mut self, form: &Form) -> Result<Answer> {
        let (address, employee, body) = (&self.address, &self.employee, form.encoded());
        let request = format!(
            "POST /api/run_remedy HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
             X-Forwarded-User: {employee}\r\nAccept: application/json\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let (status, text) = self.exchange(request.as_bytes())?;
        Ok(understood(status, &text))
    }

    /// The state of an execution, as its receipt says, or [`PLANNED`]; `None` when there is no such execution.
    pub fn state(&mut self, execution: &str) -> Result<Option<String>> {
        let (status, receipt) = self.get(&format!("/executions/{execution}/receipt.json"))?;
        match status {
            200 => {}
            404 => return Ok(None),
            other => bail!("the receipt of execution {execution} was answered with {other}"),
        }
        let receipt: Receipt = serde_json::from_str(&receipt)
            .with_context(|| format!("reading the receipt of execution {execution}"))?;
        let planned = receipt.planned_for.is_some() && receipt.state == "queued";
        Ok(Some(if planned {
            PLANNED.to_owned()
        } else {
            receipt.state
        }))
    }

    fn exchange(&mut self, request: &[u8]) -> Result<(u16, String)> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(&self.address)?,
        };
        let answer = connection.exchange(request)?;
        let answer = (answer.status, answer.text()?.to_owned());
        self.connection = Some(connection);
        Ok(answer)
    }
}

fn understood(status: u16, text: &str) -> Answer {
    if status >= 500 {
        return Answer::Failed;
    }
    let answer: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let location = answer["accepted"]["location"].as_str();
    let execution = location.and_then(|location| location.strip_prefix("/executions/"));
    match execution {
        Some(id) => Answer::Accepted(id.to_owned()),
        None if answer["refused"].is_object() || answer["overtaken"].is_object() => Answer::Refused,
        None => Answer::Strange(format!("{status}: {text}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_not_taken_for_a_refusal() {
        let accepted = understood(200, r#"{"accepted":{"location":"/executions/e-1"}}"#);
        assert_eq!(accepted, Answer::Accepted("e-1".to_owned()));
        for text in [r#"{"refused":{"text":"x"}}"#, r#"{"overtaken":{"location":"/"}}"#] {
            assert_eq!(understood(200, text), Answer::Refused);
        }
        assert_eq!(understood(503, "wait"), Answer::Failed);
        assert!(matches!(understood(200, "<html>"), Answer::Strange(_)));
        assert!(matches!(
            understood(400, r#"{"error":"bad_request"}"#),
            Answer::Strange(_)
        ));
    }
}
