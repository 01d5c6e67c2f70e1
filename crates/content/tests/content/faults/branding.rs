//! How the pages look.

use content::{Files, check};
use domain::{ImageKind, Standing};

use crate::common::{self, Shipped};

const FILE: &str = "branding.yaml";
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9v9z\"/></svg>";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\nrest";

fn brand(keys: &str) -> Shipped {
    Shipped::new().write(FILE, &format!("default: {{ {keys} }}\n"))
}

#[test]
fn everything_that_can_be_said() {
    let text = "default:\n  name: Example IT\n  logo: { light: logo.svg, dark: logo.png }\n  accent: \"#7a0019\"\n  \
                radius: 8px\n  font: Inter, 'Segoe UI'\n  \
                support: { url: \"https://it.example.com\", label: { en: A, de: B, fr: C } }\n\
                audiences:\n  managers: { name: IT for managers, radius: 0 }\n";
    let shipped = Shipped::new()
        .write(FILE, text)
        .image("logo.svg", SVG)
        .image("logo.png", PNG);
    assert_eq!(shipped.faults(), []);
    let content = check(&shipped.files(), common::REQUIRED, &common::known()).unwrap();
    let all = content.branding.of(&Standing::default());
    assert_eq!(all.name.as_deref(), Some("Example IT"));
    let logo = all.logo.unwrap();
    assert_eq!((logo.light.kind, &*logo.light.bytes), (ImageKind::Svg, SVG));
    assert_eq!(logo.dark.unwrap().kind, ImageKind::Png);
    assert_eq!(all.radius, Some(0.5));
    assert_eq!(all.font.unwrap(), ["Inter", "Segoe UI"]);
    let accent = all.accent.unwrap();
    assert_eq!(accent.light.to_string(), "#7a0019");
    assert_ne!(
        accent.dark, accent.light,
        "it is made light enough for dark grounds"
    );
    let managers = content.branding.of(&Standing {
        audiences: ["managers".parse().unwrap()].into(),
        admin: false,
    });
    assert_eq!(
        (managers.name.as_deref(), managers.radius),
        (Some("IT for managers"), Some(0.0))
    );
    assert_eq!(managers.accent, Some(accent));
}

#[test]
fn the_file_may_be_missing() {
    assert_eq!(Shipped::new().remove(FILE).faults(), []);
    let files = Files::default();
    assert!(
        check(&files, &[], &common::known())
            .unwrap_err()
            .all()
            .iter()
            .all(|fault| fault.file != FILE)
    );
}

#[test]
fn a_colour_that_cannot_be_read() {
    brand("accent: \"#ffcc00\"").expect(
        FILE,
        "\"#ffcc00",
        "`accent` cannot be read well in the light scheme: its contrast to #f4f5f8 is 1.3:1, and 4.5:1 is needed",
        "write another one; \"#876c00\" is near and can be read",
    );
    brand("accent: \"#1f4fd1\", accent_dark: \"#1f4fd1\"").expect(
        FILE,
        "accent_dark: ^\"#1f4fd1",
        "`accent_dark` cannot be read well in the dark scheme: its contrast to #161a21 is 2.5:1, and 4.5:1 is needed",
        "write another one; \"#5b7edd\" is near and can be read",
    );
    assert_eq!(
        brand("accent: \"#876c00\", accent_dark: \"#5b7edd\"").faults(),
        []
    );
}

#[test]
fn what_is_not_a_colour() {
    brand("accent: blue").expect(
        FILE,
        "blue",
        "`blue` is not a colour",
        "write # and six hexadecimal digits, such as \"#1f4fd1\"",
    );
    Shipped::new()
        .write(FILE, "default:\n  accent: #1f4fd1\n")
        .expect(
            FILE,
            "accent",
            "`accent` has no value",
            "write it in quotes, such as \"#1f4fd1\": without them, `#` begins a comment",
        );
    brand("accent_dark: \"#8fb1ff\"").expect(
        FILE,
        "\"#8fb1ff",
        "`accent_dark` is the same colour for dark grounds, and `accent` is missing",
        "add `accent: …`",
    );
}

#[test]
fn images() {
    brand("logo: { light: logo.svg }").expect(
        FILE,
        "logo.svg",
        "there is no image `logo.svg` in the folder `branding`",
        "put it there, as `branding/logo.svg` for example",
    );
    brand("logo: { light: ../branding/logo.svg }")
        .image("logo.svg", SVG)
        .expect(
            FILE,
            "../branding",
            "there is no image `../branding/logo.svg` in the folder `branding`",
            "write one of `logo.svg`",
        );
    brand("logo: { light: logo.svg }")
        .image(
            "logo.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\">\n<script/></svg>",
        )
        .expect(
            FILE,
            "logo.svg",
            "line 2 of `logo.svg`: `<script>` does not belong into a logo",
            "export the image as a plain SVG, with shapes only, or as a PNG",
        );
    let mut large = PNG.to_vec();
    large.resize(100_001, 0);
    brand("logo: { light: logo.png }")
        .image("logo.png", &large)
        .expect(
            FILE,
            "logo.png",
            "`logo.png` is too large: 100 KB, and 100 KB are allowed",
            "export it smaller",
        );
}

#[test]
fn corners_and_fonts() {
    for wrong in ["1em", "3rem", "-1px", "5", "calc(1rem)"] {
        let brand = brand(&format!("radius: {wrong}"));
        let what = brand.faults().remove(0).what;
        assert!(
            what.starts_with("`radius` should be from 0 to 2rem, not "),
            "{what}"
        );
    }
    brand("font: \"Inter; } body { display: none\"").expect(
        FILE,
        "\"Inter",
        "`Inter; } body { display: none` is not the name of a font",
        "write names of fonts, separated by commas, such as `Inter, Segoe UI`",
    );
    brand("name: An unusually long name for a page of this kind").expect(
        FILE,
        "An unusually",
        "`name` is longer than 40 characters or not on one line",
        "shorten it",
    );
}

#[test]
fn audiences() {
    let with = |text: &str| Shipped::new().write(FILE, &format!("default: {{}}\naudiences: {text}\n"));
    with("[managers]").expect(
        FILE,
        "[managers]",
        "`audiences` should name audiences, not a list",
        "write for example `audiences: { managers: { name: IT for managers } }`",
    );
    with("{ a: {}, a: {} }").expect(
        FILE,
        "a: {}, ^a",
        "the audience `a` stands here for the second time",
        "say everything about it in one place",
    );
    with("{ managers: { colour: red } }").expect(
        FILE,
        "colour",
        "a brand has no key `colour`",
        "write one of `name`, `logo`, `accent`, `accent_dark`, `radius`, `font`, `support`",
    );
}
