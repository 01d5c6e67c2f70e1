//! Printing and parsing are each other's inverse, and parsing never panics.

use proptest::prelude::*;

use super::generator::query;

/// Pieces that a query is made of, to make nonsense of.
const PIECES: [&str; 48] = [
    "devices",
    "dex.scores",
    "during",
    "past",
    "7d",
    "30s",
    "from",
    "to",
    "2d ago",
    "on",
    "Jun 1",
    ", 2023",
    "2024-07-15",
    " 10:15:00",
    "|",
    "where",
    "list",
    "sort",
    "limit",
    "with",
    "include",
    "compute",
    "summarize",
    "by",
    "asc",
    "(",
    ")",
    "[",
    "]",
    ",",
    ".",
    "=",
    "==",
    "!",
    "in",
    "and",
    "or",
    "$p",
    "#f",
    "name",
    "count()",
    "-",
    "^",
    "3.5",
    "\"x\"",
    "/* */",
    "v1.2",
    "10.0.0.0/8",
];

proptest! {
    #[test]
    fn a_printed_query_parses_to_itself(query in query()) {
        let text = query.to_string();
        let parsed = nql::parse(&text).map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(&parsed, &query, "printed as {}", text);
        prop_assert_eq!(parsed.to_string(), text);
    }

    #[test]
    fn white_space_and_comments_mean_nothing(query in query()) {
        let text = query.to_string();
        // Only between the statements: a line break may also be part of a string.
        let spaced: Vec<String> = query.statements.iter().map(|statement| format!(" /* | */\r\n\t|\n{statement} ")).collect();
        let head = text.strip_suffix(&query.statements.iter().map(|it| format!("\n| {it}")).collect::<String>()).unwrap();
        let spaced = format!("\u{feff}/* top */ {head} {} /* end */\n", spaced.concat());
        prop_assume!(spaced.chars().count() <= nql::MAX_CHARACTERS);
        let parsed = nql::parse(&spaced).map_err(|error| TestCaseError::fail(format!("{error}\n{spaced}")))?;
        prop_assert_eq!(parsed, query);
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = nql::parse(&text);
    }

    #[test]
    fn no_nonsense_makes_it_panic(pieces in prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 0..40)) {
        let text: String = pieces.iter().map(|(piece, space)| format!("{piece}{}", if *space { " " } else { "" })).collect();
        check_report(&text)?;
        check_report(&format!("devices | {text}"))?;
        check_report(&format!("devices | where {text}"))?;
    }

    #[test]
    fn no_damage_makes_it_panic(query in query(), at in any::<prop::sample::Index>(), junk in ".{0,2}") {
        let mut characters: Vec<char> = query.to_string().chars().collect();
        let at = at.index(characters.len());
        characters.splice(at..at + 1, junk.chars());
        check_report(&characters.into_iter().collect::<String>())?;
    }
}

/// Whatever is reported lies in the text, or right behind it.
fn check_report(text: &str) -> Result<(), TestCaseError> {
    if let Err(error) = nql::parse(text) {
        let line = text.split('\n').nth(error.line as usize - 1);
        prop_assert!(
            line.is_some_and(|line| error.column as usize <= line.chars().count() + 1),
            "{} in {:?}",
            error,
            text
        );
    }
    Ok(())
}
