//! Whether the site has to be made again.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result};

use super::{Manifest, digest, public::files_under};
use crate::project::Project;

/// A hash over everything that the site is made of; the one of the last time lies beside the site.
#[derive(Debug, PartialEq, Eq)]
pub struct Inputs(String);

impl Inputs {
    /// Reads the compiled Wasm, the style sheets, the public files, the names, and which xtask this is.
    pub fn read(project: &Project, wasm: &Path) -> Result<Self> {
        let names = &project.names;
        let mut parts = vec![
            format!("{names:?}").into_bytes(),
            this_xtask()?.into_bytes(),
            fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?,
        ];
        let style = project.root.join(&names.style_file);
        for folder in [
            style.parent().unwrap_or(&project.root),
            &project.root.join(&names.assets_dir),
        ] {
            for path in files_under(folder)? {
                parts.push(path.to_string_lossy().into_owned().into_bytes());
                parts.push(fs::read(&path).with_context(|| format!("reading {}", path.display()))?);
            }
        }
        Ok(Self(digest::of(parts.iter().map(Vec::as_slice))))
    }

    /// Whether there is a site that was made of the same.
    pub fn are_those_of(&self, project: &Project) -> bool {
        project.site().join(Manifest::FILE).is_file()
            && fs::read_to_string(file(project)).is_ok_and(|last| last == self.0)
    }

    /// To be called before the site changes: a run that is cut short must not pass for a finished one.
    pub fn forget(&self, project: &Project) -> Result<()> {
        match fs::remove_file(file(project)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(error).context("forgetting the last site")
            }
            _ => Ok(()),
        }
    }

    /// To be called when the site is finished.
    pub fn remember(&self, project: &Project) -> Result<()> {
        let path = file(project);
        fs::write(&path, &self.0).with_context(|| format!("writing {}", path.display()))
    }
}

fn file(project: &Project) -> PathBuf {
    project.site().with_extension("inputs")
}

/// A changed xtask may make a different site of the same inputs.
fn this_xtask() -> Result<String> {
    let path = env::current_exe().context("finding this xtask")?;
    let metadata = fs::metadata(&path).with_context(|| format!("reading {}", path.display()))?;
    let changed = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    Ok(format!("{} {changed:?}", metadata.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(root: &Path) -> Project {
        let mut project = Project::find().unwrap();
        project.root = root.to_owned();
        project
    }

    #[test]
    fn a_site_is_made_again_when_anything_that_it_is_made_of_changes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let project = project(root);
        for path in [
            "style/main.css",
            "style/tokens.css",
            "public/embed.js",
            "app.wasm",
            "target/site/manifest.json",
        ] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), path).unwrap();
        }
        let read = || Inputs::read(&project, &root.join("app.wasm")).unwrap();

        assert!(!read().are_those_of(&project));
        read().remember(&project).unwrap();
        assert!(read().are_those_of(&project));
        for path in ["style/tokens.css", "public/embed.js", "app.wasm"] {
            fs::write(root.join(path), "changed").unwrap();
            assert!(!read().are_those_of(&project), "{path}");
            read().remember(&project).unwrap();
        }
        fs::rename(root.join("public/embed.js"), root.join("public/loader.js")).unwrap();
        assert!(!read().are_those_of(&project));

        read().remember(&project).unwrap();
        read().forget(&project).unwrap();
        assert!(!read().are_those_of(&project));
        read().remember(&project).unwrap();
        fs::remove_dir_all(root.join("target/site")).unwrap();
        assert!(!read().are_those_of(&project));
    }
}
