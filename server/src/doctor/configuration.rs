//! The configuration file and content: what `deskside check` says about them.

use std::path::Path;

use content::Content;

use super::finding::Finding;
use crate::{
    commands::{content_in, counted},
    config::Config,
};

/// What was found, and what could be read.
pub struct Configured {
    /// What was found.
    pub findings: Vec<Finding>,
    /// The configuration, where it is sound.
    pub config: Option<Config>,
    /// The content, where it is sound.
    pub content: Option<Content>,
}

/// Reads both.
pub fn examine(file: &Path) -> Configured {
    let config = match Config::read(file) {
        Ok(config) => config,
        Err(fault) => {
            return Configured {
                findings: vec![
                    Finding::of("file", fault),
                    Finding::skipped("content", "its folder is not known"),
                ],
                config: None,
                content: None,
            };
        }
    };
    let mut findings = vec![Finding::ok("file", format!("{} is sound.", file.display()))];
    let dir = &config.content.dir;
    let content = match content_in(dir) {
        Ok(content) => {
            let found = format!("{} is sound: {}.", dir.display(), counted(&content));
            findings.push(Finding::ok("content", found));
            findings.push(match config.identity.knows_audiences(&content) {
                Ok(()) => Finding::ok(
                    "audiences",
                    "Every audience that content names is made of groups.",
                ),
                Err(fault) => Finding::of("audiences", fault),
            });
            Some(content)
        }
        Err(faults) => {
            let all = faults.all().iter().map(|fault| {
                Finding::fault(
                    format!("content/{}", fault.file),
                    match fault.place {
                        Some(place) => format!("{place}: {}.", fault.what),
                        None => format!("{}.", fault.what),
                    },
                    fault.remedy.clone(),
                )
            });
            findings.extend(all);
            findings.push(Finding::skipped("audiences", "the content is not sound"));
            None
        }
    };
    Configured {
        findings,
        config: Some(config),
        content,
    }
}
