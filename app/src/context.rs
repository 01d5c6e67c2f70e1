//! What a page needs to know besides its view-model.

mod notice;

use std::{collections::BTreeMap, sync::Arc};

use domain::Lang;
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    brand::Brand,
    frame::Frame,
    links::Links,
    texts::{Texts, Wording},
};

pub use notice::{Notice, Reason, Tried};

/// The files that pages refer to, under the names by which the site serves them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assets {
    /// The stem of `/pkg/<bundle>.js` and `/pkg/<bundle>_bg.wasm`, such as `deskside.ab12cd`.
    pub bundle: String,
    /// The address of the style sheet, such as `/pkg/deskside.ab12cd.css`.
    pub css: String,
    /// The addresses of the files in `public/` by their names there: `favicon.svg` to `/favicon.ab.svg`. A file that
    /// is missing here is served under its own name.
    pub public: BTreeMap<String, String>,
}

impl Assets {
    /// The address of a file in `public/`.
    #[must_use]
    pub fn address(&self, name: &str) -> String {
        self.public
            .get(name)
            .cloned()
            .unwrap_or_else(|| format!("/{name}"))
    }
}

/// Stands for a person, and tells nothing of them. A page says by it whom it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonMark(pub String);

/// Who looks at which page, in which language.
#[derive(Debug, Clone)]
pub struct PageContext {
    /// The page's language.
    pub lang: Lang,
    /// The time zone of who looks, as far as their browser has told it.
    pub zone: Option<TimeZone>,
    /// The texts of every language.
    pub wording: Wording,
    /// The look of the company.
    pub brand: Arc<Brand>,
    /// The nonce of this answer's content security policy.
    pub nonce: String,
    /// The name of who is signed in, if anybody is.
    pub person: Option<String>,
    /// What stands for them: what is done by this page is done as them, or not at all.
    pub mark: Option<PersonMark>,
    /// The site's files.
    pub assets: Arc<Assets>,
    /// Whether they signed in here, and so can sign out here.
    pub can_sign_out: bool,
    /// Whether they look after Deskside.
    pub looks_after: bool,
    /// The page's own path and query, which starts with a slash. In a frame, as it would be at the top level.
    pub path: String,
    /// What is to be said about a form that was just posted.
    pub notice: Option<Notice>,
    /// Where its links lead.
    pub links: Links,
    /// The frame that it stands in, if it does.
    pub frame: Option<Frame>,
}

/// What every piece of a page needs: the words, the moment, and where the icons are.
#[derive(Debug)]
pub(crate) struct Ui<'a> {
    pub page: &'a PageContext,
    pub t: &'a Texts,
    pub now: Timestamp,
    icons: String,
}

impl<'a> Ui<'a> {
    pub fn new(page: &'a PageContext, now: Timestamp) -> Self {
        Self {
            page,
            t: page.wording.of(page.lang),
            now,
            icons: page.assets.address("icons.svg"),
        }
    }

    /// What the pages call themselves.
    pub fn name(&self) -> &'a str {
        self.page.brand.name.as_deref().unwrap_or(&self.t.brand)
    }

    /// The address of a path of ours.
    pub fn to(&self, path: &str) -> String {
        self.page.links.to(path)
    }

    /// The address of an icon in the sprite.
    pub fn icon(&self, name: &str) -> String {
        let mut address = String::with_capacity(self.icons.len() + 1 + name.len());
        address.push_str(&self.icons);
        address.push('#');
        address.push_str(name);
        address
    }
}
