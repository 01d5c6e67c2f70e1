//! What the script or workflow put out.

use domain::OutputKind;
use leptos::{either::Either, prelude::*};
use serde_json::Value;

use crate::context::Ui;

/// In place of nothing.
const NONE: &str = "–";

/// The output: a table when it is a flat JSON object, which is what remote actions return, else the text as it came. What
/// content knows of it comes first, in its order, with its label and unit.
pub(crate) fn output<'a>(ui: &'a Ui, text: &'a str, known: &'a [domain::Output]) -> impl IntoView + use<'a> {
    let shown = match read(text) {
        Output::Nothing => return None,
        Output::Pairs(mut pairs) => {
            let place = |name: &str| known.iter().position(|output| output.name == name);
            pairs.sort_by_key(|(name, _)| place(name).unwrap_or(known.len()));
            let rows: Vec<_> = pairs
                .into_iter()
                .map(
                    |(name, value)| match place(&name).and_then(|place| known.get(place)) {
                        Some(output) => (
                            output.label.get(ui.page.lang).to_owned(),
                            told(ui, output.holds, value),
                        ),
                        None => (name, readable(ui, value)),
                    },
                )
                .map(|(name, value)| view! { <tr><th scope="row">{name}</th><td>{value}</td></tr> })
                .collect();
            Either::Left(view! {
                <table>
                    <thead class="visually-hidden">
                        <tr><th scope="col">{&*ui.t.output_name}</th><th scope="col">{&*ui.t.output_value}</th></tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            })
        }
        // A long text is scrolled, so the keyboard has to get there.
        Output::Text(text) => {
            Either::Right(view! { <pre tabindex="0" aria-labelledby="output">{text}</pre> })
        }
    };
    Some(view! {
        <section class="card output" aria-labelledby="output">
            <h2 id="output">{&*ui.t.output}</h2>
            {shown}
        </section>
    })
}

/// The value in its unit; in words where it is not a number.
fn told(ui: &Ui, holds: OutputKind, value: String) -> String {
    let number = value
        .trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite());
    match (holds, number) {
        (OutputKind::Number(unit), Some(number)) => ui.t.value(unit, number),
        (OutputKind::Number(_), None) | (OutputKind::Text, _) => readable(ui, value),
    }
}

/// What scripts write, as people read it: a yes or no, and a list of words without its brackets. Remote actions return both
/// as text (Nexthink Remote Actions: output types bool and string list).
fn readable(ui: &Ui, value: String) -> String {
    match serde_json::from_str(&value) {
        Ok(Value::Array(items)) if items.is_empty() => NONE.to_owned(),
        Ok(Value::Array(items)) => {
            let words = items.iter().map(|item| match item {
                Value::String(text) => Some(word(ui, text)),
                Value::Bool(yes) => Some(yes_or_no(ui, *yes)),
                _ => None,
            });
            words
                .collect::<Option<Vec<_>>>()
                .map_or(value, |words| words.join(", "))
        }
        _ => word(ui, &value).to_owned(),
    }
}

/// A word as it came, unless it is what scripts, PowerShell's too, write for yes and no.
fn word<'a>(ui: &'a Ui, text: &'a str) -> &'a str {
    match text.trim() {
        yes if yes.eq_ignore_ascii_case("true") => yes_or_no(ui, true),
        no if no.eq_ignore_ascii_case("false") => yes_or_no(ui, false),
        other => other,
    }
}

fn yes_or_no<'a>(ui: &'a Ui, yes: bool) -> &'a str {
    if yes { &ui.t.output_yes } else { &ui.t.output_no }
}

#[derive(Debug, PartialEq)]
enum Output<'a> {
    Nothing,
    Pairs(Vec<(String, String)>),
    Text(&'a str),
}

fn read(text: &str) -> Output<'_> {
    let text = text.trim();
    match serde_json::from_str(text) {
        Ok(Value::Object(object)) if object.is_empty() => Output::Nothing,
        Ok(Value::Object(object)) => {
            let pairs = object
                .into_iter()
                .map(|(name, value)| Some((name, flat(value)?)))
                .collect::<Option<Vec<_>>>();
            pairs.map_or(Output::Text(text), Output::Pairs)
        }
        _ if text.is_empty() => Output::Nothing,
        _ => Output::Text(text),
    }
}

/// What fits into one row: a scalar, or a list of scalars as it came.
fn flat(value: Value) -> Option<String> {
    match value {
        Value::Array(items) if !items.iter().any(|item| item.is_array() || item.is_object()) => {
            Some(Value::Array(items).to_string())
        }
        other => scalar(other),
    }
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::Null => Some(NONE.to_owned()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(value) => Some(value.to_string()),
        Value::String(value) => Some(value),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use domain::Lang;

    use super::{Output, read, readable};
    use crate::{context::Ui, samples};

    #[test]
    fn a_flat_object_becomes_pairs() {
        let pairs = Output::Pairs(vec![
            ("Freed".into(), "7.9 GB".into()),
            ("Files".into(), "412".into()),
        ]);
        assert_eq!(
            read(r#" {"Files": 412, "Freed": "7.9 GB"} "#),
            match pairs {
                Output::Pairs(mut pairs) => {
                    pairs.sort();
                    Output::Pairs(pairs)
                }
                other => other,
            }
        );
    }

    #[test]
    fn everything_else_stays_as_it_came() {
        assert_eq!(read("plain words"), Output::Text("plain words"));
        assert_eq!(read(r#"{"a": [[1]]}"#), Output::Text(r#"{"a": [[1]]}"#));
        assert_eq!(read("[1, 2]"), Output::Text("[1, 2]"));
    }

    #[test]
    fn what_scripts_write_is_said_in_words() {
        let page = samples::page(Lang::De, "/");
        let said = |value: &str| readable(&Ui::new(&page, samples::now()), value.to_owned());
        assert_eq!(said("true"), "Ja");
        assert_eq!(said("False\r\n"), "Nein");
        assert_eq!(said(r#"["Teams","Chat", true]"#), "Teams, Chat, Ja");
        assert_eq!(said("[]"), "–");
        for as_it_came in ["Teams", "[draft] note", r#"[{"a":1}]"#, "12", "[1.50]"] {
            assert_eq!(said(as_it_came), as_it_came);
        }
    }

    #[test]
    fn a_list_is_a_row_like_others() {
        let list = Output::Pairs(vec![("Apps".into(), r#"["Teams","Chat"]"#.into())]);
        assert_eq!(read(r#"{"Apps": ["Teams", "Chat"]}"#), list);
    }

    #[test]
    fn nothing_is_nothing() {
        assert_eq!(read("  "), Output::Nothing);
        assert_eq!(read("{}"), Output::Nothing);
    }
}
