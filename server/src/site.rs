//! The built site: Wasm, JavaScript, styles and icons, carried by the release binary and read from the folder by a
//! debug one.

use std::{borrow::Cow, collections::BTreeMap, collections::HashMap, sync::Arc};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest as _, Sha384};

use crate::fault::Fault;

#[derive(RustEmbed)]
#[folder = "../target/site"]
struct Files;

/// What the build says about the files it made.
#[derive(Debug, Deserialize)]
struct Manifest {
    bundle: String,
    css: String,
    public: BTreeMap<String, String>,
    /// Whether a file's name changes with its content.
    #[serde(default = "yes")]
    names_change: bool,
}

const fn yes() -> bool {
    true
}

impl Manifest {
    /// What `cargo xtask build` wrote, else the fixed names that `cargo leptos` gives while it watches.
    fn read() -> Result<Self, Fault> {
        if let Some(written) = Files::get("manifest.json") {
            return serde_json::from_slice(&written.data).map_err(|error| {
                Fault::new(
                    format!("the site's manifest cannot be read: {error}"),
                    "run `cargo xtask build`",
                )
            });
        }
        if Files::get("pkg/deskside.js").is_some() {
            let (bundle, css) = ("deskside".to_owned(), "/pkg/deskside.css".to_owned());
            return Ok(Self {
                bundle,
                css,
                public: BTreeMap::new(),
                names_change: false,
            });
        }
        Err(Fault::new(
            "the site is not built",
            "run `cargo xtask build`, or `cargo xtask demo`",
        ))
    }
}

/// The forms in which a file is there.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Compressed by brotli.
    pub brotli: bool,
    /// Compressed by gzip.
    pub gzip: bool,
    /// Whether its name changes with its content.
    pub hashed: bool,
}

/// What other pages load to frame Deskside.
#[derive(Debug)]
pub struct Loader {
    /// Its address here.
    pub path: String,
    /// Its digest, as Subresource Integrity writes it.
    pub integrity: String,
}

/// The loader's name in `public/`.
const LOADER: &str = "embed.js";

/// The files of the site and their names.
#[derive(Debug)]
pub struct Site {
    /// The names that pages refer to.
    pub names: Arc<app::Assets>,
    /// The style sheet's text, for documents that stand in a frame.
    pub css: Arc<str>,
    entries: HashMap<String, Entry>,
}

impl Site {
    /// Looks at what is there.
    ///
    /// # Errors
    /// When the site is not built.
    pub fn load() -> Result<Self, Fault> {
        let manifest = Manifest::read()?;
        let hashed = |path: &str| {
            (manifest.names_change && path.starts_with("pkg/"))
                || manifest
                    .public
                    .values()
                    .any(|name| name.trim_start_matches('/') == path)
        };
        let names: Vec<String> = Files::iter().map(Cow::into_owned).collect();
        let has = |name: String| names.contains(&name);
        let entries = names
            .iter()
            .filter(|name| !(name.ends_with(".br") || name.ends_with(".gz") || *name == "manifest.json"))
            .map(|name| {
                let entry = Entry {
                    brotli: has(format!("{name}.br")),
                    gzip: has(format!("{name}.gz")),
                    hashed: hashed(name),
                };
                (name.clone(), entry)
            })
            .collect();
        let names = app::Assets {
            bundle: manifest.bundle,
            css: manifest.css,
            public: manifest.public,
        };
        let css = Self::bytes(names.css.trim_start_matches('/')).unwrap_or_default();
        Ok(Self {
            css: String::from_utf8_lossy(&css).into(),
            names: Arc::new(names),
            entries,
        })
    }

    /// The loader of the widget, under the name that changes with its content.
    ///
    /// # Errors
    /// When the site was built without it.
    pub fn loader(&self) -> Result<Loader, Fault> {
        let path = self.names.address(LOADER);
        let bytes = Self::bytes(path.trim_start_matches('/'))
            .ok_or_else(|| Fault::new("the site has no loader", "run `cargo xtask build`"))?;
        let digest = BASE64_STANDARD.encode(Sha384::digest(bytes));
        Ok(Loader {
            path,
            integrity: format!("sha384-{digest}"),
        })
    }

    /// A site without files.
    #[cfg(test)]
    pub fn empty() -> Self {
        let names = app::Assets {
            bundle: String::new(),
            css: String::new(),
            public: BTreeMap::new(),
        };
        Self {
            names: Arc::new(names),
            css: Arc::default(),
            entries: HashMap::new(),
        }
    }

    /// What there is under this path, which has no leading slash.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// The bytes of a file.
    pub fn bytes(path: &str) -> Option<Cow<'static, [u8]>> {
        Files::get(path).map(|file| file.data)
    }
}
