//! What the remedies' files say about workflows.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::{Context, Result};

use crate::project::Project;

/// Of the remedies, by the names of their files.
#[derive(Debug, Default)]
pub struct Workflows {
    /// The NQL IDs of those that start a workflow.
    pub started: BTreeMap<String, String>,
    /// Those that ask on their way.
    pub asking: BTreeSet<String>,
}

impl Workflows {
    /// Reads the lines that matter; what the files must look like is for `deskside check` to say.
    pub fn read(project: &Project) -> Result<Self> {
        let folder = project.root.join("content/remedies");
        let mut workflows = Self::default();
        for file in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = file?.path();
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let name = path.file_stem().context("a file has no name")?;
            let name = name.to_string_lossy().into_owned();
            let started = text
                .lines()
                .find_map(|line| line.trim().strip_prefix("workflow:"));
            if let Some(id) = started {
                workflows
                    .started
                    .insert(name.clone(), id.trim().trim_matches('"').to_owned());
            }
            if text.lines().any(|line| line.starts_with("asks:")) {
                workflows.asking.insert(name);
            }
        }
        Ok(workflows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_content_has_workflows_that_ask_and_that_do_not() {
        let workflows = Workflows::read(&Project::find().unwrap()).unwrap();
        assert_eq!(workflows.started["repair-teams"], "#teams_cache_cleanup");
        assert!(workflows.asking.contains("order-battery") && !workflows.asking.contains("repair-teams"));
    }
}
