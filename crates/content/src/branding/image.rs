//! Images that `branding.yaml` names.

use domain::{Image, ImageKind};

use super::{IMAGES, svg};
use crate::{Files, fault::Sheet, nearest::instead, read::text, yaml::Node};

/// The largest file, in bytes: it comes with every first page.
const LARGEST: usize = 100_000;

/// What every PNG begins with (PNG specification, 5.2).
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Reads the name of a file in the folder of images, and the file.
pub(super) fn read(key: &str, node: &Node, files: &Files, sheet: &mut Sheet<'_>) -> Option<Image> {
    let name = text(key, node, sheet)?;
    let Some(bytes) = files.image(&name) else {
        let known: Vec<&str> = files.images().collect();
        let what = format!("there is no image `{name}` in the folder `{IMAGES}`");
        let remedy = match known.as_slice() {
            [] => format!("put it there, as `{IMAGES}/logo.svg` for example"),
            known => instead(&name, known),
        };
        sheet.add(node.place, what, remedy);
        return None;
    };
    if bytes.len() > LARGEST {
        let what = format!(
            "`{name}` is too large: {} KB, and 100 KB are allowed",
            bytes.len() / 1000
        );
        sheet.add(node.place, what, "export it smaller");
        return None;
    }
    let kind = if bytes.starts_with(PNG) {
        ImageKind::Png
    } else {
        match svg::check(bytes) {
            Ok(()) => ImageKind::Svg,
            Err(svg::Unsafe { what, remedy, line }) => {
                sheet.add(node.place, format!("line {line} of `{name}`: {what}"), remedy);
                return None;
            }
        }
    };
    Some(Image {
        name,
        kind,
        bytes: bytes.clone(),
    })
}
