//! The shipped webhooks, as a portal admin would set them up in the tenant.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::tenant::Tenant;
use crate::project::Project;

/// The source that an installation for a benchmark lets in.
pub const SOURCE: &str = "bench";

/// What it proves itself by.
pub const TOKEN: &str = "a-token-that-only-benchmarks-have";

/// Lets the tenant tell the server at this address of every change of an execution.
pub fn connect(project: &Project, tenant: &Tenant, address: &str) -> Result<()> {
    for name in ["remote_action_executions", "workflow_executions"] {
        let file = project.root.join(format!("content/webhooks/{name}.yaml"));
        let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let webhook = webhook(name, &text, address)
            .with_context(|| format!("{} has no table or payload", file.display()))?;
        tenant.post("/webhooks", &webhook)?;
    }
    Ok(())
}

/// The body of `POST /webhooks`.
fn webhook(name: &str, text: &str, address: &str) -> Option<Value> {
    Some(json!({
        "name": name,
        "table": block(text, "nql")?.lines().next()?,
        "url": format!("http://{address}/"),
        "resource": format!("hooks/nexthink/{SOURCE}"),
        "payload": block(text, "payload")?,
        "auth": { "kind": "bearer", "token": TOKEN },
    }))
}

/// The lines of a block of text in a YAML file, without their indentation.
fn block(text: &str, key: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("\n{key}: |\n"))?;
    let lines: Vec<&str> = rest.lines().map_while(|line| line.strip_prefix("  ")).collect();
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_where_its_indentation_ends() {
        let text = "method: POST\nnql: |\n  alert.alerts\n  | list a\npayload: |\n  {\n    \"a\": 1\n  }\n";
        let webhook = webhook("alerts", text, "localhost:1").unwrap();
        assert_eq!(webhook["table"], "alert.alerts");
        assert_eq!(webhook["payload"], "{\n  \"a\": 1\n}");
    }
}
