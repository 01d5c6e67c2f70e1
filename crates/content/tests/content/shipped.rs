//! The content that is shipped has no fault, and says what it is meant to say.

use content::{Content, load};
use domain::{
    CategoryId, Judgement, Lang, Launch, Look, Means, Platform, RatedBy, Rating, Report, TenantStatus, Unit,
};

use crate::common;

fn shipped() -> Content {
    load(&common::folder(), common::REQUIRED, &common::known()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn metric(content: &Content, id: &str) -> domain::Metric {
    content
        .catalogue
        .metric(&id.parse().unwrap())
        .unwrap()
        .as_ref()
        .clone()
}

#[test]
fn the_shipped_content_has_no_fault() {
    let content = shipped();
    assert_eq!(content.queries.len(), common::REQUIRED.len());
    let saved = &content.queries["#deskside_device_health"];
    assert_eq!(saved.query.parameters()[0].name, "device");
    assert!(saved.text.contains("| where collector.uid == $device"));
}

#[test]
fn amounts_arrive_in_base_units() {
    let content = shipped();
    assert_eq!(content.catalogue.online_within.as_secs(), 15 * 60);
    assert_eq!(metric(&content, "disk_free").bands.good.from, Some(20e9));
    assert_eq!(metric(&content, "boot_duration").bands.average.to, Some(120.0));
    assert_eq!(metric(&content, "wifi_signal").bands.good.from, Some(-67.0));
    let clean_up = content
        .catalogue
        .remedy(&"free-up-space".parse().unwrap())
        .unwrap();
    assert_eq!(clean_up.proof.as_ref().unwrap().by, 50e6);
    assert_eq!(
        (clean_up.expires.as_mins(), clean_up.cooldown.unwrap().as_secs()),
        (60, 120)
    );
}

#[test]
fn a_score_of_seventy_is_average() {
    let content = shipped();
    let score = metric(&content, content.catalogue.score.as_str());
    assert_eq!(score.unit, Unit::Score);
    let ratings = [71.0, 70.0, 31.0, 30.0].map(|value| score.rate(value, None));
    assert_eq!(
        ratings,
        [
            Rating::Good,
            Rating::Average,
            Rating::Average,
            Rating::Frustrating
        ]
    );
}

#[test]
fn bands_in_percent_of_a_size_speak_of_the_share() {
    let memory = metric(&shipped(), "memory_used");
    assert_eq!(memory.rated_by, RatedBy::Share);
    assert_eq!(memory.rate(15e9, Some(16e9)), Rating::Frustrating);
    assert_eq!(metric(&shipped(), "cpu_load").rated_by, RatedBy::Value);
}

#[test]
fn remedies_come_by_category_and_then_by_name() {
    let content = shipped();
    let order: Vec<(&CategoryId, &str)> = content
        .catalogue
        .remedies
        .iter()
        .map(|remedy| (&remedy.category, remedy.id.as_str()))
        .collect();
    let rank = |category: &CategoryId| {
        content
            .catalogue
            .categories
            .iter()
            .position(|known| known.id == *category)
    };
    assert!(
        order.is_sorted_by_key(|(category, id)| (rank(category), *id)),
        "{order:?}"
    );
}

#[test]
fn remedies_say_what_they_start_and_ask_in_every_language() {
    let content = shipped();
    let remedy = |id: &str| {
        content
            .catalogue
            .remedy(&id.parse().unwrap())
            .unwrap()
            .as_ref()
            .clone()
    };
    assert_eq!(
        remedy("free-up-space").launch,
        Launch::RemoteAction("#disk_cleanup".parse().unwrap())
    );
    assert!(matches!(
        remedy("repair-teams").launch,
        Launch::Workflow {
            version: domain::WorkflowVersion::V2,
            ..
        }
    ));
    assert_eq!(
        remedy("repair-teams").platforms,
        [Platform::Windows, Platform::MacOs]
    );
    assert!(
        remedy("reset-wifi")
            .consent
            .unwrap()
            .get(Lang::De)
            .contains("unterbrochen")
    );
    let application = &remedy("restart-stuck-app").parameters[0];
    assert!(application.custom && application.default.is_none() && !application.options.is_empty());
}

#[test]
fn the_shipped_outcomes_are_read_from_the_folder() {
    let content = shipped();
    let report = Report {
        request: "request-1".parse().unwrap(),
        status: TenantStatus::Failure,
        details: "The user declined the campaign.".to_owned(),
        output: String::new(),
        changed_at: jiff::Timestamp::UNIX_EPOCH,
        run: None,
        meaning: None,
    };
    let means = |report: &Report| {
        let meaning = content
            .catalogue
            .meaning(&"restart-device".parse().unwrap(), None, report);
        meaning.map(|meaning| meaning.means)
    };
    assert_eq!(means(&report), Some(Means::Declined));
    let timed_out = Report {
        details: "The campaign timed out without an answer of the user.".to_owned(),
        ..report.clone()
    };
    assert_eq!(means(&timed_out), Some(Means::Unanswered));
    let battery = content
        .catalogue
        .remedy(&"order-battery".parse().unwrap())
        .unwrap();
    assert!(battery.asks.is_some());
}

#[test]
fn the_shipped_topics_lead_from_every_symptom_to_something() {
    let content = shipped();
    let topics: Vec<&str> = content
        .catalogue
        .topics
        .iter()
        .map(|topic| topic.id.as_str())
        .collect();
    let expected = [
        "device-check",
        "full-disk",
        "onedrive",
        "battery",
        "slow-computer",
        "slow-start",
        "outlook",
        "teams",
        "network",
        "printing",
    ];
    assert_eq!(topics, expected);
    for topic in &content.catalogue.topics {
        assert!(!topic.remedies.is_empty(), "{}", topic.id);
        for lang in Lang::ALL {
            assert!(!topic.also[&lang].is_empty(), "{} in {lang}", topic.id);
        }
    }
    let battery = content.catalogue.topic(&"battery".parse().unwrap()).unwrap();
    let collect = Look::Collect {
        remedy: "check-battery".parse().unwrap(),
        output: "BatteryHealth".to_owned(),
        unit: Some(Unit::Percent),
        judged: Judgement::Below(60.0),
    };
    assert_eq!(battery.checks[0].look, collect);
    assert_eq!(battery.collects(), [&"check-battery".parse().unwrap()]);
}
