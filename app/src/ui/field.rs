//! What can be chosen or typed.

use domain::Parameter;
use leptos::{either::Either, prelude::*};

use crate::context::Ui;

/// A field for each parameter. `form` tells those of one form from those of another on the page.
pub(crate) fn fields<'a>(ui: &'a Ui, form: &str, parameters: &'a [Parameter]) -> impl IntoView + use<'a> {
    parameters
        .iter()
        .map(|parameter| field(ui, form, parameter))
        .collect::<Vec<_>>()
}

fn field<'a>(ui: &'a Ui, form: &str, parameter: &'a Parameter) -> impl IntoView + use<'a> {
    let name = parameter.name.as_str();
    let id = format!("field-{form}-{name}");
    let longest = parameter.max_length.to_string();
    let default = parameter.default.as_deref();
    let control = if parameter.options.is_empty() {
        Either::Left(view! {
            <input
                type="text" id=id.clone() name=format!("parameters[{name}]") maxlength=longest value=default.unwrap_or_default()
                required=default.is_none() autocomplete="off"
            />
        })
    } else {
        let empty = default
            .is_none()
            .then(|| view! { <option value="">{&*ui.t.choose}</option> });
        let options: Vec<_> = parameter
            .options
            .iter()
            .map(|option| {
                let option = option.as_str();
                view! { <option value=option selected=default == Some(option)>{option}</option> }
            })
            .collect();
        let custom = parameter.custom.then(|| {
            let id = format!("{id}-custom");
            view! {
                <label class="field-other" for=id.clone()>{&*ui.t.other_value}</label>
                <input type="text" id=id name=format!("custom[{name}]") maxlength=longest autocomplete="off" />
            }
        });
        Either::Right(view! {
            // With a free text beside it, an empty choice is fine: the server asks for one of the two.
            <select id=id.clone() name=format!("parameters[{name}]") required=default.is_none() && !parameter.custom>
                {empty}
                {options}
            </select>
            {custom}
        })
    };
    view! {
        <div class="field">
            <label for=id>{parameter.label.get(ui.page.lang)}</label>
            {control}
        </div>
    }
}
