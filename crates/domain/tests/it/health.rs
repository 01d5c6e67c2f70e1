//! How the numbers of an answer become figures.

use std::collections::BTreeMap;

use domain::{Catalogue, Health, MeasuredAt, Metric, RatedBy, Rating, Unit};

use crate::support::{catalogue, hours, metric, noon};

fn read(catalogue: &Catalogue, numbers: &[(&str, f64)]) -> Health {
    let numbers: BTreeMap<&str, f64> = numbers.iter().copied().collect();
    let number = |column: &str| numbers.get(column).copied();
    Health::read(catalogue, number, noon() - hours(1), noon())
}

/// Value and rating of the one figure there is.
fn figure(metric: Metric, numbers: &[(&str, f64)]) -> Option<(f64, Rating)> {
    let id = metric.id.clone();
    let health = read(&catalogue([metric]), numbers);
    health.figure(&id).map(|figure| (figure.value, figure.rating))
}

#[test]
fn a_column_that_is_missing_is_no_figure() {
    for numbers in [
        &[][..],
        &[("disk_free", f64::NAN)],
        &[("disk_free", f64::INFINITY)],
    ] {
        assert_eq!(figure(metric("disk-free"), numbers), None, "{numbers:?}");
    }
    let health = read(&catalogue([metric("disk-free")]), &[]);
    assert_eq!(health.worst(), Rating::Unknown);
}

#[test]
fn what_counts_events_is_zero_where_there_is_no_row() {
    let crashes = || Metric {
        when_missing: Some(0.0),
        ..metric("crashes")
    };
    assert_eq!(figure(crashes(), &[]), Some((0.0, Rating::Frustrating)));
    assert_eq!(
        figure(crashes(), &[("crashes", f64::NAN)]),
        Some((0.0, Rating::Frustrating))
    );
    assert_eq!(
        figure(crashes(), &[("crashes", 25.0)]),
        Some((25.0, Rating::Good))
    );
}

#[test]
fn a_share_without_its_whole_has_no_rating() {
    let share = || Metric {
        unit: Unit::Bytes,
        rated_by: RatedBy::Share,
        whole_column: Some("disk_size".into()),
        ..metric("disk-free")
    };
    let cases = [
        (vec![("disk_free", 30.0), ("disk_size", 100.0)], Rating::Good),
        (vec![("disk_free", 30.0), ("disk_size", 200.0)], Rating::Average),
        (
            vec![("disk_free", 30.0), ("disk_size", 600.0)],
            Rating::Frustrating,
        ),
        (vec![("disk_free", 30.0)], Rating::Unknown),
        (vec![("disk_free", 30.0), ("disk_size", 0.0)], Rating::Unknown),
        (vec![("disk_free", 30.0), ("disk_size", -1.0)], Rating::Unknown),
        (
            vec![("disk_free", 30.0), ("disk_size", f64::NAN)],
            Rating::Unknown,
        ),
    ];
    for (numbers, rating) in cases {
        assert_eq!(figure(share(), &numbers), Some((30.0, rating)), "{numbers:?}");
    }
}

#[test]
fn a_value_outside_all_bands_has_no_rating() {
    let mut gap = metric("disk-free");
    gap.bands.average = domain::Range {
        from: Some(12.0),
        to: Some(20.0),
    };
    assert_eq!(figure(gap, &[("disk_free", 11.0)]), Some((11.0, Rating::Unknown)));
}

#[test]
fn a_score_is_rated_as_it_is_shown() {
    let score = || Metric {
        unit: Unit::Score,
        ..metric("score")
    };
    assert_eq!(figure(score(), &[("score", 19.5)]), Some((20.0, Rating::Good)));
    assert_eq!(figure(score(), &[("score", 19.4)]), Some((19.0, Rating::Average)));
}

#[test]
fn every_figure_is_as_old_as_its_measurement() {
    let daily = Metric {
        measured_at: MeasuredAt::DailyScore,
        ..metric("score")
    };
    let catalogue = catalogue([daily, metric("disk-free")]);
    let health = read(&catalogue, &[("score", 5.0), ("disk_free", 50.0)]);
    let as_of: Vec<_> = health.figures.iter().map(|figure| figure.as_of).collect();
    assert_eq!(as_of, [noon() - hours(8), noon() - hours(1)]);
    assert_eq!(health.worst(), Rating::Frustrating);
    assert_eq!(
        (health.reported_at, health.fetched_at),
        (noon() - hours(1), noon())
    );
}

#[test]
fn the_usual_value_comes_along_where_it_is_known() {
    let boot = Metric {
        usual_column: Some("usual".into()),
        ..metric("boot")
    };
    let usual = |numbers: &[(&str, f64)]| {
        let health = read(&catalogue([boot.clone()]), numbers);
        health.figure(&boot.id).unwrap().usual
    };
    assert_eq!(usual(&[("boot", 30.0), ("usual", 20.0)]), Some(20.0));
    assert_eq!(usual(&[("boot", 30.0), ("usual", f64::NAN)]), None);
    assert_eq!(usual(&[("boot", 30.0)]), None);
}
