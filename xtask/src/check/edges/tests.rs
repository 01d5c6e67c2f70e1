//! The table holds for this workspace, and a workspace that breaks it is found out.

use serde_json::{Value, json};

use super::*;

#[test]
fn the_crates_of_this_workspace_stand_as_they_should() {
    assert_eq!(broken(&Graph::of_workspace().unwrap()), Vec::<String>::new());
}

/// A small workspace in the shape of `cargo metadata`: each package with its normal dependencies.
fn metadata(ours: &[(&str, &[&str])], theirs: &[(&str, &[&str])]) -> Value {
    let all: Vec<_> = ours.iter().chain(theirs).collect();
    let packages: Vec<_> = all
        .iter()
        .map(|(name, uses)| {
            let dependencies: Vec<_> = uses
                .iter()
                .map(|used| json!({ "name": used, "kind": null, "optional": false }))
                .collect();
            json!({ "name": name, "id": name, "dependencies": dependencies, "features": {} })
        })
        .collect();
    let nodes: Vec<_> = all
        .iter()
        .map(|(name, uses)| {
            let deps: Vec<_> = uses
                .iter()
                .map(|used| json!({ "pkg": used, "dep_kinds": [{ "kind": null }] }))
                .collect();
            json!({ "id": name, "deps": deps })
        })
        .collect();
    let members: Vec<_> = ours.iter().map(|(name, _)| name).collect();
    json!({ "packages": packages, "workspace_members": members, "resolve": { "nodes": nodes } })
}

fn found(metadata: &Value) -> Vec<String> {
    broken(&Graph::parse(&metadata.to_string()).unwrap())
}

#[test]
fn an_edge_between_crates_that_is_not_in_the_table_is_named_with_its_reason() {
    let lines = found(&metadata(
        &[("tenant-sim", &["nexthink"]), ("nexthink", &[])],
        &[],
    ));
    assert!(
        lines[0].starts_with("tenant-sim → nexthink: client and simulator"),
        "{lines:?}"
    );
}

#[test]
fn a_way_round_through_others_is_shown_whole() {
    let lines = found(&metadata(
        &[("service", &["domain", "glue"]), ("domain", &[])],
        &[("glue", &["sqlx"]), ("sqlx", &[])],
    ));
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("service → glue → sqlx: "), "{lines:?}");
}

#[test]
fn the_short_list_of_domain_is_all_that_it_may_name() {
    assert!(found(&metadata(&[("domain", &["serde"])], &[("serde", &[])])).is_empty());
    assert_eq!(
        found(&metadata(&[("domain", &["rand"])], &[("rand", &[])])).len(),
        1
    );
}

#[test]
fn what_only_tests_use_is_free() {
    let mut tests_only = metadata(&[("domain", &["tokio"])], &[("tokio", &[])]);
    tests_only["packages"][0]["dependencies"][0]["kind"] = json!("dev");
    tests_only["resolve"]["nodes"][0]["deps"][0]["dep_kinds"][0]["kind"] = json!("dev");
    assert_eq!(found(&tests_only), Vec::<String>::new());
}

#[test]
fn the_pages_get_the_use_cases_only_on_the_server() {
    let mut app = metadata(&[("app", &["service"]), ("service", &[])], &[]);
    assert_eq!(found(&app).len(), 1);

    app["packages"][0]["dependencies"][0]["optional"] = json!(true);
    app["packages"][0]["features"] = json!({ "ssr": ["dep:service"], "hydrate": [] });
    assert_eq!(found(&app), Vec::<String>::new());

    for way_in in ["dep:service", "service/clock", "ssr"] {
        app["packages"][0]["features"]["hydrate"] = json!([way_in]);
        assert_eq!(found(&app).len(), 1, "{way_in}");
    }
}

#[test]
fn a_crate_without_a_rule_is_a_broken_rule() {
    assert_eq!(found(&metadata(&[("newcomer", &[])], &[])).len(), 1);
}
