//! `deskside check`, as a person at a terminal meets it.
#![cfg(test)]

use std::{
    fs,
    process::{Command, Output},
};

use tempfile::TempDir;

fn check(service_desk: &str) -> Output {
    let folder = TempDir::new().unwrap();
    let config = format!(
        "[tenant]\napi_url = 'http://127.0.0.1:1'\nclient_id = 'a'\nclient_secret = 'b'\n\
         [identity.proxy]\nnetworks = ['10.0.0.1/32']\nuser_header = 'x-user'\n\
         [content]\ndir = '{}/../content'\n[service_desk]\n{service_desk}\n",
        env!("CARGO_MANIFEST_DIR")
    );
    let file = folder.path().join("deskside.toml");
    fs::write(&file, config).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_deskside"));
    command.arg("check").arg("--config").arg(&file).output().unwrap()
}

#[test]
fn what_is_wrong_with_the_service_desk_is_said() {
    let sound = check("kind = 'email'\naddress = 'it@example.com'");
    assert!(sound.status.success(), "{sound:?}");
    for (wrong, why) in [
        ("kind = 'email'\naddress = 'it'", "service_desk: address"),
        (
            "kind = 'webhook'\naddress = 'https://flow.example.com'\nsecret_file = '/nowhere/to/be/found'",
            "service_desk.secret_file: cannot read /nowhere/to/be/found",
        ),
    ] {
        let refused = check(wrong);
        assert!(!refused.status.success());
        let said = String::from_utf8(refused.stderr).unwrap();
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn the_configuration_that_the_package_brings_lacks_nothing_but_its_secrets() {
    let folder = TempDir::new().unwrap();
    let here = folder.path().to_str().unwrap();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../deploy/debian/deskside.toml");
    let config = fs::read_to_string(shipped)
        .unwrap()
        .replace("/run/credentials/deskside.service", here)
        .replace(
            "/usr/share/deskside/content",
            concat!(env!("CARGO_MANIFEST_DIR"), "/../content"),
        );
    let file = folder.path().join("deskside.toml");
    fs::write(&file, config).unwrap();
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskside"));
        command.arg("check").arg("--config").arg(&file).output().unwrap()
    };
    let refused = check();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(
        !refused.status.success() && said.contains("client_secret_file"),
        "{said}"
    );
    for name in ["oidc", "nexthink"] {
        fs::write(folder.path().join(name), "of the test").unwrap();
    }
    let sound = check();
    assert!(sound.status.success(), "{sound:?}");
}
