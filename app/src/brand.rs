//! What a company changes of the look of the pages.

use std::sync::Arc;

use domain::Link;

/// What is different from the look that Deskside ships with; whatever is `None` is not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brand {
    /// What the pages call themselves.
    pub name: Option<String>,
    /// The logo beside the name.
    pub logo: Option<BrandLogo>,
    /// Colours, corners and the font.
    pub style: Option<BrandStyle>,
    /// Where people find help when Deskside has none.
    pub support: Option<Link>,
}

/// The addresses of the logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandLogo {
    /// On light grounds.
    pub light: String,
    /// On dark grounds, if it is another one.
    pub dark: Option<String>,
}

/// A style sheet that changes tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandStyle {
    /// Where it is, for documents that link it.
    pub address: String,
    /// What it says, for documents that have their styles in themselves.
    pub text: Arc<str>,
}
