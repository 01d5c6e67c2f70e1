//! Inputs of remote actions and workflows.

use domain::Parameter;

use crate::{
    At,
    fault::Sheet,
    nearest::instead,
    read::{self, Keys},
    schema::{self, Group, list_of, local_text, text},
    yaml::Node,
};

/// The longest value of a parameter, in characters, unless the file says otherwise.
const MAX_LENGTH: u32 = 100;

/// Reads one parameter; its place is that of its name.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<At<Parameter>> {
    let mut keys = Keys::open("a parameter", key, node, sheet)?;
    let name = keys.required("name", read::text);
    let label = keys.required("label", read::local_text);
    let options = keys.optional("options", read::list(read::text));
    let other_values = keys.optional("other_values", read::flag);
    let default = keys.optional("default", read::text);
    let max_length = keys.optional("max_length", read::count);

    let longest = max_length.map_or(MAX_LENGTH, |at| at.value) as usize;
    let custom = other_values.is_some_and(|at| at.value);
    let options = options.map(|at| at.value).unwrap_or_default();
    for (index, option) in options.iter().enumerate() {
        check_value(option, longest, keys.sheet);
        if options
            .iter()
            .take(index)
            .any(|earlier| earlier.value == option.value)
        {
            let what = format!("the option `{}` stands here for the second time", option.value);
            keys.sheet.add(option.place, what, "keep one of the two");
        }
    }
    if let Some(default) = default
        .as_ref()
        .filter(|default| options.iter().all(|option| option.value != default.value))
    {
        check_value(default, longest, keys.sheet);
        if !custom && !options.is_empty() {
            let known: Vec<&str> = options.iter().map(|option| option.value.as_str()).collect();
            let what = format!("the default `{}` is not one of the options", default.value);
            keys.sheet
                .add(default.place, what, instead(&default.value, &known));
        }
    }
    keys.close();
    let name = name?;
    let parameter = Parameter {
        name: name.value,
        label: label?.value,
        options: options.into_iter().map(|option| option.value).collect(),
        custom,
        default: default.map(|at| at.value),
        max_length: longest,
    };
    Some(At::new(parameter, name.place))
}

/// Notes parameters that have the same name.
pub(super) fn check_names(parameters: &[At<At<Parameter>>], sheet: &mut Sheet<'_>) {
    for (index, At { value: parameter, .. }) in parameters.iter().enumerate() {
        if parameters
            .iter()
            .take(index)
            .any(|earlier| earlier.value.value.name == parameter.value.name)
        {
            let what = format!("there is another parameter `{}`", parameter.value.name);
            sheet.add(
                parameter.place,
                what,
                "a parameter is named as in Nexthink, each once",
            );
        }
    }
}

fn check_value(value: &At<String>, longest: usize, sheet: &mut Sheet<'_>) {
    if value.value.chars().count() > longest {
        let what = format!("this value is longer than the {longest} characters that this parameter takes");
        sheet.add(value.place, what, "shorten it, or raise `max_length`");
    }
    if value.value.chars().any(char::is_control) {
        sheet.add(
            value.place,
            "this value has a line break or control character in it",
            "write it on one line",
        );
    }
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("An input of a remote action or workflow.")
        .required("name", text(), "Its name in Nexthink.")
        .required("label", local_text(), "Its name on the page.")
        .optional(
            "options",
            list_of(text()),
            "The values to choose from; without them, any value fits.",
        )
        .optional(
            "other_values",
            schema::flag(),
            "Whether a value fits that is not among the options.",
        )
        .optional("default", text(), "The value when the employee says nothing.")
        .optional(
            "max_length",
            schema::count(),
            "The longest value that fits, in characters.",
        )
}
