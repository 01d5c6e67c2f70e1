//! The page that says what is read, run and kept follows the content and the configuration.

use std::fs;

use tempfile::TempDir;

use super::visitor::Visitor;
use crate::testing::{Desk, shipped_content, text};

fn change(dir: &TempDir, file: &str, old: &str, new: &str) {
    let path = dir.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no {old}");
    fs::write(path, text.replace(old, new)).unwrap();
}

async fn desk(dir: &TempDir, config: &str) -> Desk {
    let path = dir.path().display();
    Desk::open(&format!(
        "[content]\ndir = \"{path}\"\n[identity.audiences]\nmanagers = [\"managers\"]\n{config}"
    ))
    .await
}

async fn page_of(desk: &Desk) -> String {
    let mut robin = Visitor::of(desk);
    robin.sign_in().await;
    text(robin.get("/privacy").await).await
}

async fn page(dir: &TempDir, config: &str) -> String {
    page_of(&desk(dir, config).await).await
}

/// What stands on the page between these two.
fn part<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let begin = page.find(from).unwrap_or_else(|| panic!("{from} in {page}"));
    let rest = &page[begin..];
    rest.split(to).next().unwrap()
}

fn section<'a>(page: &'a str, id: &str) -> &'a str {
    part(page, &format!("aria-labelledby=\"{id}\""), "</section>")
}

#[tokio::test]
async fn it_says_what_the_shipped_content_reads_and_runs() {
    let page = page(&shipped_content(), "").await;
    let figures = section(&page, "figures");
    assert!(figures.contains("Free disk space"), "{figures}");
    for field in [
        "system_drive_free_space",
        "system_drive_capacity",
        "dex.score.value",
    ] {
        assert!(figures.contains(field), "{field} in {figures}");
    }
    let read = section(&page, "read");
    assert!(
        read.contains("free space on the system drive") && read.contains("who signed in to the device last")
    );
    // Every field that is shipped has words of its own.
    let all = read.matches("<li>").count();
    assert!(all > 40, "{read}");
    assert_eq!(read.matches("<li><code>").count(), 0, "{read}");
    let untouched = section(&page, "not-read");
    assert!(untouched.contains("Which websites you visit") && untouched.contains("Which programs you use"));
    let restart = part(&page, "id=\"may-run-restart-device\"", "</dd>");
    assert!(
        restart.contains("Restarts the device") && restart.contains("#restart_device"),
        "{restart}"
    );
    let battery = part(&page, "id=\"may-run-check-battery\"", "</dd>");
    assert!(battery.contains("Only looks and changes nothing"), "{battery}");
    assert!(page.contains("href=\"/history\""));
}

#[tokio::test]
async fn another_field_of_a_query_is_on_the_page_and_no_longer_among_what_is_not_read() {
    let dir = shipped_content();
    let query = "queries/deskside_device_health.nql";
    change(
        &dir,
        query,
        "| include connectivity.events during past 24h",
        "| include web.page_views during past 7d\n| compute slow_pages = largest_contentful_paint.avg()\n\
         | include connectivity.events during past 24h",
    );
    change(
        &dir,
        query,
        "| list collector.uid,",
        "| list location.site, slow_pages, collector.uid,",
    );
    let page = page(&dir, "").await;
    let read = section(&page, "read");
    for field in ["web.page_view.largest_contentful_paint", "device.location.site"] {
        assert!(
            read.contains(&format!("<li><code>{field}</code>")),
            "{field} in {read}"
        );
    }
    let untouched = section(&page, "not-read");
    assert!(
        !untouched.contains("websites") && !untouched.contains("Where you are"),
        "{untouched}"
    );
    assert!(untouched.contains("surveys"), "{untouched}");
}

#[tokio::test]
async fn a_change_while_it_runs_is_on_the_next_page() {
    let dir = shipped_content();
    let mut desk = desk(&dir, "").await;
    let (_looking, mut contents) = desk.look_after_content();
    assert!(!page_of(&desk).await.contains("user.department"));
    change(
        &dir,
        "queries/deskside_user_by_email.nql",
        "| list ad.email_address,",
        "| list department, ad.email_address,",
    );
    while !page_of(&desk).await.contains("user.department") {
        contents.changed().await.unwrap();
    }
}

