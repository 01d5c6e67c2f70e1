//! What the pages wear: the company's words and looks, as the content in force has them.

mod sheet;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use app::{BrandLogo, BrandStyle, Wording};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{Brand, Branding, Image, Standing};
use sha2::{Digest as _, Sha256};

/// Where the files of a brand are served.
pub const FOLDER: &str = "/brand/";

/// What the pages wear.
#[derive(Debug)]
pub struct Dress {
    /// What they say.
    pub wording: Wording,
    branding: Branding,
    wardrobe: Mutex<Wardrobe>,
}

/// What has been worn.
#[derive(Debug, Default)]
struct Wardrobe {
    /// By which of the branding's audiences somebody belongs to.
    brands: HashMap<Vec<bool>, Arc<app::Brand>>,
    /// By their names, which change with what they hold.
    files: HashMap<String, File>,
}

/// A file of a brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What HTTP calls its format.
    pub media_type: &'static str,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

impl Dress {
    /// These words and this look. A page that was made a moment ago finds the files of `before`.
    pub fn new(wording: Wording, branding: &Branding, before: Option<&Self>) -> Self {
        let files = before.map(Self::latest_files).unwrap_or_default();
        Self {
            wording,
            branding: branding.clone(),
            wardrobe: Mutex::new(Wardrobe {
                files,
                brands: HashMap::new(),
            }),
        }
    }

    /// The files that a brand of now needs.
    fn latest_files(&self) -> HashMap<String, File> {
        let wardrobe = self.wardrobe.lock().unwrap_or_else(PoisonError::into_inner);
        let needed: Vec<String> = wardrobe.brands.values().flat_map(|brand| names(brand)).collect();
        let files = wardrobe.files.iter();
        let files = files.filter(|(name, _)| needed.contains(name));
        files.map(|(name, file)| (name.clone(), file.clone())).collect()
    }

    /// The look for somebody who belongs to this much.
    pub fn brand(&self, standing: &Standing) -> Arc<app::Brand> {
        let audiences = self.branding.audiences.iter();
        let belongs: Vec<bool> = audiences
            .map(|(audience, _)| standing.audiences.contains(audience))
            .collect();
        let mut wardrobe = self.wardrobe.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(brand) = wardrobe.brands.get(&belongs) {
            return brand.clone();
        }
        let brand = Arc::new(wardrobe.tailor(self.branding.of(standing)));
        wardrobe.brands.insert(belongs, brand.clone());
        brand
    }

    /// A file by its name.
    pub fn file(&self, name: &str) -> Option<File> {
        let wardrobe = self.wardrobe.lock().unwrap_or_else(PoisonError::into_inner);
        wardrobe.files.get(name).cloned()
    }
}

impl Wardrobe {
    fn tailor(&mut self, brand: Brand) -> app::Brand {
        let style = sheet::of(&brand).map(|text| BrandStyle {
            address: self.keep("css", "text/css; charset=utf-8", text.as_bytes().into()),
            text: text.into(),
        });
        let logo = brand.logo.map(|logo| BrandLogo {
            light: self.keep_image(&logo.light),
            dark: logo.dark.map(|dark| self.keep_image(&dark)),
        });
        app::Brand {
            name: brand.name,
            logo,
            style,
            support: brand.support,
        }
    }

    fn keep_image(&mut self, image: &Image) -> String {
        let ending = match image.kind {
            domain::ImageKind::Svg => "svg",
            domain::ImageKind::Png => "png",
        };
        self.keep(ending, image.kind.media_type(), image.bytes.clone())
    }

    /// Keeps a file, and answers its address.
    fn keep(&mut self, ending: &str, media_type: &'static str, bytes: Arc<[u8]>) -> String {
        let digest = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(&bytes)[..12]);
        let name = format!("{digest}.{ending}");
        let address = format!("{FOLDER}{name}");
        self.files.insert(name, File { media_type, bytes });
        address
    }
}

/// The names of the files that a brand needs.
fn names(brand: &app::Brand) -> Vec<String> {
    let logo = brand.logo.iter();
    let images = logo.flat_map(|logo| [Some(&logo.light), logo.dark.as_ref()]);
    let style = brand.style.iter().map(|style| &style.address);
    let addresses = images.flatten().chain(style);
    addresses
        .map(|address| address.trim_start_matches(FOLDER).to_owned())
        .collect()
}
