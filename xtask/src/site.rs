//! The site: everything that a browser loads besides pages.
//!
//! ```text
//! target/site/
//!   manifest.json                          what the files are called: see [`manifest`]
//!   pkg/deskside.<hash>.js                 glue     ┐ one hash over both, so that a page can never
//!   pkg/deskside.<hash>_bg.wasm            islands  ┘ load one half of an old and one of a new build
//!   pkg/deskside.<hash>.css
//!   favicon.svg, favicon.<hash>.svg        each public file under both names
//!   *.br, *.gz                             beside each file that gets smaller
//! ```
//!
//! Names with a hash may be cached for ever, all others may not. The folder is made beside its place and
//! then swapped in, so that a running server never sees half a site, and not made at all when its inputs
//! are those of the last time.

mod bindgen;
mod compress;
mod digest;
mod glue;
mod inputs;
mod manifest;
mod public;
mod sizes;
mod style;
mod wasm;

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Context, Result};

use self::inputs::Inputs;
#[cfg(test)]
pub use self::sizes::Weight;
pub use self::{compress::gzip, manifest::Manifest, public::files_under, sizes::Sizes};
use crate::{project::Project, run};

/// How long each step took.
pub struct Timings {
    /// The glue and the trimmed Wasm, compressed.
    pub bindgen: Duration,
    /// The style sheet, compressed.
    pub style: Duration,
    /// The public files, compressed.
    pub public: Duration,
}

/// Builds the site unless it is up to date.
pub fn build(project: &Project) -> Result<()> {
    let wasm = compile(project)?;
    let _lock = lock(project)?;
    let inputs = Inputs::read(project, &wasm)?;
    if inputs.are_those_of(project) {
        eprintln!("==> the site is up to date");
        return Ok(());
    }
    run::phase("assembling the site", || {
        assemble(project, &wasm, &staging(project)).and_then(|_| {
            inputs.forget(project)?;
            swap(&staging(project), &project.site())?;
            inputs.remember(project)
        })
    })
}

/// Assembles the site once more, whatever its inputs, and throws it away: for the benchmark.
pub fn measure(project: &Project) -> Result<Timings> {
    let wasm = compile(project)?;
    let _lock = lock(project)?;
    let timings = assemble(project, &wasm, &staging(project))?;
    fs::remove_dir_all(staging(project)).context("removing the measured site")?;
    Ok(timings)
}

fn compile(project: &Project) -> Result<PathBuf> {
    wasm::ensure_target(project)?;
    run::phase("compiling the islands to WebAssembly", || wasm::compile(project))
}

/// Makes a whole site in `out`, which is emptied first.
fn assemble(project: &Project, wasm: &Path, out: &Path) -> Result<Timings> {
    remove(out)?;
    let names = &project.names;
    let pkg = out.join(&names.site_pkg_dir);
    fs::create_dir_all(&pkg).with_context(|| format!("creating {}", pkg.display()))?;

    let start = Instant::now();
    let bundle = bindgen::run(wasm, &pkg, &names.output_name)?;
    let bindgen = start.elapsed();

    let start = Instant::now();
    let css = style::bundle(&project.root.join(&names.style_file), &names.browserquery)?;
    let css_name = format!("{}.{}.css", names.output_name, digest::of([css.as_bytes()]));
    compress::write(&[pkg.join(&css_name)], css.as_bytes())?;
    let style = start.elapsed();

    let start = Instant::now();
    let public = public::copy(&project.root.join(&names.assets_dir), out)?;
    let manifest = Manifest {
        bundle,
        css: format!("/{}/{css_name}", names.site_pkg_dir),
        public,
    };
    manifest.write(out)?;
    Ok(Timings {
        bindgen,
        style,
        public: start.elapsed(),
    })
}

/// Puts the finished folder in the place of the old one.
fn swap(new: &Path, place: &Path) -> Result<()> {
    let old = place.with_extension("old");
    remove(&old)?;
    match fs::rename(place, &old) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(|| format!("moving {} away", place.display())),
    }
    fs::rename(new, place).with_context(|| format!("putting the site at {}", place.display()))?;
    remove(&old)
}

fn staging(project: &Project) -> PathBuf {
    project.site().with_extension("new")
}

/// Two xtasks at once (a demo and a test, say) take turns.
fn lock(project: &Project) -> Result<File> {
    let path = project.site().with_extension("lock");
    fs::create_dir_all(path.parent().unwrap_or(&project.root)).context("creating the target folder")?;
    let file = File::create(&path).with_context(|| format!("creating {}", path.display()))?;
    file.lock()
        .with_context(|| format!("locking {}", path.display()))?;
    Ok(file)
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("removing {}", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_site_takes_the_place_of_the_old_one_whole() {
        let folder = tempfile::tempdir().unwrap();
        let (new, place) = (folder.path().join("site.new"), folder.path().join("site"));
        for round in ["first", "second"] {
            fs::create_dir(&new).unwrap();
            fs::write(new.join(round), round).unwrap();
            swap(&new, &place).unwrap();
            let left: Vec<_> = fs::read_dir(folder.path())
                .unwrap()
                .map(|e| e.unwrap().file_name())
                .collect();
            assert_eq!(left, ["site"]);
        }
        assert!(place.join("second").is_file() && !place.join("first").exists());
    }
}
