//! The Atlassian Document Format: <https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/>.

use serde_json::{Value, json};

use super::{Block, lines, on_one_line};

/// The body as a document. Texts are nodes of their own, so that nothing in them can be markup.
pub(crate) fn document(body: &[Block]) -> Value {
    let content: Vec<Value> = body.iter().filter_map(node).collect();
    json!({ "version": 1, "type": "doc", "content": content })
}

/// Nothing for what is empty: the format has no empty texts and lists.
fn node(block: &Block) -> Option<Value> {
    match block {
        Block::Heading(text) => {
            let text = text_node(&on_one_line(text))?;
            Some(json!({ "type": "heading", "attrs": { "level": 3 }, "content": [text] }))
        }
        Block::Paragraph(text) => paragraph(text),
        Block::List(points) => list(
            points
                .iter()
                .filter_map(|point| Some(vec![text_node(&on_one_line(point))?]))
                .collect(),
        ),
        Block::Facts(facts) => list(
            facts
                .iter()
                .filter_map(|(name, value)| {
                    let mut name = text_node(&format!("{}: ", on_one_line(name)))?;
                    name["marks"] = json!([{ "type": "strong" }]);
                    Some(
                        [Some(name), text_node(&on_one_line(value))]
                            .into_iter()
                            .flatten()
                            .collect(),
                    )
                })
                .collect(),
        ),
        Block::Quote(text) => Some(json!({ "type": "blockquote", "content": [paragraph(text)?] })),
    }
}

fn text_node(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!({ "type": "text", "text": text }))
}

fn paragraph(text: &str) -> Option<Value> {
    let mut content = Vec::new();
    for line in lines(text) {
        if !content.is_empty() {
            content.push(json!({ "type": "hardBreak" }));
        }
        content.extend(text_node(&line));
    }
    (!content.is_empty()).then(|| json!({ "type": "paragraph", "content": content }))
}

fn list(items: Vec<Vec<Value>>) -> Option<Value> {
    let items: Vec<Value> = items
        .into_iter()
        .map(
            |content| json!({ "type": "listItem", "content": [{ "type": "paragraph", "content": content }] }),
        )
        .collect();
    (!items.is_empty()).then(|| json!({ "type": "bulletList", "content": items }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_has_its_node() {
        let body = [
            Block::Heading("Device".to_owned()),
            Block::Facts(vec![
                ("Name".to_owned(), "LT-1".to_owned()),
                ("Note".to_owned(), String::new()),
            ]),
            Block::Quote("{panel}\n\nb".to_owned()),
        ];
        let strong = json!([{ "type": "strong" }]);
        assert_eq!(
            document(&body),
            json!({ "version": 1, "type": "doc", "content": [
                { "type": "heading", "attrs": { "level": 3 }, "content": [{ "type": "text", "text": "Device" }] },
                { "type": "bulletList", "content": [
                    { "type": "listItem", "content": [{ "type": "paragraph", "content": [
                        { "type": "text", "text": "Name: ", "marks": strong },
                        { "type": "text", "text": "LT-1" },
                    ] }] },
                    { "type": "listItem", "content": [{ "type": "paragraph", "content": [
                        { "type": "text", "text": "Note: ", "marks": strong },
                    ] }] },
                ] },
                { "type": "blockquote", "content": [{ "type": "paragraph", "content": [
                    { "type": "text", "text": "{panel}" },
                    { "type": "hardBreak" },
                    { "type": "hardBreak" },
                    { "type": "text", "text": "b" },
                ] }] },
            ] })
        );
    }

    #[test]
    fn what_is_empty_is_left_out() {
        let body = [
            Block::Heading(" ".to_owned()),
            Block::Paragraph("\n".to_owned()),
            Block::List(vec![]),
            Block::Quote(String::new()),
        ];
        assert_eq!(document(&body)["content"], json!([]));
    }
}
