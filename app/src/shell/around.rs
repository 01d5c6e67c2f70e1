//! What stands around a page's content: the header, the words that scripts say, and the foot.

use domain::Lang;
use leptos::{either::Either, prelude::*};

use super::Entry;
use crate::{context::Ui, texts::language_name, ui::icon};

/// The header. In a frame it is slim and says no more than the host page leaves open; `bare` pages have none.
pub(super) fn top<'a>(ui: &'a Ui, current: Option<Entry>, bare: bool) -> impl IntoView + use<'a> {
    let t = ui.t;
    let here = move |entry| (current == Some(entry)).then_some("page");
    let person = ui.page.person.as_ref().map(|name| {
        view! {
            <nav class="top-nav" aria-label=&*t.nav_label>
                <a href=ui.to("/") aria-current=here(Entry::Home)>{&*t.nav_home}</a>
                <a href=ui.to("/history") aria-current=here(Entry::History)>{&*t.nav_history}</a>
            </nav>
            {(current != Some(Entry::Home) && !ui.page.path.starts_with("/search")).then(|| top_search(ui))}
            <form class="top-person" method="post" action=ui.to("/sign-out")>
                {match ui.page.can_sign_out {
                    true => Either::Left(view! {
                        <a class="top-name" href=ui.to("/sign-ins") title=&*t.sign_ins_title>{icon(ui, "person")}<span>{name.as_str()}</span></a>
                    }),
                    false => Either::Right(view! {
                        <span class="top-name">{icon(ui, "person")}<span>{name.as_str()}</span></span>
                    }),
                }}
                {ui.page.can_sign_out.then(|| view! {
                    <button class="button button-quiet" type="submit">{&*t.sign_out}</button>
                })}
            </form>
        }
    });
    let framed = ui.page.frame.is_some();
    // Nothing to show is still an element, so that there is one to replace.
    let hidden = bare || (framed && person.is_none());
    let brand = (!framed).then(|| {
        view! { <a class="brand" href=ui.to("/")>{logo(ui)}<span>{ui.name()}</span></a> }
    });
    view! {
        <header id="top" class="top" hidden=hidden>
            <div class="top-inner">
                {brand}
                {person.filter(|_| !hidden)}
            </div>
        </header>
    }
}

/// The search, small. Pages that have their own go without.
fn top_search<'a>(ui: &'a Ui) -> impl IntoView + use<'a> {
    let t = ui.t;
    view! {
        <form class="top-search" role="search" method="get" action=ui.to("/search")>
            <input type="search" name="q" aria-label=&*t.search_label maxlength="200" autocomplete="off" enterkeyhint="search" />
            <button class="button button-quiet" type="submit" aria-label=&*t.search_go>{icon(ui, "search")}</button>
        </form>
    }
}

/// The company's logo, or our mark. The name beside it says what it is. Only a page of the top level shows it, where
/// the browser decides between light and dark.
fn logo<'a>(ui: &'a Ui) -> impl IntoView + use<'a> {
    match &ui.page.brand.logo {
        Some(logo) => Either::Left(view! {
            <picture>
                {logo.dark.as_deref().map(|dark| view! { <source srcset=dark media="(prefers-color-scheme: dark)" /> })}
                <img class="brand-logo" src=logo.light.as_str() alt="" />
            </picture>
        }),
        None => Either::Right(icon(ui, "mark")),
    }
}

/// The region that speaks, and the words that the browser needs. It stands outside of what gets replaced.
pub(super) fn status<'a>(ui: &'a Ui) -> impl IntoView + use<'a> {
    let t = ui.t;
    let mark = "{n}";
    view! {
        <div
            id="words"
            hidden=""
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
        <aside id="connection" class="connection" aria-labelledby="connection-text" hidden="">
            {icon(ui, "cloud-off")}
            <span id="connection-text" role="status"></span>
            <a id="connection-sign-in" class="button" href=ui.to(ui.page.path.as_str()) hidden="">{&*t.sign_in_again}</a>
        </aside>
    }
}

/// The foot, which a frame goes without: the host page has its own, and says the language.
pub(super) fn foot<'a>(ui: &'a Ui) -> Option<impl IntoView + use<'a>> {
    if ui.page.frame.is_some() {
        return None;
    }
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
    let privacy = view! { <a class="foot-link" href=ui.to("/privacy")>{&*t.privacy_title}</a> };
    let signed_in_here = ui.page.person.is_some() && ui.page.can_sign_out;
    let sign_ins = signed_in_here.then(|| {
        view! { <a class="foot-link" href=ui.to("/sign-ins")>{&*t.sign_ins_title}</a> }
    });
    // From there to all the others.
    let admins = ui.page.looks_after.then(|| {
        view! { <a class="foot-link" href=ui.to("/admin/content")>{&*t.admin_pages}</a> }
    });
    let support = ui.page.brand.support.as_ref().map(|link| {
        view! {
            <a class="foot-link" href=link.url.as_str() rel="noreferrer">{link.label.get(ui.page.lang)}</a>
        }
    });
    Some(view! {
        <footer class="foot">
            <div class="foot-inner">
                <p>{ui.name()}" · "{&*t.tagline}</p>
                {support}
                {privacy}
                {sign_ins}
                {admins}
                <form method="post" action=ui.to("/language") aria-label=&*t.language_label>
                    <input type="hidden" name="back" value=ui.page.path.as_str() />
                    {choices.into_iter().collect::<Vec<_>>()}
                </form>
            </div>
        </footer>
    })
}
