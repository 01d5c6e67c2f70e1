//! Who may tell Deskside of changes.

use super::finding::Finding;
use crate::config::Config;

/// Looks at what is configured; nothing is asked.
pub fn examine(config: &Config) -> Vec<Finding> {
    if config.hooks.is_empty() {
        return vec![Finding::warning(
            "sources",
            "No source may send webhooks, so that results come a few seconds later, by asking.",
            "To have open pages change at once, add [hooks.<name>] and paste content/webhooks into Nexthink; \
             docs/configuration.md says how.",
        )];
    }
    let url = config
        .server
        .public_url
        .as_deref()
        .unwrap_or("<server.public_url>");
    let sources = config
        .hooks
        .iter()
        .map(|(source, hook)| match hook.secret(source) {
            Ok(_) => Finding::ok(
                source.as_str(),
                format!(
                    "It may send to {url}/hooks/nexthink/{source}, with {}.",
                    hook.credential.said()
                ),
            ),
            Err(fault) => Finding::of(source.as_str(), fault),
        });
    sources.collect()
}
