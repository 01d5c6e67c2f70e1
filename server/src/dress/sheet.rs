//! The small style sheet of a brand: a few tokens of `style/tokens.css` with other values.

use std::fmt::Write as _;

use domain::{Accent, Brand, Colour};

const BLACK: Colour = Colour {
    red: 0,
    green: 0,
    blue: 0,
};
const WHITE: Colour = Colour {
    red: 255,
    green: 255,
    blue: 255,
};
/// `--surface` on dark grounds.
const DARK: Colour = Colour {
    red: 0x16,
    green: 0x1a,
    blue: 0x21,
};

/// Stands behind the fonts that are named: what a device has that has none of them.
const OTHER_FONTS: &str = "system-ui, \"Segoe UI\", Roboto, sans-serif";

/// The style sheet; `None` when everything is as it is shipped. It stands in no layer, so it wins over ours.
pub(super) fn of(brand: &Brand) -> Option<String> {
    let mut tokens = String::new();
    let mut token = |name: &str, value: String| {
        write!(tokens, "--{name}:{value};").expect("a String takes whatever is written");
    };
    if let Some(accent) = &brand.accent {
        let Shades { strong, soft } = shades(accent);
        for (name, Accent { light, dark }) in [
            ("accent", *accent),
            ("accent-strong", strong),
            ("accent-soft", soft),
        ] {
            token(name, format!("light-dark({light},{dark})"));
        }
    }
    if let Some(radius) = brand.radius {
        token("radius", format!("{radius}rem"));
    }
    if let Some(font) = &brand.font {
        let names: String = font.iter().map(|name| format!("\"{name}\", ")).collect();
        token("font", format!("{names}{OTHER_FONTS}"));
    }
    (!tokens.is_empty()).then(|| format!(":root{{{tokens}}}"))
}

struct Shades {
    /// For text on a soft ground, and for what is pointed at.
    strong: Accent,
    /// The soft ground itself.
    soft: Accent,
}

fn shades(accent: &Accent) -> Shades {
    let Accent { light, dark } = *accent;
    Shades {
        strong: Accent {
            light: mix(light, BLACK, 25),
            dark: mix(dark, WHITE, 30),
        },
        soft: Accent {
            light: mix(light, WHITE, 90),
            dark: mix(dark, DARK, 88),
        },
    }
}

fn mix(from: Colour, to: Colour, percent: u16) -> Colour {
    let part = |from: u8, to: u8| {
        let sum = u16::from(from) * (100 - percent) + u16::from(to) * percent;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    Colour {
        red: part(from.red, to.red),
        green: part(from.green, to.green),
        blue: part(from.blue, to.blue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_of_an_accent_can_be_read() {
        let ground: [Colour; 2] = ["#f4f5f8".parse().unwrap(), DARK];
        let steps = || (0..=255_u8).step_by(51);
        let mut seen = 0;
        for red in steps() {
            for green in steps() {
                for blue in steps() {
                    let colour = Colour { red, green, blue };
                    let accent = Accent {
                        light: colour,
                        dark: colour,
                    };
                    let Shades { strong, soft } = shades(&accent);
                    // What content lets through as an accent.
                    if colour.contrast(ground[0]) >= 4.5 {
                        assert!(strong.light.contrast(soft.light) >= 4.5, "{colour} on light");
                        seen += 1;
                    }
                    if colour.contrast(ground[1]) >= 4.5 {
                        assert!(strong.dark.contrast(soft.dark) >= 4.5, "{colour} on dark");
                        seen += 1;
                    }
                }
            }
        }
        assert!(seen > 100, "{seen}");
    }

    #[test]
    fn only_what_is_different_stands_in_it() {
        assert_eq!(of(&Brand::default()), None);
        let brand = Brand {
            radius: Some(0.5),
            font: Some(vec!["Segoe UI".to_owned()]),
            ..Brand::default()
        };
        let sheet = of(&brand).unwrap();
        assert_eq!(
            sheet,
            ":root{--radius:0.5rem;--font:\"Segoe UI\", system-ui, \"Segoe UI\", Roboto, sans-serif;}"
        );
    }
}
