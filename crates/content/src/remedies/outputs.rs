//! What the runs of a remedy tell.

use domain::{Output, OutputKind, Unit};

use crate::{
    At,
    fault::Sheet,
    read::{self, Keys, Word},
    schema::{self, Group, local_text, text},
    yaml::{Node, Value},
};

impl Word for OutputKind {
    const KIND: &'static str = "kind of output";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("bytes", Self::Number(Unit::Bytes)),
        ("percent", Self::Number(Unit::Percent)),
        ("seconds", Self::Number(Unit::Seconds)),
        ("days", Self::Number(Unit::Days)),
        ("count", Self::Number(Unit::Count)),
        ("score", Self::Number(Unit::Score)),
        ("dbm", Self::Number(Unit::Dbm)),
    ];
}

/// Reads what the runs tell, one thing each. Nothing where one does not fit: whatever refers to it would seem to be wrong.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Vec<Output>> {
    let outputs = read::list(output)(key, node, sheet)?;
    for (index, At { value: output, .. }) in outputs.iter().enumerate() {
        if outputs
            .iter()
            .take(index)
            .any(|earlier| earlier.value.value.name == output.value.name)
        {
            let what = format!("there is another output `{}`", output.value.name);
            sheet.add(output.place, what, "an output is named as in Nexthink, each once");
        }
    }
    let all = matches!(&node.value, Value::List(items) if items.len() == outputs.len());
    all.then(|| outputs.into_iter().map(|at| at.value.value).collect())
}

/// Reads one; its place is that of its name.
fn output(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<At<Output>> {
    let mut keys = Keys::open("an output", key, node, sheet)?;
    let name = keys.required("name", read::text);
    let label = keys.required("label", read::local_text);
    let holds = keys.required("holds", read::word::<OutputKind>);
    keys.close();
    let name = name?;
    let output = Output {
        name: name.value,
        label: label?.value,
        holds: holds?.value,
    };
    Some(At::new(output, name.place))
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("Something that the runs of a remedy tell.")
        .required("name", text(), "Its name in Nexthink.")
        .required("label", local_text(), "Its name on the page.")
        .required("holds", schema::word::<OutputKind>(), "What it holds.")
}
