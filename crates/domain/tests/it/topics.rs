//! What the checks of a topic say, case by case.

use domain::{
    Check, Collected, Condition, Evidence, Health, Judgement, Look, Platform, Rating, Standing, Topic, Unit,
    Verdict,
};

use crate::support::{catalogue, english, metric, noon};

fn topic(looks: impl IntoIterator<Item = Look>) -> Topic {
    let check = |(index, look)| Check {
        id: format!("check-{index}").parse().unwrap(),
        title: english("Disk"),
        look,
        found: english("The disk is full."),
        why: None,
        remedies: Vec::new(),
    };
    Topic {
        id: "slow".parse().unwrap(),
        category: "storage".parse().unwrap(),
        title: english("It is slow"),
        also: [].into(),
        platforms: vec![Platform::Windows],
        audiences: [].into(),
        intro: None,
        checks: looks.into_iter().enumerate().map(check).collect(),
        explanation: None,
        remedies: Vec::new(),
        help: Vec::new(),
        hand_over: None,
    }
}

fn rated(metric: &str, ratings: &[Rating]) -> Condition {
    Condition {
        metric: metric.parse().unwrap(),
        rated: ratings.to_vec(),
    }
}

fn bad(metric: &str) -> Condition {
    rated(metric, &[Rating::Average, Rating::Frustrating])
}

/// A device with this much free on its disk and in its memory: good from 20, average from 10.
fn health(disk: Option<f64>, memory: Option<f64>) -> Health {
    let catalogue = catalogue([metric("disk-free"), metric("memory-free")]);
    let number = |column: &str| if column == "disk_free" { disk } else { memory };
    Health::read(&catalogue, number, noon(), noon())
}

fn nothing(_: &domain::RemedyId) -> Collected {
    Collected::Nothing
}

/// The verdict of the only check, and the value that it was judged by.
fn by_figures(conditions: Vec<Condition>, health: Option<&Health>) -> (Verdict, Option<f64>) {
    let findings = topic([Look::Figure(conditions)]).examine(health, nothing);
    let value = findings[0].evidence.clone().map(|evidence| match evidence {
        Evidence::Figure(figure) => figure.value,
        other => panic!("{other:?}"),
    });
    (findings[0].verdict, value)
}

fn collect(unit: Option<Unit>, judged: Judgement) -> Look {
    Look::Collect {
        remedy: "check-battery".parse().unwrap(),
        output: "Health".to_owned(),
        unit,
        judged,
    }
}

fn by_output(unit: Option<Unit>, judged: Judgement, outputs: &str) -> (Verdict, Option<Evidence>) {
    let findings = topic([collect(unit, judged)]).examine(None, |_| Collected::Outputs(outputs.to_owned()));
    (findings[0].verdict, findings[0].evidence.clone())
}

#[test]
fn a_figure_is_found_by_its_rating() {
    let cases = [
        (Some(5.0), (Verdict::Found, Some(5.0))),
        (Some(19.9), (Verdict::Found, Some(19.9))),
        (Some(20.0), (Verdict::Fine, Some(20.0))),
        (None, (Verdict::Unknown, None)),
    ];
    for (disk, expected) in cases {
        let health = health(disk, None);
        assert_eq!(
            by_figures(vec![bad("disk-free")], Some(&health)),
            expected,
            "{disk:?}"
        );
    }
    assert_eq!(by_figures(vec![bad("disk-free")], None), (Verdict::Unknown, None));
}

#[test]
fn several_figures_are_found_together() {
    let both = || vec![bad("disk-free"), bad("memory-free")];
    let cases = [
        ((Some(5.0), Some(6.0)), (Verdict::Found, Some(5.0))),
        ((Some(5.0), Some(30.0)), (Verdict::Fine, Some(30.0))),
        // One that is known to be well settles it, whatever the other would say.
        ((None, Some(30.0)), (Verdict::Fine, Some(30.0))),
        ((Some(30.0), None), (Verdict::Fine, Some(30.0))),
        ((Some(5.0), None), (Verdict::Unknown, None)),
        ((None, Some(5.0)), (Verdict::Unknown, None)),
        ((None, None), (Verdict::Unknown, None)),
    ];
    for ((disk, memory), expected) in cases {
        let health = health(disk, memory);
        assert_eq!(
            by_figures(both(), Some(&health)),
            expected,
            "{disk:?}, {memory:?}"
        );
    }
}

#[test]
fn what_is_not_known_is_never_fine_and_never_found() {
    let health = health(None, None);
    for ratings in [
        &[][..],
        &[Rating::Good],
        &[Rating::Unknown],
        &[Rating::Unknown, Rating::Frustrating],
    ] {
        let conditions = vec![rated("disk-free", ratings)];
        assert_eq!(
            by_figures(conditions, Some(&health)),
            (Verdict::Unknown, None),
            "{ratings:?}"
        );
    }
    assert_eq!(by_figures(Vec::new(), Some(&health)), (Verdict::Unknown, None));
}

