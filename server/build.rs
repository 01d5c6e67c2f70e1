//! Makes sure that there is a folder to embed, and that a new site is a new binary.

use std::{fs, path::Path};

fn main() {
    let site = Path::new("../target/site");
    if let Err(error) = fs::create_dir_all(site) {
        println!("cargo:warning=cannot make {}: {error}", site.display());
    }
    if !site.join("manifest.json").exists() {
        println!("cargo:warning=the site is not built; `cargo xtask build` builds it");
    }
    println!("cargo:rerun-if-changed=../target/site/manifest.json");
    println!("cargo:rerun-if-changed=../content");
}
