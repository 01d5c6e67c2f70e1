//! Remedies.

use super::SPACE;
use content::check;

use crate::common::{REQUIRED, Shipped, known};

const TEAMS: &str = "remedies/repair-teams.yaml";

fn space(old: &str, new: &str) -> Shipped {
    Shipped::new().replace(SPACE, old, new)
}

#[test]
fn an_id_that_is_not_the_name_of_the_file() {
    space("id: free-up-space", "id: free_up_space").expect(
        SPACE,
        "id: ^free_up_space",
        "the id `free_up_space` is not the name of the file, `free-up-space`",
        "write `id: free-up-space`, or rename the file to `free_up_space.yaml`",
    );
}

#[test]
fn references_that_lead_nowhere() {
    space("category: storage", "category: disks").expect(
        SPACE,
        "category: ^disks",
        "there is no category `disks` in health.yaml",
        "write one of `score`, `storage`, `performance`, `startup`, `stability`, `network`",
    );
    space("helps: [disk_free]", "helps: [disk_free, disk_fre]").expect(
        SPACE,
        "disk_fre]",
        "there is no metric `disk_fre` in health.yaml",
        "did you mean `disk_free`?",
    );
    space("metric: disk_free", "metric: free_disk").expect(
        SPACE,
        "free_disk",
        "there is no metric `free_disk` in health.yaml",
        "write one of `dex_score`, `dex_endpoint`, `dex_applications`, `dex_collaboration`, `disk_free`, \
         `memory_used`, `cpu_load`, `boot_duration`, `logon_duration`, `days_since_restart`, `app_crashes`, \
         `system_crashes`, `wifi_signal`",
    );
}

#[test]
fn conditions() {
    let with = |condition: &str| {
        space(
            "expected: 2min",
            &format!("offered_when: {condition}\nexpected: 2min"),
        )
    };
    assert_eq!(with("{ disk_free: [average, frustrating] }").faults(), []);
    with("{ disk_fee: [average] }").expect(
        SPACE,
        "disk_fee",
        "there is no metric `disk_fee` in health.yaml",
        "did you mean `disk_free`?",
    );
    with("{ disk_free: [bad] }").expect(
        SPACE,
        "bad]",
        "there is no rating `bad`",
        "write one of `good`, `average`, `frustrating`, `unknown`",
    );
    with("{ disk_free: [] }").expect(
        SPACE,
        "disk_free: ^[]",
        "no rating of `disk_free` is named, so this remedy would never be offered",
        "name the ratings, such as `[average, frustrating]`",
    );
    with("[disk_free]").expect(
        SPACE,
        "offered_when: ^[",
        "`offered_when` should name metrics and ratings, not a list",
        "write for example `offered_when: { disk_free: [average, frustrating] }`",
    );
}

#[test]
fn platforms() {
    space("[windows, macos, linux]", "[windows, mac]").expect(
        SPACE,
        "mac]",
        "there is no platform `mac`",
        "did you mean `macos`?",
    );
    space("[windows, macos, linux]", "[]").expect(
        SPACE,
        "platforms: ^[]",
        "this remedy is for no platform, so nobody would ever see it",
        "name at least one of `windows`, `macos`, `linux`",
    );
}

#[test]
fn audiences() {
    space("platforms:", "audiences: []\nplatforms:").expect(
        SPACE,
        "audiences: ^[]",
        "this remedy is for no audience; without the key it would be for everybody",
        "name an audience, or remove the key",
    );
    space("platforms:", "audiences: [finance, Finance Team]\nplatforms:").expect(
        SPACE,
        "Finance Team]",
        "`Finance Team` is not a name of an audience",
        "write 1 to 64 of a-z, 0-9, - and _",
    );
}