#[test]
fn a_figure_that_cannot_be_rated_is_unknown() {
    let share = domain::Metric {
        rated_by: domain::RatedBy::Share,
        ..metric("disk-free")
    };
    let health = Health::read(&catalogue([share]), |_| Some(5.0), noon(), noon());
    assert_eq!(health.figures[0].rating, Rating::Unknown);
    assert_eq!(
        by_figures(vec![bad("disk-free")], Some(&health)),
        (Verdict::Unknown, None)
    );
}

#[test]
fn a_number_is_found_beyond_its_limit() {
    let (below, above) = (Judgement::Below(60.0), Judgement::Above(60.0));
    let cases = [
        (&below, "59.9", Verdict::Found),
        (&below, "60", Verdict::Fine),
        (&above, "60", Verdict::Fine),
        (&above, "60.1", Verdict::Found),
    ];
    for (judged, value, expected) in cases {
        // Scripts write their numbers as texts and as numbers.
        for output in [
            format!("{{\"Health\": {value}}}"),
            format!("{{\"Health\": \" {value} \"}}"),
        ] {
            let evidence = Evidence::Number {
                value: value.parse().unwrap(),
                unit: Unit::Percent,
            };
            let found = by_output(Some(Unit::Percent), judged.clone(), &output);
            assert_eq!(found, (expected, Some(evidence)), "{judged:?} {output}");
        }
    }
}

#[test]
fn a_text_is_found_whatever_its_case() {
    let judged = || Judgement::OneOf(vec!["worn".to_owned(), "False".to_owned()]);
    let text = |text: &str| Some(Evidence::Text(text.to_owned()));
    let cases = [
        ("\"WORN\"", (Verdict::Found, text("WORN"))),
        ("\"as new\"", (Verdict::Fine, text("as new"))),
        ("false", (Verdict::Found, text("false"))),
    ];
    for (value, expected) in cases {
        assert_eq!(
            by_output(None, judged(), &format!("{{\"Health\": {value}}}")),
            expected,
            "{value}"
        );
    }
}

#[test]
fn an_output_that_says_nothing_is_unknown() {
    for output in [
        "",
        "-",
        "[]",
        "{}",
        "{\"Health\": null}",
        "{\"Health\": \"\"}",
        "{\"health\": 3}",
    ] {
        for judged in [Judgement::Below(60.0), Judgement::OneOf(vec!["null".to_owned()])] {
            assert_eq!(
                by_output(None, judged, output),
                (Verdict::Unknown, None),
                "{output}"
            );
        }
    }
    for output in [
        "{\"Health\": \"good\"}",
        "{\"Health\": \"NaN\"}",
        "{\"Health\": \"-inf\"}",
    ] {
        let found = by_output(Some(Unit::Percent), Judgement::Below(60.0), output);
        assert_eq!(found, (Verdict::Unknown, None), "{output}");
    }
}

#[test]
fn a_run_that_is_under_way_is_awaited() {
    let look = || collect(None, Judgement::Below(60.0));
    let verdict = |collected: Collected| topic([look()]).examine(None, |_| collected.clone())[0].verdict;
    assert_eq!(verdict(Collected::UnderWay), Verdict::Looking);
    assert_eq!(verdict(Collected::Nothing), Verdict::Unknown);
}

#[test]
fn findings_come_in_the_order_of_the_checks() {
    let topic = topic([
        collect(None, Judgement::Below(60.0)),
        Look::Figure(vec![bad("disk-free")]),
        collect(None, Judgement::Above(90.0)),
    ]);
    let findings = topic.examine(Some(&health(Some(5.0), None)), |_| Collected::UnderWay);
    let said: Vec<(&str, Verdict)> = findings
        .iter()
        .map(|finding| (finding.check.as_str(), finding.verdict))
        .collect();
    let expected = [
        ("check-0", Verdict::Looking),
        ("check-1", Verdict::Found),
        ("check-2", Verdict::Looking),
    ];
    assert_eq!(said, expected);
    assert_eq!(
        topic.collects(),
        [&"check-battery".parse().unwrap()],
        "each remedy is run once"
    );
}

#[test]
fn it_is_for_its_audiences_and_platforms() {
    let topic = Topic {
        audiences: ["finance".parse().unwrap()].into(),
        ..topic([])
    };
    let of = |audience: &str| Standing {
        audiences: [audience.parse().unwrap()].into(),
        admin: true,
    };
    assert!(topic.is_for(&of("finance")) && !topic.is_for(&of("design")));
    assert!(!topic.is_for(&Standing::default()));
    assert!(topic.fits(Platform::Windows) && !topic.fits(Platform::MacOs));
}
