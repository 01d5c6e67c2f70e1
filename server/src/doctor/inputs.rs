//! Whether what a remedy sends is what a remote action or workflow takes.

use domain::{Parameter, Remedy};

/// One thing that it takes.
pub struct Input<'a> {
    /// Its name.
    pub name: &'a str,
    /// The values offered.
    pub options: &'a [String],
    /// Whether others are taken.
    pub custom: bool,
}

/// What is wrong, and what to do about it.
pub type Misfit = (String, String);

/// The file of a remedy within the content folder.
pub fn file(remedy: &Remedy) -> String {
    format!("remedies/{}.yaml", remedy.id)
}

/// Names in a sentence.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.is_empty() {
        true => "nothing".to_owned(),
        false => names.join(", "),
    }
}

/// Every parameter of the remedy that does not fit.
pub fn misfits(remedy: &Remedy, inputs: &[Input<'_>]) -> Vec<Misfit> {
    let misfits = remedy.parameters.iter().filter_map(|parameter| {
        match inputs.iter().find(|input| input.name == parameter.name) {
            None => Some(unknown(remedy, parameter, inputs)),
            Some(input) if input.custom || input.options.is_empty() => None,
            Some(input) => narrow(remedy, parameter, input),
        }
    });
    misfits.collect()
}

fn unknown(remedy: &Remedy, parameter: &Parameter, inputs: &[Input<'_>]) -> Misfit {
    let (file, name) = (file(remedy), &parameter.name);
    let taken = listed(inputs.iter().map(|input| input.name));
    (
        format!("It does not take `{name}`, which {file} gives; it takes {taken}."),
        format!("Name the parameter in {file} as it is named in Nexthink, or add the input there."),
    )
}

/// Only some values are taken.
fn narrow(remedy: &Remedy, parameter: &Parameter, input: &Input<'_>) -> Option<Misfit> {
    let (file, name, taken) = (
        file(remedy),
        &parameter.name,
        listed(input.options.iter().map(String::as_str)),
    );
    if parameter.custom || parameter.options.is_empty() {
        return Some((
            format!("Its input `{name}` takes only {taken}, and {file} lets employees write something else."),
            format!(
                "Write some of these as `options` in {file}, without `other_values`, or allow custom values in Nexthink."
            ),
        ));
    }
    let sent = parameter.options.iter().chain(&parameter.default);
    let refused: Vec<&str> = sent
        .filter(|value| !input.options.contains(value))
        .map(String::as_str)
        .collect();
    (!refused.is_empty()).then(|| {
        (
            format!(
                "Its input `{name}` takes only {taken}, and {file} offers {}.",
                listed(refused)
            ),
            format!("Write the values in {file} as they are in Nexthink, or add them there."),
        )
    })
}
