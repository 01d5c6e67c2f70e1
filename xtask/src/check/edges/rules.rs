//! The table.

/// What one package of the workspace may depend on.
pub struct Rule {
    /// The package.
    pub package: &'static str,
    /// The packages of this workspace that it may name.
    pub ours: &'static [&'static str],
    /// If set, all that it may name of other people's.
    pub only: Option<&'static [&'static str]>,
    /// What it must not reach, not even through others.
    pub never: &'static [&'static str],
    /// What it may have only with a feature: (dependency, feature).
    pub behind: &'static [(&'static str, &'static str)],
    /// Why, for whoever breaks it.
    pub because: &'static str,
}

/// One rule a package.
pub const RULES: [Rule; 16] = [
    Rule {
        package: "domain",
        ours: &[],
        only: Some(&["jiff", "serde", "serde_json", "thiserror"]),
        never: &["tokio", "futures-util", "axum", "sqlx", "reqwest", "leptos"],
        behind: &[],
        because: "the shared language ships to browsers and is tested by value: no async, no I/O",
    },
    Rule {
        package: "service",
        ours: &["domain"],
        only: None,
        never: &["axum", "sqlx", "reqwest", "leptos"],
        behind: &[],
        because: "use-cases change for business reasons only; what they need of the world is a port",
    },
    Rule {
        package: "nexthink",
        ours: &[],
        only: None,
        never: &["axum", "sqlx", "leptos"],
        behind: &[],
        because: "the client changes only when Nexthink changes",
    },
    Rule {
        package: "tickets",
        ours: &[],
        only: None,
        never: &["axum", "sqlx", "leptos"],
        behind: &[],
        because: "it changes only when a service desk does, whatever the tickets are about",
    },
    Rule {
        package: "tokens",
        ours: &[],
        only: None,
        never: &["axum", "sqlx", "leptos"],
        behind: &[],
        because: "whether a token is genuine is decided without knowing what it is for",
    },
    Rule {
        package: "nql",
        ours: &[],
        only: None,
        never: &["tokio", "axum", "sqlx", "reqwest", "leptos"],
        behind: &[],
        because: "a language stands alone",
    },
    Rule {
        package: "intake",
        ours: &[],
        only: None,
        never: &["tokio", "axum", "sqlx", "reqwest", "leptos"],
        behind: &[],
        because: "it reads what other systems write, whatever the rows are about",
    },
    Rule {
        package: "oidc",
        ours: &[],
        only: None,
        never: &["axum", "sqlx", "leptos"],
        behind: &[],
        because: "it changes only when OpenID Connect or a provider does",
    },
    Rule {
        package: "store",
        ours: &["domain", "service"],
        only: None,
        never: &["axum", "reqwest", "leptos"],
        behind: &[],
        because: "it is the only place with SQL, and nothing else",
    },
    Rule {
        package: "content",
        ours: &["domain", "nql"],
        only: None,
        never: &["tokio", "axum", "sqlx", "reqwest", "leptos"],
        behind: &[],
        because: "what a portal admin writes is read from files and checked, nothing else",
    },
    Rule {
        package: "app",
        ours: &["domain", "service"],
        only: None,
        never: &["nexthink", "sqlx", "reqwest"],
        behind: &[("service", "ssr"), ("leptos_axum", "ssr")],
        because: "the Wasm has a budget, and a page can do only what a use-case offers",
    },
    Rule {
        package: "tenant-sim",
        ours: &["nql"],
        only: None,
        never: &["nexthink", "domain", "service", "leptos"],
        behind: &[],
        because: "client and simulator must not share wire types, or they share the same mistake",
    },
    Rule {
        package: "portal",
        ours: &[],
        only: None,
        never: &["domain", "service", "reqwest", "sqlx", "leptos"],
        behind: &[],
        because: "it stands for a portal that somebody else writes, which has nothing of Deskside but its address",
    },
    Rule {
        package: "server",
        ours: &[
            "app",
            "content",
            "domain",
            "intake",
            "nexthink",
            "nql",
            "oidc",
            "portal",
            "service",
            "store",
            "tenant-sim",
            "tickets",
            "tokens",
        ],
        only: None,
        never: &[],
        behind: &[],
        because: "it is the composition root",
    },
    Rule {
        package: "throwaway-postgres",
        ours: &[],
        only: Some(&[]),
        never: &[],
        behind: &[],
        because: "the xtask has it, which is compiled before anything else can be",
    },
    Rule {
        package: "xtask",
        ours: &["throwaway-postgres"],
        only: None,
        never: &["tokio", "axum", "sqlx", "reqwest", "leptos"],
        behind: &[],
        because: "it is compiled before anything else can be",
    },
];
