//! Names that the domain has, as the description tells of them.

use utoipa::ToSchema;

/// A platform.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it is there for its schema")]
pub enum PlatformName {
    Windows,
    MacOs,
    Linux,
    Other,
}

/// A language.
#[derive(ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it is there for its schema")]
pub enum LangName {
    En,
    De,
    Fr,
}
