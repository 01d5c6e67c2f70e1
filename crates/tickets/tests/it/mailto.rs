//! Links that open a mail.

use tickets::{Block, mailto};

use crate::support::report;

#[test]
fn a_link_says_what_the_report_says() {
    let mut report = report(1);
    report.subject = "Disk & co?".to_owned();
    report.body.truncate(1);
    assert_eq!(
        mailto(&report, "help@example.com"),
        "mailto:help@example.com?subject=Disk%20%26%20co%3F&body=%3E%20It%20is%20%2Aslow%2A.%0D%0A%3E%20Really."
    );
}

#[test]
fn nothing_can_add_a_header_or_an_address() {
    let mut report = report(1);
    report.subject = "x\r\n&cc=a@example.com".to_owned();
    let link = mailto(&report, "help@example.com?bcc=b@example.com,c@example.com");
    let (address, query) = link.split_once('?').unwrap();
    assert_eq!(
        address,
        "mailto:help@example.com%3Fbcc%3Db@example.com%2Cc@example.com"
    );
    assert!(
        query.starts_with("subject=x%20%26cc%3Da%40example.com&body="),
        "{query}"
    );
}

#[test]
fn a_long_report_is_cut_between_characters() {
    let mut report = report(1);
    report.subject = "ä".repeat(1_000);
    report.body = vec![Block::Paragraph("ö\n".repeat(3_000))];
    let link = mailto(&report, "help@example.com");
    assert!((1_980..=2_000).contains(&link.len()), "{}", link.len());
    assert!(link.ends_with("%E2%80%A6"), "{link}");
    let (subject, body) = link.split_once("&body=").unwrap();
    assert!(
        subject.ends_with("%C3%A4%E2%80%A6") && subject.len() < 700,
        "{subject}"
    );
    assert!(body.trim_end_matches("%E2%80%A6").ends_with(['6', 'A']), "{body}");
}
