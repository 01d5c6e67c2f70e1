//! `deskside impact`, as a person at a terminal meets it, against the simulated tenant.
#![cfg(test)]

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Output,
};

use tempfile::TempDir;
use tenant_sim::{Credential, Options, Running};
use tokio::process::Command;

const PEOPLE: usize = 60;

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../content")
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}

/// A tenant in which these queries are saved, and a folder of content beside it that is in force nowhere.
struct Company {
    folder: TempDir,
    tenant: Running,
}

impl Company {
    async fn open(saved: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        copy(&shipped(), &folder.path().join("content")).unwrap();
        let mut options = Options::new(saved);
        options.fleet = PEOPLE;
        options.time_scale = 50.0;
        options.scratch_mb = 0;
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let tenant = tenant_sim::start(options, any, any).await.unwrap();
        let config = format!(
            "[tenant]\napi_url = 'http://{}'\nclient_id = '{}'\nclient_secret = '{}'\n\
             [identity.proxy]\nnetworks = ['10.0.0.1/32']\nuser_header = 'x-user'\n\
             [content]\ndir = '/nowhere'\n",
            tenant.api_addr,
            Credential::DEFAULT_ID,
            Credential::DEFAULT_SECRET
        );
        fs::write(folder.path().join("deskside.toml"), config).unwrap();
        Self { folder, tenant }
    }

    fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    fn replace(&self, file: &str, old: &str, new: &str) {
        let file = self.content().join(file);
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains(old), "{file:?} has no {old}");
        fs::write(&file, text.replacen(old, new, 1)).unwrap();
    }

    async fn impact(&self, items: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_deskside"))
            .arg("impact")
            .args(items)
            .arg("--config")
            .arg(self.folder.path().join("deskside.toml"))
            .arg("--content")
            .arg(self.content())
            .output()
            .await
            .unwrap()
    }

    async fn said(&self, items: &[&str]) -> String {
        let output = self.impact(items).await;
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// On how many devices the remedy would be offered.
    async fn offered(&self, remedy: &str) -> u64 {
        let said = self.said(&[remedy]).await;
        number(&said, &format!("remedy {remedy}: offered on "))
    }

    /// How often this query was run.
    async fn runs(&self, query: &str) -> u64 {
        let url = format!("http://{}/stats", self.tenant.control_addr);
        let stats: serde_json::Value = reqwest::get(url).await.unwrap().json().await.unwrap();
        stats["nql"]["by_query"][query].as_u64().unwrap_or_default()
    }
}

/// The number behind these words.
fn number(said: &str, words: &str) -> u64 {
    let behind = said
        .split_once(words)
        .unwrap_or_else(|| panic!("no {words:?} in {said}"))
        .1;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn content_that_is_in_force_nowhere_is_judged_on_all_devices_by_one_export() {
    let company = Company::open(&shipped()).await;
    let said = company.said(&[]).await;
    let all: u64 = said.split_once(' ').unwrap().0.parse().unwrap();
    assert!(all >= PEOPLE as u64, "{said}");
    assert!(
        said.contains("by one export") && said.contains("reported within 24 hours"),
        "{said}"
    );
    assert_eq!(company.runs("#deskside_fleet").await, 1);
    assert!(said.contains("read from the device by check-battery"), "{said}");
    let (found, fine) = (number(&said, "  disk: "), number(&said, " found, "));
    assert!(found > 0 && fine > 0, "{said}");

    let (mut by_rating, rule) = (Vec::new(), "platforms: [windows, macos, linux]");
    let mut old = rule.to_owned();
    for rating in ["good", "average", "frustrating", "unknown"] {
        let new = format!("{rule}\noffered_when: {{ disk_free: [{rating}] }}");
        company.replace("remedies/free-up-space.yaml", &old, &new);
        by_rating.push(company.offered("free-up-space").await);
        old = new;
    }
    assert_eq!(by_rating.iter().sum::<u64>(), all, "{by_rating:?}");
    assert_eq!(
        by_rating[1] + by_rating[2],
        number(&said, "  disk: "),
        "as the topic finds it"
    );
    assert!(by_rating[0] > 0 && by_rating[0] < all, "{by_rating:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_told() {
    let company = Company::open(&shipped()).await;
    let refused = async |items: &[&str]| {
        let output = company.impact(items).await;
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let unknown = refused(&["free-up-space", "no-such"]).await;
    assert!(
        unknown.contains("there is no remedy or topic \"no-such\""),
        "{unknown}"
    );
    for query in [
        "devices_of_user",
        "device_health",
        "devices_windows",
        "devices_macos",
        "fleet",
    ] {
        let file = format!("queries/deskside_{query}.nql");
        company.replace(&file, "boot_duration = duration", "start_took = duration");
        company.replace(&file, " boot_duration,", " start_took,");
    }
    company.replace("health.yaml", "value: boot_duration", "value: start_took");
    let unsaved = refused(&[]).await;
    assert!(unsaved.contains("does not give start_took"), "{unsaved}");
    assert!(unsaved.contains("save queries/deskside_fleet.nql"), "{unsaved}");
    company.replace("remedies/free-up-space.yaml", "id: free-up-space", "id: x");
    let unsound = refused(&[]).await;
    assert!(
        unsound.contains("is not sound") && unsound.contains("free-up-space.yaml"),
        "{unsound}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_without_the_query_says_what_to_save_there() {
    let old = TempDir::new().unwrap();
    copy(&shipped(), old.path()).unwrap();
    fs::remove_file(old.path().join("queries/deskside_fleet.nql")).unwrap();
    let company = Company::open(old.path()).await;
    let output = company.impact(&[]).await;
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("save queries/deskside_fleet.nql"), "{said}");
}