#[test]
fn what_is_started() {
    space("  remote_action: \"#disk_cleanup\"", "  {}").expect(
        SPACE,
        "{}",
        "this remedy starts nothing",
        "write either `remote_action: \"#…\"` or `workflow: \"#…\"`",
    );
    space(
        "  remote_action: \"#disk_cleanup\"",
        "  remote_action: a\n  workflow: b",
    )
    .expect(
        SPACE,
        "remote_action: a",
        "a remedy starts a remote action or a workflow, not both",
        "write either `remote_action: \"#…\"` or `workflow: \"#…\"`",
    );
    space("\"#disk_cleanup\"", "\"#disk cleanup\"").expect(
        SPACE,
        "\"#disk cleanup",
        "`#disk cleanup` is not an NQL ID",
        "write # and 1 to 255 of a-z, 0-9 and _, such as #disk_cleanup",
    );
    space("\"#disk_cleanup\"", "\"#disk_cleanup\"\n  api: v1").expect(
        SPACE,
        "api: ^v1",
        "`api` is only for workflows",
        "remove it",
    );
    Shipped::new().replace(TEAMS, "api: v2", "api: v3").expect(
        TEAMS,
        "v3",
        "there is no version of the Workflows API `v3`",
        "write one of `v1`, `v2`",
    );
}

#[test]
fn a_word_that_is_a_number() {
    Shipped::new().replace(TEAMS, "api: v2", "api: 2").expect(
        TEAMS,
        "api: ^2",
        "`api` should be a word, not the number `2`",
        "write one of `v1`, `v2`",
    );
}

#[test]
fn an_expiry_that_nexthink_does_not_take() {
    for wrong in ["59min", "8d", "3601s"] {
        space("expires: 60min", &format!("expires: {wrong}")).expect(
            SPACE,
            &format!("expires: ^{wrong}"),
            "Nexthink cannot keep trying a remote action for this long: it takes 60 to 10080 whole minutes",
            "write a duration from `60min` to `7d`",
        );
    }
    assert_eq!(space("expires: 60min", "expires: 7d").faults(), []);
    assert_eq!(
        Shipped::new()
            .replace(TEAMS, "expires: 60min", "expires: 5min")
            .faults(),
        []
    );
}

#[test]
fn parameters() {
    space("default: Standard", "default: Standrad").expect(
        SPACE,
        "Standrad",
        "the default `Standrad` is not one of the options",
        "did you mean `Standard`?",
    );
    assert_eq!(
        space("default: Standard", "default: Gentle\n    other_values: true").faults(),
        []
    );
    space("[Standard, Deep]", "[Standard, Deep, Standard]").expect(
        SPACE,
        "Deep, ^Standard",
        "the option `Standard` stands here for the second time",
        "keep one of the two",
    );
    space("default: Standard", "default: Standard\n    max_length: 5").expect(
        SPACE,
        "[^Standard, Deep",
        "this value is longer than the 5 characters that this parameter takes",
        "shorten it, or raise `max_length`",
    );
    space(
        "\nexpected: 2min",
        "  - { name: Level, label: { en: Level, de: Stufe, fr: Niveau } }\n\nexpected: 2min",
    )
    .expect(
        SPACE,
        "- { name: ^Level",
        "there is another parameter `Level`",
        "a parameter is named as in Nexthink, each once",
    );
}

#[test]
fn a_proof_without_a_sensible_amount() {
    space(", rises_by: 50MB", "").expect(
        SPACE,
        "proof: ^{",
        "this proof names no amount",
        "write either `rises_by: …` or `falls_by: …`: by how much the figure must move at least",
    );
    space("rises_by: 50MB", "rises_by: 50MB, falls_by: 50MB").expect(
        SPACE,
        "proof: ^{",
        "a figure cannot rise and fall at once",
        "write either `rises_by: …` or `falls_by: …`: by how much the figure must move at least",
    );
    space("rises_by: 50MB", "rises_by: 0MB").expect(
        SPACE,
        "0MB",
        "an amount of 0MB proves nothing",
        "write by how much the figure must move at least, more than nothing",
    );
    space("rises_by: 50MB", "rises_by: 50s").expect(
        SPACE,
        "50s",
        "`50s` is not in the unit of `disk_free`",
        "write a size such as `500MB` or `20GB`",
    );
    space("disk_free, rises_by: 50MB", "cpu_load, falls_by: 150%").expect(
        SPACE,
        "150%",
        "`cpu_load` can never move by 150%",
        "write an amount up to 100",
    );
}

