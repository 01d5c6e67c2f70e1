use super::{ALPHA, columns, rows, rows_with};

fn names(condition: &str) -> Vec<String> {
    rows(&format!("devices | where {condition} | list name"))
}

#[test]
fn texts_are_compared_without_regard_to_case_and_with_wildcards() {
    assert_eq!(names("name == 'alpha'"), ["ALPHA"]);
    assert_eq!(names("name = \"?eta\""), ["beta"]);
    assert_eq!(names("name == '*a*'"), ["ALPHA", "beta", "GAMMA"]);
    assert_eq!(names("name != 'G*'"), ["ALPHA", "beta"]);
    assert_eq!(names("operating_system.platform == windows"), ["ALPHA", "GAMMA"]);
    assert_eq!(
        names("device.operating_system.platform in [macos, linux]"),
        ["beta"]
    );
}

#[test]
fn a_missing_value_equals_only_null_and_differs_from_everything_else() {
    assert_eq!(names("hardware.manufacturer == null"), ["GAMMA"]);
    assert_eq!(names("hardware.manufacturer != null"), ["ALPHA", "beta"]);
    assert_eq!(names("hardware.manufacturer != 'Apple'"), ["ALPHA", "GAMMA"]);
    assert_eq!(names("hardware.manufacturer !in ['Apple', null]"), ["ALPHA"]);
    assert_eq!(names("hardware.memory < 100GB"), ["ALPHA", "beta"]);
    assert_eq!(
        names("hardware.memory >= 0B or hardware.memory == NULL"),
        ["ALPHA", "beta", "GAMMA"]
    );
}

#[test]
fn every_type_has_its_comparison() {
    assert_eq!(names("hardware.memory > 8GB"), ["ALPHA"]);
    assert_eq!(names("operating_system.build >= v26100.3000"), ["ALPHA"]);
    assert_eq!(names("operating_system.build < v26100.3000"), [""; 0]);
    assert_eq!(names("collector.local_ip == 10.20.0.0/16"), ["ALPHA"]);
    assert_eq!(names("local_admins contains 'ada*'"), ["ALPHA"]);
    assert_eq!(names("local_admins !contains 'ada*'"), ["beta", "GAMMA"]);
    assert_eq!(names("last_seen >= 2024-11-11"), ["ALPHA"]);
    assert_eq!(
        names("last_seen < 2024-11-11 10:27:00 and last_seen > 2024-11-11 10:26:00"),
        ["ALPHA"]
    );
    assert_eq!(names("days_since_last_seen >= 2"), ["beta", "GAMMA"]);
    assert_eq!(names("last_seen.time_elapsed() > 15d"), ["GAMMA"]);
}

#[test]
fn and_binds_tighter_than_or() {
    let all = "name == 'beta' or name == 'GAMMA' and hardware.memory > 1GB";
    assert_eq!(names(all), ["beta"]);
    assert_eq!(
        names("(name == 'beta' or name == 'ALPHA') and hardware.memory > 8GB"),
        ["ALPHA"]
    );
}

#[test]
fn the_type_of_a_parameter_is_inferred() {
    let with = |condition: &str, value: &str| {
        rows_with(
            &format!("devices | where {condition} $p | list name"),
            &[("p", value)],
        )
    };
    assert_eq!(with("hardware.memory >", "8GB"), ["ALPHA"]);
    assert_eq!(with("days_since_last_seen ==", "2"), ["beta"]);
    assert_eq!(with("operating_system.build ==", "v26100.3194"), ["ALPHA"]);
    assert_eq!(with("collector.local_ip ==", "10.20.0.10"), ["ALPHA"]);
    assert_eq!(with("last_seen >", "2024-11-10 00:00:00"), ["ALPHA"]);
    assert_eq!(with("name ==", "g*"), ["GAMMA"]);
}

#[test]
fn one_device_is_found_by_its_collector_uid_in_any_case() {
    let by_uid = |uid: &str| rows_with("devices | where collector.uid == $d | list name", &[("d", uid)]);
    assert_eq!(by_uid(&ALPHA.to_uppercase()), ["ALPHA"]);
    assert_eq!(by_uid("aaaaaaaa*"), ["ALPHA"]);
    assert_eq!(by_uid("nobody"), [""; 0]);
    let text =
        "device_performance.boots | where device.collector.uid == $d and duration < 30s | list duration";
    assert_eq!(rows_with(text, &[("d", ALPHA)]), ["10", "20"]);
}

#[test]
fn fields_are_compared_with_fields() {
    assert_eq!(names("name == collector.uid"), [""; 0]);
    let text = "devices | include device_performance.boots | compute boot = time.last() | where boot < last_seen | list name";
    assert_eq!(rows(text), ["ALPHA", "beta"]);
}

#[test]
fn missing_values_are_sorted_last_whichever_way() {
    assert_eq!(
        rows("devices | list name | sort hardware.memory asc"),
        ["beta", "ALPHA", "GAMMA"]
    );
    assert_eq!(
        rows("devices | list name | sort hardware.memory desc"),
        ["ALPHA", "beta", "GAMMA"]
    );
    assert_eq!(
        rows("devices | sort name desc | limit 2 | list name"),
        ["GAMMA", "beta"]
    );
}

#[test]
fn columns_have_their_full_names() {
    let text =
        "dex.scores | list value, score.endpoint.value, dex.score.technology.value, device.name, user.upn";
    let full = [
        "dex.score.value",
        "dex.score.endpoint.value",
        "dex.score.technology.value",
        "device.name",
        "user.upn",
    ];
    assert_eq!(columns(text), full);
    assert_eq!(columns("users | limit 1")[4], "user.upn");
}
