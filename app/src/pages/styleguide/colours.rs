//! The colours of `style/tokens.css`, each on the grounds that it stands on, with its contrast.

use domain::Colour;
use leptos::prelude::*;

use super::specimen::{Part, Specimen};
use crate::{context::Ui, texts::Precision};

const TOKENS: &str = include_str!("../../../../style/tokens.css");

/// A colour on a ground, and how much contrast it needs: 7 for what matters, 4.5 for whatever is read, 3 for what is only
/// seen.
struct Pair {
    colour: &'static str,
    ground: &'static str,
    needs: f64,
}

const fn pair(colour: &'static str, ground: &'static str, needs: f64) -> Pair {
    Pair {
        colour,
        ground,
        needs,
    }
}

const PAIRS: [Pair; 21] = [
    pair("ink", "ground", 7.0),
    pair("ink", "surface", 7.0),
    pair("ink", "sunken", 7.0),
    pair("soft", "ground", 4.5),
    pair("soft", "surface", 4.5),
    pair("soft", "sunken", 4.5),
    pair("accent", "ground", 4.5),
    pair("accent", "surface", 4.5),
    pair("accent", "sunken", 4.5),
    pair("accent-strong", "accent-soft", 4.5),
    pair("on-accent", "accent", 4.5),
    pair("on-accent", "accent-strong", 4.5),
    pair("good", "good-soft", 4.5),
    pair("mid", "mid-soft", 4.5),
    pair("bad", "bad-soft", 4.5),
    pair("good", "surface", 4.5),
    pair("mid", "surface", 4.5),
    pair("bad", "surface", 4.5),
    pair("soft", "accent-soft", 4.5),
    pair("line-strong", "surface", 3.0),
    pair("line-strong", "sunken", 3.0),
];

/// What a token is in the light scheme and in the dark one.
fn token(name: &str) -> Option<(Colour, Colour)> {
    let value = TOKENS.lines().find_map(|line| {
        line.trim()
            .strip_prefix("--")?
            .strip_prefix(name)?
            .strip_prefix(": light-dark(")
    })?;
    let (light, dark) = value.strip_suffix(");")?.split_once(", ")?;
    Some((light.parse().ok()?, dark.parse().ok()?))
}

/// The contrast of a pair in the light scheme and in the dark one.
fn contrasts(pair: &Pair) -> Option<(f64, f64)> {
    let (colour, ground) = (token(pair.colour)?, token(pair.ground)?);
    Some((colour.0.contrast(ground.0), colour.1.contrast(ground.1)))
}

/// The part of the style guide.
pub(super) fn part(ui: &Ui) -> Part {
    let number = |value: f64| ui.t.number(value, Precision::Tenth);
    let rows: Vec<_> = PAIRS
        .iter()
        .filter_map(|pair| Some((pair, contrasts(pair)?)))
        .map(|(pair, (light, dark))| {
            let class = format!("swatch colour-{} ground-{}", pair.colour, pair.ground);
            view! {
                <tr>
                    <th scope="row"><span class=class>{pair.colour}" on "{pair.ground}</span></th>
                    <td>{number(light)}</td>
                    <td>{number(dark)}</td>
                    <td>{number(pair.needs)}</td>
                </tr>
            }
        })
        .collect();
    let table = view! {
        <table class="guide-table" lang="en" dir="ltr">
            <thead><tr><th scope="col">"Colour"</th><th scope="col">"Light"</th><th scope="col">"Dark"</th><th scope="col">"Needs"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    };
    Part {
        id: "guide-colours",
        title: "Colours",
        specimens: vec![Specimen::of("Contrast of what is shipped", table)],
    }
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, contrasts};

    #[test]
    fn every_colour_can_be_read_on_what_it_stands_on() {
        for pair in &PAIRS {
            let name = format!("{} on {}", pair.colour, pair.ground);
            let (light, dark) =
                contrasts(pair).unwrap_or_else(|| panic!("{name} is not in style/tokens.css"));
            assert!(light >= pair.needs, "{name}: {light:.2} in the light scheme");
            assert!(dark >= pair.needs, "{name}: {dark:.2} in the dark scheme");
        }
    }
}
