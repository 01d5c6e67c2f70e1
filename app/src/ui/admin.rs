//! The pages for those who look after Deskside.

use leptos::prelude::*;

use super::icon;
use crate::{context::Ui, texts::Texts};

/// A page for those who look after Deskside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AdminPage {
    /// Who is signed in.
    SignIns,
    /// How the content stands.
    Content,
    /// Why somebody sees something or does not.
    Explain,
    /// What Deskside is worth.
    Value,
    /// How much Nexthink may be asked.
    Limits,
}

impl AdminPage {
    /// Every one, in the order in which they are listed.
    const ALL: [Self; 5] = [
        Self::Value,
        Self::Content,
        Self::Explain,
        Self::Limits,
        Self::SignIns,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::SignIns => "/sign-ins",
            Self::Content => "/admin/content",
            Self::Explain => "/admin/explain",
            Self::Value => "/admin/value",
            Self::Limits => "/admin/limits",
        }
    }

    fn title(self, t: &Texts) -> &str {
        match self {
            Self::SignIns => &t.sign_ins_everybody,
            Self::Content => &t.content_title,
            Self::Explain => &t.explain_title,
            Self::Value => &t.value_title,
            Self::Limits => &t.limits_title,
        }
    }
}

/// The way from each of them to the others. `here` is the one that shows it. Whoever renders it knows that whoever sees it
/// looks after Deskside.
pub(crate) fn admin_pages<'a>(ui: &'a Ui, here: AdminPage) -> impl IntoView + use<'a> {
    let links = AdminPage::ALL.map(|page| {
        let current = (page == here).then_some("page");
        view! {
            <li><a class="topic-link" href=ui.to(page.path()) aria-current=current>{page.title(ui.t)}{icon(ui, "next")}</a></li>
        }
    });
    view! {
        <nav class="card admin-pages" aria-labelledby="admin-pages">
            <h2 id="admin-pages">{&*ui.t.admin_pages}</h2>
            <ul>{links.into_iter().collect::<Vec<_>>()}</ul>
        </nav>
    }
}
