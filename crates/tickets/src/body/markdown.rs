use super::{Block, lines, on_one_line};

/// As [CommonMark](https://spec.commonmark.org/0.31.2/). What would mean something in it is escaped.
#[must_use]
pub fn markdown(body: &[Block]) -> String {
    let texts = body.iter().map(block_text).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join("\n\n")
}

fn block_text(block: &Block) -> String {
    let joined = |lines: Vec<String>| lines.join("\n");
    match block {
        Block::Heading(text) => format!("### {}", escaped(&on_one_line(text))),
        // Two spaces at the end of a line keep the break.
        Block::Paragraph(text) => lines(text)
            .map(|line| escaped(&line))
            .collect::<Vec<_>>()
            .join("  \n"),
        Block::List(points) => joined(
            points
                .iter()
                .map(|point| format!("- {}", escaped(&on_one_line(point))))
                .collect(),
        ),
        Block::Facts(facts) => joined(
            facts
                .iter()
                .map(|(name, value)| {
                    format!(
                        "- **{}:** {}",
                        escaped(&on_one_line(name)),
                        escaped(&on_one_line(value))
                    )
                })
                .collect(),
        ),
        Block::Quote(text) => {
            let quoted: Vec<_> = lines(text).map(|line| format!("> {}", escaped(&line))).collect();
            quoted.join("  \n")
        }
    }
}

/// A line in which nothing is markup. Section 2.4 lets every ASCII punctuation character be escaped.
fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    // Leading spaces would make code of it.
    let line = line.trim_start();
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in line.chars().enumerate() {
        let begins_something = at == 0 && matches!(c, '-' | '+' | '=');
        let numbers_something = digits > 0 && at == digits && matches!(c, '.' | ')');
        if begins_something || numbers_something || "\\`*_{}[]<>#|~&!$".contains(c) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_its_form() {
        let body = [
            Block::Heading("Device".to_owned()),
            Block::Facts(vec![("Name".to_owned(), "LT_1".to_owned())]),
            Block::List(vec!["one".to_owned(), "two".to_owned()]),
            Block::Quote("a\nb".to_owned()),
            Block::Paragraph("c\nd".to_owned()),
        ];
        assert_eq!(
            markdown(&body),
            "### Device\n\n- **Name:** LT\\_1\n\n- one\n- two\n\n> a  \n> b\n\nc  \nd"
        );
    }

    #[test]
    fn what_somebody_wrote_stays_what_they_wrote() {
        for (given, expected) in [
            ("[a](javascript:x)", "\\[a\\](javascript:x)"),
            ("<b>& *x*", "\\<b\\>\\& \\*x\\*"),
            ("- no list", "\\- no list"),
            ("12. no list", "12\\. no list"),
            ("    no code", "no code"),
            ("3.5 GB - fine", "3\\.5 GB - fine"),
            ("a\\*b", "a\\\\\\*b"),
        ] {
            assert_eq!(escaped(given), expected);
        }
    }
}
