//! The names that statistics and faults have for endpoints.

/// The name of the endpoint at `path`; `other` where there is none.
pub fn name(path: &str) -> &'static str {
    let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
    match segments.as_slice() {
        ["oauth2", "default", "v1", "token"] | ["api", "v1", "token"] => "token",
        ["api", "v1" | "v2", "nql", "execute"] => "nql/execute",
        ["api", "v1", "nql", "export"] => "nql/export",
        ["api", "v1", "nql", "status", _] => "nql/status",
        ["exports", ..] => "nql/file",
        ["api", "v1", "act", "execute"] => "act/execute",
        ["api", "v1", "act", "remote-action"] => "act/list",
        ["api", "v1", "act", "remote-action", "details"] => "act/details",
        ["api", "v1", "workflows"] => "workflows/list",
        ["api", "v1", "workflows", "details"] => "workflows/details",
        ["api", "v1" | "v2", "workflows", "execute"] => "workflows/execute",
        ["api", "v1", "workflows", "workflows", ..] => "workflows/trigger",
        ["api", "v1", "euf", "campaign", "trigger"] => "campaign/trigger",
        ["api", "v1", "enrichment", "data", "fields"] => "enrichment/fields",
        _ => "other",
    }
}