#[tokio::test]
async fn another_remedy_and_whom_it_is_for_are_on_the_page() {
    let dir = shipped_content();
    let id = "id=\"may-run-nudge-device\"";
    assert!(!page(&dir, "").await.contains(id));
    let restart = fs::read_to_string(dir.path().join("remedies/restart-device.yaml")).unwrap();
    let nudge = restart.replace("id: restart-device", "id: nudge-device").replace(
        "restarts: true\n",
        "consent: { en: Really, de: Wirklich, fr: Vraiment }\n",
    );
    fs::write(dir.path().join("remedies/nudge-device.yaml"), &nudge).unwrap();
    let shown = page(&dir, "").await;
    let nudged = part(&shown, id, "</dd>");
    assert!(
        nudged.contains("Asks you to agree first") && !nudged.contains("Restarts the device"),
        "{nudged}"
    );
    // Robin is no manager.
    let for_managers = nudge.replace("platforms:", "audiences: [managers]\nplatforms:");
    fs::write(dir.path().join("remedies/nudge-device.yaml"), for_managers).unwrap();
    assert!(!page(&dir, "").await.contains(id));
}

#[tokio::test]
async fn what_is_kept_and_handed_on_follows_the_configuration() {
    let dir = shipped_content();
    let before = page(&dir, "").await;
    let kept = section(&before, "kept");
    assert!(
        kept.contains("180 days after its end")
            && kept.contains("Ends after 1\u{a0}h without use, and after 8\u{a0}h"),
        "{kept}"
    );
    assert!(!kept.contains("In a frame"), "{kept}");
    assert!(section(&before, "desk").contains("No service desk is connected"));
    let after = page(
        &dir,
        "[database]\nkeep_days = 60\n[session]\nidle_minutes = 30\nabsolute_hours = 4\n\
         [embed]\nallowed_origins = [\"https://portal.example.com\"]\n\
         [service_desk]\nkind = \"email\"\naddress = \"it@example.com\"\n",
    )
    .await;
    let kept = section(&after, "kept");
    assert!(
        kept.contains("60 days after its end") && kept.contains("60 days after your last visit"),
        "{kept}"
    );
    assert!(
        kept.contains("Ends after 30\u{a0}min without use, and after 4\u{a0}h"),
        "{kept}"
    );
    assert!(
        kept.contains("In a frame that may keep no cookie, after 15\u{a0}min"),
        "{kept}"
    );
    assert!(section(&after, "desk").contains("prepares a mail"));
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_kept_where_feeds_are_configured_and_each_language_says_so() {
    let dir = shipped_content();
    let feed = "[exports.all]\nset = \"people\"\nfrom = \"s3://acme/people\"\n\
                access = { kind = \"s3\", region = \"eu-west-1\" }\n";
    let (without, with) = (desk(&dir, "").await, desk(&dir, feed).await);
    for (language, words, for_how_long) in [
        (
            "en",
            "that could not be read; what stands in them",
            "14 days after the file came",
        ),
        (
            "de",
            "die sich nicht lesen ließen; gekürzt",
            "14 Tage, nachdem die Datei kam",
        ),
        (
            "fr",
            "qui n’ont pu être lues ; ce qu’elles contiennent",
            "14 jours après l’arrivée du fichier",
        ),
    ] {
        for (desk, is_said) in [(&without, false), (&with, true)] {
            let mut robin = Visitor::of(desk).with("accept-language", language);
            robin.sign_in().await;
            let page = text(robin.get("/privacy").await).await;
            let kept = section(&page, "kept");
            assert_eq!(kept.contains(words), is_said, "{language}: {kept}");
            assert_eq!(kept.contains(for_how_long), is_said, "{language}: {kept}");
        }
    }
}

#[tokio::test]
async fn figures_are_kept_in_memory_only_where_everybodys_devices_are_not_learned_at_once() {
    let content = shipped_content();
    let feed = "[exports.all]\nset = \"devices\"\nfrom = \"s3://acme/devices\"\n\
                access = { kind = \"s3\", region = \"eu-west-1\" }\n";
    let off = "[discovery]\nevery_minutes = 0\n";
    for (config, is_in_memory) in [("", false), (off, true), (&format!("{off}{feed}"), false)] {
        let page = page(&content, config).await;
        let kept = section(&page, "kept");
        assert_eq!(kept.contains("In memory only"), is_in_memory, "{config}: {kept}");
        assert_eq!(
            kept.contains("of each day, for 14 days"),
            !is_in_memory,
            "{config}: {kept}"
        );
    }
}

#[tokio::test]
async fn every_page_leads_there_and_only_whoever_is_signed_in_reads_it() {
    let desk = Desk::open_with_shipped_content("[identity.audiences]\nmanagers = [\"managers\"]\n").await;
    let mut robin = Visitor::of(&desk);
    assert!(!robin.is_signed_in("/privacy").await);
    robin.sign_in().await;
    for path in [
        "/",
        "/history",
        "/search?q=slow",
        "/sign-ins",
        "/topics/slow-computer",
        "/privacy",
    ] {
        let page = text(robin.get(path).await).await;
        assert!(page.contains("href=\"/privacy\" class=\"foot-link\""), "{path}");
    }
    assert!(robin.is_signed_in("/embed/privacy").await);
}
