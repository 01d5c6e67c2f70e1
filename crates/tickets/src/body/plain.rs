use super::{Block, lines, on_one_line};

/// As plain text: a blank line between blocks, none after a heading.
#[must_use]
pub fn plain(body: &[Block]) -> String {
    let mut text = String::new();
    for block in body {
        let block_text = block_text(block);
        if block_text.trim_end().is_empty() {
            continue;
        }
        text.push_str(block_text.trim_end());
        text.push_str(if matches!(block, Block::Heading(_)) {
            "\n"
        } else {
            "\n\n"
        });
    }
    text.trim_end().to_owned()
}

fn block_text(block: &Block) -> String {
    let joined = |lines: Vec<String>| lines.join("\n");
    match block {
        Block::Heading(text) => on_one_line(text),
        Block::Paragraph(text) => joined(lines(text).collect()),
        Block::List(points) => joined(
            points
                .iter()
                .map(|point| format!("- {}", on_one_line(point)))
                .collect(),
        ),
        Block::Facts(facts) => joined(
            facts
                .iter()
                .map(|(name, value)| format!("{}: {}", on_one_line(name), on_one_line(value)))
                .collect(),
        ),
        Block::Quote(text) => joined(lines(text).map(|line| format!("> {line}")).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_its_form() {
        let body = [
            Block::Heading("Device".to_owned()),
            Block::Facts(vec![
                ("Name".to_owned(), "LT-1".to_owned()),
                ("Free".to_owned(), "2 GB\nof 256".to_owned()),
            ]),
            Block::List(vec!["one".to_owned(), "two".to_owned()]),
            Block::Quote("It\tis slow.\r\nVery.\u{7}\n".to_owned()),
            Block::Paragraph("The end.".to_owned()),
        ];
        assert_eq!(
            plain(&body),
            "Device\nName: LT-1\nFree: 2 GB of 256\n\n- one\n- two\n\n> It    is slow.\n> Very.\n\nThe end."
        );
    }
}
