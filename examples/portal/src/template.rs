//! Pages are plain files with names in braces.

/// The file with each `{name}` replaced by its text, which stays text whatever is in it.
pub fn fill(file: &str, texts: &[(&str, &str)]) -> String {
    texts.iter().fold(file.to_owned(), |page, (name, text)| {
        page.replace(&format!("{{{name}}}"), &escape(text))
    })
}

/// Text as HTML has it, in elements and in attributes.
pub fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut html, letter| {
            match letter {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                other => html.push(other),
            }
            html
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_markup() {
        assert_eq!(
            fill("<p title=\"{name}\">{name}", &[("name", "<b>\"Ann's\" & co")]),
            "<p title=\"&lt;b&gt;&quot;Ann&#39;s&quot; &amp; co\">&lt;b&gt;&quot;Ann&#39;s&quot; &amp; co"
        );
    }
}
