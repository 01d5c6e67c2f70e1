//! `deskside api-key`, as a person at a terminal meets it.
#![cfg(test)]

mod place;

use std::{fs, process::Output};

use place::Place;
use store::Database;

const ACCOUNTS: &str = "[database]\nfile = 'deskside.db'\n[chat.accounts.helpdesk]\nuser = 'bot'\n\
                        password = '0123456789abcdef01234567'\nscopes = ['read', 'diagnose']\ndays = 30";

struct Desk(Place);

impl Desk {
    async fn open() -> Self {
        let place = Place::configured(ACCOUNTS);
        let store = Database::open_file(&place.at("deskside.db")).await.unwrap();
        store.close().await;
        Self(place)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.0.command(&["api-key"]).args(arguments).output().unwrap()
    }

    /// What it says when it succeeds, line by line.
    fn said(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        said.lines().map(str::to_owned).collect()
    }

    /// What it complains of when it does not.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(!output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn create(&self, name: &str, more: &[&str]) -> String {
        let arguments = [&["create", "--account", "helpdesk", "--name", name], more].concat();
        let [key] = self.said(&arguments).try_into().unwrap();
        key
    }
}

#[tokio::test]
async fn a_key_is_shown_once_and_kept_nowhere() {
    let desk = Desk::open().await;
    let key = desk.create("the pilot's", &["--scopes", "read", "--days", "7"]);
    let (id, secret) = key.strip_prefix("dsk_").unwrap().split_once('_').unwrap();
    let list = desk.said(&["list"]).join("\n");
    let row = list.lines().nth(1).unwrap();
    assert!(row.starts_with(id), "{row}");
    for told in ["helpdesk", "the pilot's", "read", "never"] {
        assert!(row.contains(told), "{row}");
    }
    assert!(!row.contains("diagnose") && !list.contains(secret), "{list}");
    for file in fs::read_dir(desk.0.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let has_it = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!has_it, "{}", path.display());
    }
}

#[tokio::test]
async fn keys_are_ended_one_by_one_or_all_of_an_account() {
    let desk = Desk::open().await;
    let ids: Vec<String> = ["a", "b", "c"]
        .map(|name| desk.create(name, &[])[4..16].to_owned())
        .into();
    assert_eq!(desk.said(&["revoke", &ids[0]]), ["1 revoked"]);
    assert_eq!(desk.said(&["revoke", &ids[0], "aaaaaaaaaaaa"]), ["0 revoked"]);
    assert_eq!(desk.said(&["revoke", "--account", "helpdesk"]), ["2 revoked"]);
    let list = desk.said(&["list"]);
    assert_eq!(
        list.iter().filter(|row| row.contains("revoked")).count(),
        3,
        "{list:?}"
    );
}

#[tokio::test]
async fn what_an_account_does_not_allow_is_no_key_of_its() {
    let desk = Desk::open().await;
    let create =
        |account, scopes| desk.refused(&["create", "--account", account, "--name", "a", "--scopes", scopes]);
    let said = create("helpdesk", "read,remediate");
    assert!(
        said.contains("does not allow all of read remediate") && said.contains("it allows read diagnose"),
        "{said}"
    );
    assert!(create("other", "read").contains("there are helpdesk"));
    assert!(create("helpdesk", "write").contains("read, diagnose and remediate are"));
    assert!(
        desk.refused(&["create", "--account", "helpdesk", "--name", " "])
            .contains("1 to 80")
    );
    assert!(desk.refused(&["revoke", "dsk_abc"]).contains("id of an API key"));
    assert_eq!(desk.said(&["list"]).len(), 1);
}