#[test]
fn a_proof_of_the_opposite() {
    space("rises_by", "falls_by").expect(
        SPACE,
        "falls_by: ^50MB",
        "this would prove that `disk_free` has become worse",
        "write `rises_by`: its good values are the high ones",
    );
    space(
        "metric: disk_free, rises_by: 50MB",
        "metric: cpu_load, rises_by: 10%",
    )
    .expect(
        SPACE,
        "rises_by: ^10%",
        "this would prove that `cpu_load` has become worse",
        "write `falls_by`: its good values are the low ones",
    );
}

#[test]
fn a_proof_that_comes_too_late() {
    space(
        "metric: disk_free, rises_by: 50MB",
        "metric: dex_score, rises_by: 5",
    )
    .expect(
        SPACE,
        "metric: ^dex_score",
        "`dex_score` is computed once a day, too late to prove a fix",
        "name a metric that the device reports itself, or leave the proof out",
    );
}

const RESTART: &str = "remedies/restart-device.yaml";

fn later(durations: &str) -> Shipped {
    Shipped::new().replace(RESTART, "later: [1h, 4h]", &format!("later: {durations}"))
}

#[test]
fn a_time_for_which_nothing_can_be_planned() {
    for durations in ["[1h, 25h]", "[1min, 1h]"] {
        let wrong = if durations.contains("25h") {
            "^25h"
        } else {
            "^1min"
        };
        later(durations).expect(
            RESTART,
            wrong,
            "nothing can be planned for then: it takes 5 minutes to 24 hours",
            "write a duration from `5min` to `24h`",
        );
    }
    later("[4h, 1h]").expect(
        RESTART,
        "4h, ^1h",
        "`later` is not in order, or names a duration twice",
        "write the shortest first, and each once",
    );
    later("[1h, 2h, 3h, 4h, 5h, 6h, 7h]").expect(
        RESTART,
        "^7h",
        "`later` has more than 6 durations",
        "leave some out",
    );
    later("1h").expect(
        RESTART,
        "later: ^1h",
        "`later` should be a list, not a text",
        "write it as a list: one entry a line, each with `- ` before it",
    );
}

#[test]
fn whoever_has_something_looked_at_does_not_wait_for_hours() {
    let battery = "remedies/check-battery.yaml";
    Shipped::new()
        .replace(battery, "reads_only: true", "reads_only: true\nlater: [1h]")
        .expect(
            battery,
            "reads_only: ^true",
            "this remedy only looks at the device, and whoever has it look waits for what it sees",
            "remove `later`",
        );
}

#[test]
fn what_only_looks_and_is_said_to_save_work() {
    Shipped::new()
        .replace(
            "remedies/check-battery.yaml",
            "reads_only: true",
            "reads_only: true\nsaves: 5min",
        )
        .expect(
            "remedies/check-battery.yaml",
            "saves: ^5min",
            "this remedy is said to change nothing, so it saves nobody any work",
            "remove `saves`, or `reads_only`",
        );
}

#[test]
fn what_a_run_saves_is_a_length_of_time() {
    let saving = space("expires: 60min", "expires: 60min\nsaves: 20min");
    let content = check(&saving.files(), REQUIRED, &known()).unwrap();
    let saves = content.catalogue.remedies.iter().find_map(|remedy| remedy.saves);
    assert_eq!(saves.unwrap().as_mins(), 20);
    space("expires: 60min", "expires: 60min\nsaves: much").expect_among(
        SPACE,
        "saves: ^much",
        "`saves` should be an amount, not `much`",
        "write a number and its unit, such as `20GB`, `90s`, `80%` or `3`",
    );
}
