//! `branding.yaml`: how a company wants its pages to look.

mod colour;
mod image;
mod look;
mod svg;

use domain::{Accent, Audience, Brand, Branding, Colour, Logo};

use crate::{
    At, Files,
    fault::Sheet,
    link,
    read::{self, Keys},
    schema::{Group, map_of, text},
    yaml::{Node, Value},
};

/// The file's path in the content folder.
pub(crate) const BRANDING: &str = "branding.yaml";

/// The folder of the images that the file names.
pub(crate) const IMAGES: &str = "branding";

/// Reads the file. `files` has the images that it names.
pub(crate) fn read(node: &Node, files: &Files, sheet: &mut Sheet<'_>) -> Option<Branding> {
    let mut keys = Keys::open("the branding", "the file", node, sheet)?;
    let default = keys.required("default", |key, node, sheet| brand(key, node, files, sheet));
    let audiences = keys.optional("audiences", |key, node, sheet| audiences(key, node, files, sheet));
    keys.close();
    Some(Branding {
        default: default?.value,
        audiences: audiences.map(|at| at.value).unwrap_or_default(),
    })
}

/// Reads `{ managers: { … } }`: each audience with what is different for its members.
fn audiences(key: &str, node: &Node, files: &Files, sheet: &mut Sheet<'_>) -> Option<Vec<(Audience, Brand)>> {
    let Value::Map(entries) = &node.value else {
        let what = format!("`{key}` should name audiences, not {}", node.value.kind());
        let remedy = format!("write for example `{key}: {{ managers: {{ name: IT for managers }} }}`");
        sheet.add(node.place, what, remedy);
        return None;
    };
    let mut audiences: Vec<(Audience, Brand)> = Vec::new();
    for (name, node) in entries {
        let as_node = Node::new(Value::Text(name.value.clone()), name.place);
        let audience = read::id::<Audience>(key, &as_node, sheet);
        let (Some(audience), Some(brand)) = (audience, brand(&name.value, node, files, sheet)) else {
            continue;
        };
        if audiences.iter().any(|(earlier, _)| *earlier == audience) {
            let what = format!("the audience `{audience}` stands here for the second time");
            sheet.add(name.place, what, "say everything about it in one place");
        }
        audiences.push((audience, brand));
    }
    Some(audiences)
}

fn brand(key: &str, node: &Node, files: &Files, sheet: &mut Sheet<'_>) -> Option<Brand> {
    let mut keys = Keys::open("a brand", key, node, sheet)?;
    let name = keys.optional("name", look::name);
    let logo = keys.optional("logo", |key, node, sheet| logo(key, node, files, sheet));
    let accent = keys.optional("accent", colour::read);
    let accent_dark = keys.optional("accent_dark", colour::read);
    let radius = keys.optional("radius", look::radius);
    let font = keys.optional("font", look::font);
    let support = keys.optional("support", link::read);
    if let (Some(dark), false) = (&accent_dark, keys.has("accent")) {
        let what = "`accent_dark` is the same colour for dark grounds, and `accent` is missing";
        keys.sheet.add(dark.place, what, "add `accent: …`");
    }
    let accent = accent.map(|accent| accent_of(&accent, accent_dark, keys.sheet));
    keys.close();
    Some(Brand {
        name: name.map(|at| at.value),
        logo: logo.map(|at| at.value),
        accent,
        radius: radius.map(|at| at.value),
        font: font.map(|at| at.value),
        support: support.map(|at| at.value),
    })
}

/// Without a colour for dark grounds, it is the same one, made as light as it has to be.
fn accent_of(light: &At<Colour>, dark: Option<At<Colour>>, sheet: &mut Sheet<'_>) -> Accent {
    colour::check("accent", light, &colour::LIGHT, sheet);
    if let Some(dark) = &dark {
        colour::check("accent_dark", dark, &colour::DARK, sheet);
    }
    Accent {
        light: light.value,
        dark: dark.map_or_else(|| colour::nearby(light.value, &colour::DARK), |at| at.value),
    }
}

fn logo(key: &str, node: &Node, files: &Files, sheet: &mut Sheet<'_>) -> Option<Logo> {
    let mut keys = Keys::open("a logo", key, node, sheet)?;
    let light = keys.required("light", |key, node, sheet| image::read(key, node, files, sheet));
    let dark = keys.optional("dark", |key, node, sheet| image::read(key, node, files, sheet));
    keys.close();
    Some(Logo {
        light: light?.value,
        dark: dark.map(|at| at.value),
    })
}

/// What the file looks like.
pub(crate) fn schema() -> Group {
    let logo = || {
        Group::new("The logo, by the names of files in the folder `branding`: SVG or PNG, 100 KB at most.")
            .required("light", text(), "On light grounds.")
            .optional("dark", text(), "On dark grounds; without it, the light one.")
    };
    let brand = || {
        Group::new("What is different from the look that Deskside ships with.")
            .optional("name", text(), "What the pages call themselves.")
            .optional("logo", logo(), "The logo beside the name.")
            .optional(
                "accent",
                colour::schema(),
                "The colour of links and buttons, in quotes.",
            )
            .optional(
                "accent_dark",
                colour::schema(),
                "The same on dark grounds; without it, the accent made as light as it has to be.",
            )
            .optional(
                "radius",
                look::radius_schema(),
                "How round corners are: 0 to 2rem.",
            )
            .optional(
                "font",
                text(),
                "Fonts that are installed on the devices, the preferred one first.",
            )
            .optional(
                "support",
                link::schema(),
                "Where people find help when Deskside has none.",
            )
    };
    Group::new("How the pages look.")
        .required("default", brand(), "For everybody.")
        .optional(
            "audiences",
            map_of(brand()),
            "What is different for members of an audience.",
        )
}
