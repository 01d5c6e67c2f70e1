//! The document around every page.

mod around;

use leptos::{config::LeptosOptions, either::Either, hydration::HydrationScripts, nonce::Nonce, prelude::*};

use crate::{
    context::Ui,
    frame::{self, Theme},
    islands::{CopyCode, Forms, Live},
    zone,
};

/// What is said about a page besides its content.
pub(crate) struct Head {
    /// The title, without the product's name.
    pub title: String,
    /// What the browser has to follow; `None` for a page that does not change by itself.
    pub live: Option<Follow>,
    /// The entry of the navigation that this page is.
    pub current: Option<Entry>,
}

/// What a page follows on the stream.
pub(crate) struct Follow {
    /// The last event that the page knows of; `None` when nothing can change any more.
    pub after: Option<i64>,
    /// The only execution whose events matter; all events do when it is `None`.
    pub only: Option<String>,
    /// Something is under way, so that silence is suspicious.
    pub waiting: bool,
    /// Without scripts, the page loads itself again and again.
    pub reload: bool,
    /// What to tell whoever cannot see the page change.
    pub announce: String,
}

/// The entries of the navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    Home,
    History,
}

/// Renders a whole document. `body` is what the browser may replace while the page is open.
pub(crate) fn document(ui: &Ui, head: &Head, body: impl IntoView) -> String {
    render(ui, head, false, body)
}

/// Renders a document with nothing around its body, for where there is room for one line only.
pub(crate) fn bare_document(ui: &Ui, head: &Head, body: impl IntoView) -> String {
    render(ui, head, true, body)
}

fn render(ui: &Ui, head: &Head, bare: bool, body: impl IntoView) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_context(Nonce::from_value(ui.page.nonce.as_str()));
        let mut html = String::from("<!DOCTYPE html>");
        html.push_str(&page(ui, head, bare, body).to_html());
        html
    });
    owner.unset_with_forced_cleanup();
    html
}

fn page(ui: &Ui, head: &Head, bare: bool, body: impl IntoView) -> impl IntoView {
    let (t, assets, frame) = (ui.t, &ui.page.assets, ui.page.frame.as_ref());
    let options = LeptosOptions::builder()
        .output_name(assets.bundle.as_str())
        .build();
    // One piece: between pieces there are marks, which a title would show.
    let title = format!("{} · {}", head.title, ui.name());
    let refresh = head.live.as_ref().is_some_and(|live| live.reload);
    let scheme = match frame.map(|frame| frame.theme) {
        Some(Theme::Light) => "light",
        Some(Theme::Dark) => "dark",
        Some(Theme::Auto) | None => "light dark",
    };
    view! {
        <html
            lang=t.tag()
            dir=t.direction()
            data-theme=frame.map(|frame| frame.theme.name())
            data-framed=frame.map(|_| "")
            data-host=frame.and_then(|frame| frame.host.as_deref()).map(str::to_owned)
            data-person=ui.page.mark.as_ref().map(|mark| mark.0.clone())
            data-identify=frame.is_some_and(|frame| frame.identify).then_some("token")
        >
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content=scheme />
                <meta name="robots" content="noindex" />
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=assets.address("favicon.svg") />
                {style(ui)}
                {refresh.then(|| view! { <noscript inner_html=r#"<meta http-equiv="refresh" content="4">"#></noscript> })}
                <HydrationScripts options islands=true />
            </head>
            <body>
                <a id="skip" class="skip-link" href="#main">{&*t.skip_to_content}</a>
                {around::top(ui, head.current, bare)}
                <main id="main" tabindex="-1">{live(ui, head.live.as_ref(), body)}</main>
                {around::status(ui)}
                {(!bare).then(|| around::foot(ui))}
                <Live />
                <Forms />
                <CopyCode />
                {frame.map(|_| script(ui, frame::script()))}
            </body>
        </html>
    }
}

/// The style sheet. It stands in a framed document itself, which is one journey less before there is something to see.
fn style(ui: &Ui) -> impl IntoView {
    let inlined = ui.page.frame.as_ref().and_then(|frame| frame.css.as_deref());
    // After ours, so that it wins; what a host page wants of a frame wins over both.
    let own = ui.page.brand.style.as_ref();
    match inlined {
        Some(css) => {
            let css = format!("{css}{}", own.map_or("", |own| &*own.text));
            Either::Left(view! { <style nonce=ui.page.nonce.as_str() inner_html=css></style> })
        }
        None => Either::Right(view! {
            <link rel="stylesheet" href=ui.page.assets.css.as_str() />
            {own.map(|own| view! { <link rel="stylesheet" href=own.address.as_str() /> })}
        }),
    }
}

/// A script of ours that stands in the document.
pub(crate) fn script<'a>(ui: &'a Ui, text: &'static str) -> impl IntoView + use<'a> {
    view! { <script nonce=ui.page.nonce.as_str() inner_html=text></script> }
}

fn live(ui: &Ui, follow: Option<&Follow>, body: impl IntoView) -> impl IntoView {
    view! {
        <div
            id="live"
            data-now=ui.now.as_millisecond().to_string()
            data-zone=ui.page.zone.as_ref().map(|zone| zone::mark_of(zone, ui.now))
            data-events=follow.and_then(|follow| follow.after).map(|_| ui.to("/events"))
            data-after=follow.and_then(|follow| follow.after).map(|after| after.to_string())
            data-only=follow.and_then(|follow| follow.only.as_deref()).map(str::to_owned)
            data-waiting=follow.is_some_and(|follow| follow.waiting).then_some("")
            data-announce=follow.map(|follow| follow.announce.clone())
        >
            {body.into_view()}
        </div>
    }
}
