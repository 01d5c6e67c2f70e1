//! Renders every page in its states and languages into a folder, for designers and for looking at a change.
//!
//! ```sh
//! cargo run -p app --features ssr --example gallery -- target/gallery
//! python3 -m http.server --directory target/gallery
//! ```
//!
//! Pages refer to their files from the root, so the folder wants a server; any that serves files will do. The style
//! sheet is put together from `style/` as it stands, without building.

#[path = "shared/framed.rs"]
mod framed;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use app::{Notice, Reason, Tried, pages, samples as sample};
use domain::{Lang, Refusal};
use jiff::SignedDuration;
use service::{Trouble, TroubleKind, view::Freshness};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("which folder to write to?")?);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    fs::create_dir_all(folder.join("pkg"))?;
    fs::write(
        folder.join("pkg/deskside.css"),
        inlined(&root.join("style/main.css"))?,
    )?;
    for file in fs::read_dir(root.join("public"))? {
        let file = file?;
        fs::copy(file.path(), folder.join(file.file_name()))?;
    }
    let mut index = String::from("<!DOCTYPE html><meta charset=\"utf-8\"><title>Gallery</title><ul>");
    for lang in Lang::ALL {
        for (name, html) in every_page(lang).into_iter().chain(framed::every_page(lang)) {
            let file = format!("{name}.{lang}.html");
            index.push_str(&format!("<li><a href=\"{file}\">{file}</a>"));
            fs::write(folder.join(file), html)?;
        }
    }
    fs::write(folder.join("index.html"), index)?;
    Ok(())
}

/// A style sheet with the files that it imports in place of the imports.
fn inlined(path: &Path) -> Result<String, Box<dyn Error>> {
    let folder = path.parent().ok_or("a file has a folder")?;
    let mut whole = String::new();
    for line in fs::read_to_string(path)?.lines() {
        match line
            .strip_prefix("@import \"")
            .and_then(|rest| rest.split_once('"'))
        {
            Some((file, rest)) => {
                let inner = inlined(&folder.join(file))?;
                match rest
                    .trim()
                    .strip_prefix("layer(")
                    .and_then(|rest| rest.split_once(')'))
                {
                    Some((layer, _)) => whole.push_str(&format!("@layer {layer} {{\n{inner}}}\n")),
                    None => whole.push_str(&inner),
                }
            }
            None => {
                whole.push_str(line);
                whole.push('\n');
            }
        }
    }
    Ok(whole)
}

fn every_page(lang: Lang) -> Vec<(String, String)> {
    let trouble = |kind| {
        Some(Trouble {
            kind,
            since: sample::now() - SignedDuration::from_mins(4),
        })
    };
    let never = Freshness {
        fetched_at: None,
        trouble: None,
        pending: true,
        again_at: None,
    };
    let home = |overview| pages::home(&sample::page(lang, "/"), &overview);
    let mut all = vec![
        ("home".to_owned(), home(sample::overview())),
        ("home-asking".to_owned(), home(sample::empty(never))),
        ("home-no-device".to_owned(), home(sample::empty(sample::fresh()))),
        (
            "home-well".to_owned(),
            home({
                let mut overview = sample::overview();
                overview.devices = vec![sample::fine()];
                (overview.attention, overview.open) = (None, vec![]);
                overview
            }),
        ),
        (
            "home-silent".to_owned(),
            home({
                let mut overview = sample::overview();
                overview.freshness.trouble = trouble(TroubleKind::Unreachable);
                overview
            }),
        ),
        (
            "device".to_owned(),
            pages::device(&sample::page(lang, "/devices/x"), &sample::device_page()),
        ),
        (
            "device-silent".to_owned(),
            pages::device(&sample::page(lang, "/devices/x"), &sample::silent_device()),
        ),
        (
            "privacy".to_owned(),
            pages::privacy(&sample::page(lang, "/privacy"), &sample::privacy()),
        ),
        ("device-refused".to_owned(), {
            let mut page = sample::page(lang, "/devices/x");
            page.notice = Some(Notice {
                tried: Tried::Run,
                reason: Reason::ConsentMissing,
                remedy: "restart".parse().ok(),
            });
            pages::device(&page, &sample::device_page())
        }),
        (
            "history".to_owned(),
            pages::history(&sample::page(lang, "/history"), &sample::history()),
        ),
        ("sign-in".to_owned(), {
            let mut page = sample::page(lang, "/sign-in");
            page.person = None;
            pages::sign_in(&page, &sample::ways(&[], &sample::people()))
        }),
        ("sign-in-providers".to_owned(), {
            let mut page = sample::page(lang, "/sign-in");
            page.person = None;
            pages::sign_in(&page, &sample::ways(&sample::providers(), &[]))
        }),
        (
            "styleguide".to_owned(),
            pages::styleguide(&sample::page(lang, "/styleguide")),
        ),
        (
            "home-long".to_owned(),
            home({
                let mut overview = sample::overview();
                overview.devices[1] = sample::long_named();
                if let Some(attention) = &mut overview.attention {
                    attention.device = sample::long_named().device;
                }
                overview
            }),
        ),
        ("device-long".to_owned(), {
            let mut view = sample::device_page();
            view.summary = sample::long_named();
            view.others.push(sample::long_named().device);
            pages::device(&sample::page(lang, "/devices/x"), &view)
        }),
        (
            "history-none".to_owned(),
            pages::history(&sample::page(lang, "/history"), &{
                let mut history = sample::history();
                history.runs.clear();
                history
            }),
        ),
        ("signed-out".to_owned(), {
            let mut page = sample::page(lang, "/signed-out");
            page.person = None;
            pages::signed_out(&page, None)
        }),
        ("popup-done".to_owned(), {
            let mut page = sample::page(lang, "/sign-in/done");
            page.person = None;
            pages::popup_done(&page, None)
        }),
    ];
    for (name, execution) in sample::executions() {
        let page = sample::page(lang, "/executions/x");
        all.push((
            format!("receipt-{name}"),
            pages::receipt(&page, &sample::receipt(&execution)),
        ));
        all.push((
            format!("execution-{name}"),
            pages::execution(&page, &sample::execution_page(execution)),
        ));
    }
    for (name, execution) in sample::executions() {
        if ["failed", "declined", "done"].contains(&name) {
            all.push((
                format!("execution-{name}-explained"),
                pages::execution(
                    &sample::page(lang, "/executions/x"),
                    &sample::explained_page(execution),
                ),
            ));
        }
    }
    all.extend(sample::flows(&sample::page(lang, "/")));
    let problems = [
        ("not-found", pages::Problem::NotFound),
        ("signed-out", pages::Problem::SignedOut),
        ("not-now", pages::Problem::NotNow(Refusal::NotNeeded)),
        (
            "internal",
            pages::Problem::Internal {
                code: "0199f6a0".into(),
            },
        ),
        ("nobody", sample::not_recognised(false)),
        ("several", sample::not_recognised(true)),
        (
            "sign-in-refused",
            pages::Problem::SignInRefused { code: "expired" },
        ),
        ("too-many-tries", pages::Problem::TooManyTries { seconds: 90 }),
        ("sign-in-unavailable", pages::Problem::SignInUnavailable),
    ];
    all.extend(problems.map(|(name, problem)| {
        (
            format!("problem-{name}"),
            pages::problem(&sample::page(lang, "/"), &problem),
        )
    }));
    all
}
