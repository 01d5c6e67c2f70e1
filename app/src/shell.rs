//! The document around every page.

use domain::Lang;
use leptos::{config::LeptosOptions, hydration::HydrationScripts, nonce::Nonce, prelude::*};

use crate::{
    context::Ui,
    islands::{CopyCode, Live, RunRemedy},
    texts::language_name,
    ui::icon,
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
    let owner = Owner::new_root(None);
    let html = owner.with(|| {
        provide_context(Nonce::from_value(ui.page.nonce.as_str()));
        let mut html = String::from("<!DOCTYPE html>");
        html.push_str(&page(ui, head, body).to_html());
        html
    });
    owner.unset_with_forced_cleanup();
    html
}

fn page(ui: &Ui, head: &Head, body: impl IntoView) -> impl IntoView {
    let (t, assets) = (ui.t, &ui.page.assets);
    let options = LeptosOptions::builder()
        .output_name(assets.bundle.as_str())
        .build();
    // One piece: between pieces there are marks, which a title would show.
    let title = format!("{} · {}", head.title, t.brand);
    let refresh = head.live.as_ref().is_some_and(|live| live.reload);
    view! {
        <html lang=ui.page.lang.tag() dir="ltr">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="robots" content="noindex" />
                <title>{title}</title>
                <link rel="icon" type="image/svg+xml" href=assets.address("favicon.svg") />
                <link rel="stylesheet" href=assets.css.as_str() />
                {refresh.then(|| view! { <noscript inner_html=r#"<meta http-equiv="refresh" content="4">"#></noscript> })}
                <HydrationScripts options islands=true />
            </head>
            <body>
                <a class="skip-link" href="#main">{&*t.skip_to_content}</a>
                {top(ui, head.current)}
                <main id="main" tabindex="-1">{live(ui, head.live.as_ref(), body)}</main>
                {status(ui)}
                {foot(ui)}
                <Live />
                <RunRemedy />
                <CopyCode />
            </body>
        </html>
    }
}

fn live(ui: &Ui, follow: Option<&Follow>, body: impl IntoView) -> impl IntoView {
    view! {
        <div
            id="live"
            class="live"
            data-now=ui.now.as_millisecond().to_string()
            data-after=follow.and_then(|follow| follow.after).map(|after| after.to_string())
            data-only=follow.and_then(|follow| follow.only.as_deref()).map(str::to_owned)
            data-waiting=follow.is_some_and(|follow| follow.waiting).then_some("")
            data-announce=follow.map(|follow| follow.announce.clone())
        >
            {body.into_view()}
        </div>
    }
}

fn top<'a>(ui: &'a Ui, current: Option<Entry>) -> impl IntoView + use<'a> {
    let t = ui.t;
    let here = move |entry| (current == Some(entry)).then_some("page");
    let person = ui.page.person.as_ref().map(|name| {
        view! {
            <nav class="top-nav" aria-label=&*t.nav_label>
                <a href="/" aria-current=here(Entry::Home)>{&*t.nav_home}</a>
                <a href="/history" aria-current=here(Entry::History)>{&*t.nav_history}</a>
            </nav>
            <form class="top-person" method="post" action="/sign-out">
                <span class="top-name">{icon(ui, "person")}<span>{name.as_str()}</span></span>
                {ui.page.can_sign_out.then(|| view! {
                    <button class="button button-quiet" type="submit">{&*t.sign_out}</button>
                })}
            </form>
        }
    });
    view! {
        <header class="top">
            <div class="top-inner">
                <a class="brand" href="/">{icon(ui, "mark")}<span>{&*t.brand}</span></a>
                {person}
            </div>
        </header>
    }
}

/// The region that speaks, and the words that the browser needs. It stands outside of what gets replaced.
fn status<'a>(ui: &'a Ui) -> impl IntoView + use<'a> {
    let t = ui.t;
    let mark = "{n}";
    view! {
        <div
            id="words"
            hidden=""
            data-starting=&*t.starting
            data-connection-broke=&*t.connection_broke
            data-session-over=&*t.session_over
            data-polling=&*t.polling
            data-offline=&*t.offline
            data-copied=&*t.copied
            data-failed=&*t.notice_internal
            data-age-now=&*t.age_now
            data-age-minutes=t.age_minutes(mark)
            data-age-hours=t.age_hours(mark)
            data-age-days=t.age_days(mark)
        ></div>
        <p id="status" class="visually-hidden" role="status"></p>
        <div id="connection" class="connection" hidden="">
            {icon(ui, "cloud-off")}
            <span id="connection-text" role="status"></span>
            <a id="connection-sign-in" class="button" href="/" hidden="">{&*t.sign_in_again}</a>
        </div>
    }
}

fn foot<'a>(ui: &'a Ui) -> impl IntoView + use<'a> {
    let t = ui.t;
    let choices = Lang::ALL.map(|lang| {
        view! {
            <button
                class="foot-language" type="submit" name="lang" value=lang.tag() lang=lang.tag()
                aria-current=(lang == ui.page.lang).then_some("true")
            >
                {language_name(lang)}
            </button>
        }
    });
    view! {
        <footer class="foot">
            <div class="foot-inner">
                <p>{&*t.brand}" · "{&*t.tagline}</p>
                <form method="post" action="/language" aria-label=&*t.language_label>
                    <input type="hidden" name="back" value=ui.page.path.as_str() />
                    {choices.into_iter().collect::<Vec<_>>()}
                </form>
            </div>
        </footer>
    }
}
