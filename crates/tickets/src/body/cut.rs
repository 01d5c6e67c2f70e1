//! What does not fit is cut where it is seen, and the whole goes along as a file.

use super::{Block, lines, on_one_line, plain};
use crate::{Attachment, Report};

/// The file that holds the whole text. What was cut ends with its name, which no language has to translate.
const WHOLE: &str = "report.txt";

/// One line of at most so many characters.
pub(crate) fn line(text: &str, most: usize) -> String {
    shortened(&on_one_line(text), most)
}

/// The body in at most so many characters of plain text, and all the files that go with it.
pub(crate) fn fitting(report: &Report, most: usize) -> (Vec<Block>, Vec<Attachment>) {
    let whole = plain(&report.body);
    let mut attachments = report.attachments.clone();
    if whole.chars().count() <= most {
        return (report.body.clone(), attachments);
    }
    attachments.push(Attachment {
        name: WHOLE.to_owned(),
        media_type: "text/plain; charset=utf-8".to_owned(),
        bytes: whole.into_bytes(),
    });
    let sign = format!("… {WHOLE}");
    // A blank line stands before it.
    let room = most.saturating_sub(sign.chars().count() + 2);
    let mut body = Vec::new();
    for block in &report.body {
        body.push(block.clone());
        if length(&body) > room {
            body.pop();
            body.extend(beginning(block, room.saturating_sub(length(&body) + 2)));
            break;
        }
    }
    body.push(Block::Paragraph(sign));
    (body, attachments)
}

fn length(body: &[Block]) -> usize {
    plain(body).chars().count()
}

/// As much of a block as fits; nothing of a heading, which would stand there for nothing.
fn beginning(block: &Block, room: usize) -> Option<Block> {
    match block {
        Block::Heading(_) => None,
        Block::Paragraph(text) => Some(Block::Paragraph(shortened(&joined(text), room))),
        // Each of its lines is three characters at least: the mark, a space and the break.
        Block::Quote(text) => Some(Block::Quote(shortened(&joined(text), room / 3))),
        Block::List(points) => {
            let fits = |count: &usize| length(&[Block::List(points[..*count].to_vec())]) <= room;
            (1..points.len())
                .rev()
                .find(fits)
                .map(|count| Block::List(points[..count].to_vec()))
        }
        Block::Facts(facts) => {
            let fits = |count: &usize| length(&[Block::Facts(facts[..*count].to_vec())]) <= room;
            (1..facts.len())
                .rev()
                .find(fits)
                .map(|count| Block::Facts(facts[..count].to_vec()))
        }
    }
}

fn joined(text: &str) -> String {
    lines(text).collect::<Vec<_>>().join("\n")
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let Some(rest) = most.checked_sub(1) else {
        return String::new();
    };
    text.chars().take(rest).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Person;

    fn report(body: Vec<Block>) -> Report {
        Report {
            id: uuid::Uuid::nil(),
            at: jiff::Timestamp::UNIX_EPOCH,
            person: Person {
                name: "Jane".to_owned(),
                email: None,
                principal: None,
            },
            subject: "Slow".to_owned(),
            body,
            attachments: Vec::new(),
            facts: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn what_fits_stays_whole_and_brings_no_file() {
        let body = vec![Block::Paragraph("x".repeat(4_000))];
        let (kept, files) = fitting(&report(body.clone()), 4_000);
        assert_eq!((kept, files.len()), (body, 0));
    }

    #[test]
    fn what_is_cut_says_where_the_whole_is() {
        let body = vec![
            Block::Heading("Runs".to_owned()),
            Block::List((0..1_000).map(|n| format!("run {n}")).collect()),
        ];
        let (kept, files) = fitting(&report(body.clone()), 400);
        let text = plain(&kept);
        assert!(text.starts_with("Runs\n- run 0\n- run 1\n"), "{text}");
        assert!(text.ends_with("\n\n… report.txt"), "{text}");
        assert!(text.chars().count() > 370, "{text}");
        assert_eq!(files[0].bytes, plain(&body).into_bytes());
    }

    #[test]
    fn a_line_is_one_line_cut_between_characters() {
        assert_eq!(line(" a\r\nb\t c ", 160), "a b c");
        assert_eq!(line(&"ä".repeat(200), 160).chars().count(), 160);
        assert_eq!(line("ä", 1), "ä");
    }

    fn blocks() -> impl Strategy<Value = Block> {
        let text = "(?s).{0,80}";
        prop_oneof![
            text.prop_map(Block::Heading),
            text.prop_map(Block::Paragraph),
            text.prop_map(Block::Quote),
            prop::collection::vec(text, 0..8).prop_map(Block::List),
            prop::collection::vec((text, text), 0..8).prop_map(Block::Facts),
        ]
    }

    proptest! {
        #[test]
        fn nothing_is_longer_than_asked_for_and_nothing_is_lost(
            body in prop::collection::vec(blocks(), 0..12),
            most in 20_usize..600,
        ) {
            let whole = plain(&body);
            let (kept, files) = fitting(&report(body), most);
            prop_assert!(length(&kept) <= most);
            let kept = plain(&kept);
            prop_assert!(kept == whole || files.iter().any(|file| file.bytes == whole.as_bytes()));
        }
    }
}
