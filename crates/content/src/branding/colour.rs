//! Colours, and whether they can be read.

use domain::Colour;
use serde_json::{Value, json};

use crate::{
    At,
    fault::Sheet,
    read::text,
    yaml::{self, Node},
};

/// The least contrast of what is read (WCAG 2.2, success criterion 1.4.3).
const LEAST: f64 = 4.5;

/// What an accent stands on, and what stands on it.
#[derive(Debug)]
pub(super) struct Scheme {
    name: &'static str,
    /// `--ground`, `--surface` and `--sunken` of style/tokens.css.
    grounds: [Colour; 3],
    /// `--on-accent`.
    on_accent: Colour,
    /// Where a colour goes to be read better.
    away: Colour,
}

/// The light scheme of style/tokens.css.
pub(super) const LIGHT: Scheme = Scheme {
    name: "light",
    grounds: [
        rgb(0xf4, 0xf5, 0xf8),
        rgb(0xff, 0xff, 0xff),
        rgb(0xf4, 0xf5, 0xf8),
    ],
    on_accent: rgb(0xff, 0xff, 0xff),
    away: rgb(0, 0, 0),
};

/// The dark scheme of style/tokens.css.
pub(super) const DARK: Scheme = Scheme {
    name: "dark",
    grounds: [
        rgb(0x0e, 0x11, 0x16),
        rgb(0x16, 0x1a, 0x21),
        rgb(0x11, 0x14, 0x1a),
    ],
    on_accent: rgb(0x0b, 0x15, 0x30),
    away: rgb(0xff, 0xff, 0xff),
};

const fn rgb(red: u8, green: u8, blue: u8) -> Colour {
    Colour { red, green, blue }
}

/// Reads `"#1f4fd1"`.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Colour> {
    const REMEDY: &str = "write it in quotes, such as \"#1f4fd1\": without them, `#` begins a comment";
    if node.value == yaml::Value::Null {
        sheet.add(node.place, format!("`{key}` has no value"), REMEDY);
        return None;
    }
    let written = text(key, node, sheet)?;
    let colour = written.parse().ok();
    if colour.is_none() {
        let what = format!("`{written}` is not a colour");
        sheet.add(
            node.place,
            what,
            "write # and six hexadecimal digits, such as \"#1f4fd1\"",
        );
    }
    colour
}

/// What it looks like.
pub(super) fn schema() -> Value {
    json!({ "type": "string", "pattern": r"^\s*#[0-9A-Fa-f]{6}\s*$" })
}

/// Notes a colour that cannot be read well in this scheme, as a text or below one.
pub(super) fn check(key: &str, colour: &At<Colour>, scheme: &Scheme, sheet: &mut Sheet<'_>) {
    let (contrast, against) = worst(colour.value, scheme);
    if contrast < LEAST {
        let what = format!(
            "`{key}` cannot be read well in the {} scheme: its contrast to {against} is {}:1, and {LEAST}:1 is needed",
            scheme.name,
            // Downwards, so that it never says that what is needed is there.
            (contrast * 10.0).floor() / 10.0,
        );
        let near = nearby(colour.value, scheme);
        sheet.add(
            colour.place,
            what,
            format!("write another one; \"{near}\" is near and can be read"),
        );
    }
}

/// The colour itself if it can be read in this scheme, else the nearest of the same hue that can.
pub(super) fn nearby(colour: Colour, scheme: &Scheme) -> Colour {
    (0..=100)
        .map(|percent| mix(colour, scheme.away, percent))
        .find(|mixed| worst(*mixed, scheme).0 >= LEAST)
        .unwrap_or(scheme.away)
}

fn mix(from: Colour, to: Colour, percent: u16) -> Colour {
    let part = |from: u8, to: u8| {
        let sum = u16::from(from) * (100 - percent) + u16::from(to) * percent;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    rgb(
        part(from.red, to.red),
        part(from.green, to.green),
        part(from.blue, to.blue),
    )
}

/// The least contrast that the colour has in this scheme, and to what.
fn worst(colour: Colour, scheme: &Scheme) -> (f64, Colour) {
    let contrasts = scheme
        .grounds
        .into_iter()
        .chain([scheme.on_accent])
        .map(|against| (colour.contrast(against), against));
    contrasts
        .min_by(|(a, _), (b, _)| a.total_cmp(b))
        .unwrap_or((1.0, colour))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn whatever_the_colour_one_nearby_can_be_read() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let colour = rgb(red, green, blue);
                    for scheme in [&LIGHT, &DARK] {
                        assert!(
                            worst(nearby(colour, scheme), scheme).0 >= LEAST,
                            "{colour} {scheme:?}"
                        );
                        if worst(colour, scheme).0 >= LEAST {
                            assert_eq!(nearby(colour, scheme), colour);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn the_schemes_are_those_of_the_style_sheet() {
        let tokens = include_str!("../../../../style/tokens.css");
        let token = |name: &str| {
            let line = tokens
                .lines()
                .find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": light-dark("));
            let (light, dark) = line
                .and_then(|line| line.strip_suffix(");")?.split_once(", "))
                .unwrap();
            (colour(light), colour(dark))
        };
        for (index, name) in ["--ground", "--surface", "--sunken"].into_iter().enumerate() {
            assert_eq!((LIGHT.grounds[index], DARK.grounds[index]), token(name), "{name}");
        }
        assert_eq!((LIGHT.on_accent, DARK.on_accent), token("--on-accent"));
    }
}
