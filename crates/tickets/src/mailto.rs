//! A link that opens a mail to the service desk, for companies whose desk has no API
//! ([RFC 6068](https://www.rfc-editor.org/rfc/rfc6068)).

use crate::{
    Report,
    body::{line, plain},
};

/// Windows opens links of at most 2,083 characters.
const LONGEST: usize = 2_000;
/// As much of it the subject may take.
const LONGEST_SUBJECT: usize = 600;
const MORE: &str = "%E2%80%A6";

/// A `mailto:` link of at most 2,000 characters. What is too long for it ends with "…"; attachments cannot be in it.
#[must_use]
pub fn mailto(report: &Report, address: &str) -> String {
    // What separates addresses and what begins the headers is encoded as well, so that it can do neither.
    let mut link = format!("mailto:{}?subject=", encoded(address, "@"));
    let end = link.len() + LONGEST_SUBJECT;
    push(&mut link, &line(&report.subject, LONGEST_SUBJECT), end);
    link.push_str("&body=");
    push(&mut link, &plain(&report.body), LONGEST);
    link
}

/// Adds as much of a text as fits into so many characters.
fn push(link: &mut String, text: &str, longest: usize) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let piece = match c {
            // Section 5: line breaks are CR LF.
            '\n' => "%0D%0A".to_owned(),
            c => encoded(c.encode_utf8(&mut [0; 4]), ""),
        };
        let reserve = if rest.peek().is_some() { MORE.len() } else { 0 };
        if link.len() + piece.len() + reserve > longest {
            link.push_str(MORE);
            return;
        }
        link.push_str(&piece);
    }
}

/// Everything but unreserved characters and `kept` as `%XX`.
fn encoded(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || kept.contains(c) {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
