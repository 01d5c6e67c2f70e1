//! How a company wants its pages to look, as the portal admin describes it in `content/branding.yaml`.

use std::{fmt, str::FromStr, sync::Arc};

use crate::{Audience, InvalidId, Link, Standing};

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, 0 to 255.
    pub red: u8,
    /// Green, 0 to 255.
    pub green: u8,
    /// Blue, 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// The contrast to another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl FromStr for Colour {
    type Err = InvalidId;
    /// Reads `#rrggbb`.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let digits = text
            .strip_prefix('#')
            .filter(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = number
            .ok_or_else(|| InvalidId {
                kind: "colour",
                rule: "a colour such as \"#1f4fd1\"",
                text: text.chars().take(80).collect(),
            })?
            .to_be_bytes();
        Ok(Self { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// The colour of links and buttons. Whoever makes one has checked that it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// On light grounds.
    pub light: Colour,
    /// On dark grounds.
    pub dark: Colour,
}

/// The format of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    /// Scalable Vector Graphics.
    Svg,
    /// Portable Network Graphics.
    Png,
}

impl ImageKind {
    /// What HTTP calls it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
        }
    }
}

/// An image that is safe to show: an SVG has neither scripts nor addresses of others in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The name of its file.
    pub name: String,
    /// Its format.
    pub kind: ImageKind,
    /// The file.
    pub bytes: Arc<[u8]>,
}

/// The company's logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// On light grounds.
    pub light: Image,
    /// On dark grounds; without one, the light one.
    pub dark: Option<Image>,
}

/// What is different from the look that Deskside ships with; whatever is `None` is not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brand {
    /// What the pages call themselves.
    pub name: Option<String>,
    /// The logo beside the name.
    pub logo: Option<Logo>,
    /// The colour of links and buttons.
    pub accent: Option<Accent>,
    /// How round corners are, in rem.
    pub radius: Option<f64>,
    /// The names of fonts that are installed on the devices, the preferred one first.
    pub font: Option<Vec<String>>,
    /// Where people find help when Deskside has none.
    pub support: Option<Link>,
}

/// The look of everybody's pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Branding {
    /// For everybody.
    pub default: Brand,
    /// What is different for members of an audience, in the order of the file.
    pub audiences: Vec<(Audience, Brand)>,
}

impl Branding {
    /// The look for somebody who belongs to this much: of each thing, what the first of their audiences says, else what
    /// holds for everybody.
    #[must_use]
    pub fn of(&self, standing: &Standing) -> Brand {
        let theirs = self
            .audiences
            .iter()
            .filter(|(audience, _)| standing.audiences.contains(audience))
            .map(|(_, brand)| brand);
        theirs
            .chain([&self.default])
            .fold(Brand::default(), |brand, next| brand.or(next))
    }
}

impl Brand {
    fn or(self, next: &Self) -> Self {
        Self {
            name: self.name.or_else(|| next.name.clone()),
            logo: self.logo.or_else(|| next.logo.clone()),
            accent: self.accent.or(next.accent),
            radius: self.radius.or(next.radius),
            font: self.font.or_else(|| next.font.clone()),
            support: self.support.or_else(|| next.support.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrasts_are_those_of_the_standard() {
        let colour = |text: &str| -> Colour { text.parse().unwrap() };
        assert_eq!(colour("#000000").contrast(colour("#ffffff")), 21.0);
        assert_eq!(colour("#123456").contrast(colour("#123456")), 1.0);
        // The grey that is known to pass on white by a hair, and the one beside it that does not.
        assert!(colour("#767676").contrast(colour("#ffffff")) >= 4.5);
        assert!(colour("#777777").contrast(colour("#ffffff")) < 4.5);
    }

    #[test]
    fn a_colour_is_six_digits() {
        let colour: Colour = "#1F4fd1".parse().unwrap();
        assert_eq!((colour.red, colour.green, colour.blue), (0x1f, 0x4f, 0xd1));
        assert_eq!(colour.to_string(), "#1f4fd1");
        for wrong in ["1f4fd1", "#1f4", "#1f4fd1f", "#+f4fd1", "#1f4fé", "blue"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn of_each_thing_the_first_audience_that_says_it() {
        let named = |name: Option<&str>, radius| Brand {
            name: name.map(str::to_owned),
            radius,
            ..Brand::default()
        };
        let branding = Branding {
            default: named(Some("IT"), Some(1.0)),
            audiences: vec![
                ("managers".parse().unwrap(), named(None, Some(0.5))),
                (
                    "finance".parse().unwrap(),
                    named(Some("IT for Finance"), Some(0.0)),
                ),
            ],
        };
        let of = |audiences: &[&str]| {
            branding.of(&Standing {
                audiences: audiences.iter().map(|name| name.parse().unwrap()).collect(),
                admin: false,
            })
        };
        assert_eq!(of(&[]), named(Some("IT"), Some(1.0)));
        assert_eq!(of(&["managers"]), named(Some("IT"), Some(0.5)));
        assert_eq!(
            of(&["finance", "managers"]),
            named(Some("IT for Finance"), Some(0.5))
        );
    }
}
