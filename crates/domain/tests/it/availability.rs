//! Whether a remedy can run now, case by case.

use domain::{
    Availability::{self, No, Ready, WhenDeviceIsBack},
    Condition, Criterion, Device, Execution, Health, MeasuredAt, NewExecution, Platform, Rating, Refusal,
    Remedy, TenantStatus,
};
use jiff::{SignedDuration, Timestamp};

use crate::support::{catalogue, device, done, hours, metric, minutes, noon, order, remedy, run, seconds};

/// What the remedy says at noon, when free space is at this figure.
fn at_noon(remedy: &Remedy, device: &Device, free: Option<f64>, runs: &[Execution]) -> Availability {
    let catalogue = catalogue([metric("disk-free")]);
    let number = |_: &str| free;
    let health = Health::read(&catalogue, number, noon(), noon());
    let runs: Vec<&Execution> = runs.iter().collect();
    remedy.availability(&catalogue, device, Some(&health), &runs, noon())
}

fn with_runs(remedy: &Remedy, runs: &[Execution]) -> Availability {
    at_noon(remedy, &device(), Some(50.0), runs)
}

fn cooling(until: Timestamp) -> Availability {
    No(Refusal::CoolingDown { until })
}

fn capped(until: Timestamp) -> Availability {
    No(Refusal::DailyCap { until })
}

#[test]
fn only_on_the_platforms_it_is_made_for() {
    let cases = [
        (vec![Platform::Windows], Platform::Windows, Ready),
        (vec![Platform::MacOs, Platform::Windows], Platform::Windows, Ready),
        (
            vec![Platform::Windows],
            Platform::MacOs,
            No(Refusal::WrongPlatform),
        ),
        (vec![], Platform::Windows, No(Refusal::WrongPlatform)),
        (
            vec![Platform::Windows],
            Platform::Other,
            No(Refusal::WrongPlatform),
        ),
    ];
    for (platforms, platform, expected) in cases {
        let (remedy, device) = (
            Remedy {
                platforms,
                ..remedy()
            },
            Device { platform, ..device() },
        );
        assert_eq!(
            at_noon(&remedy, &device, Some(50.0), &[]),
            expected,
            "{platform:?}"
        );
    }
}

#[test]
fn a_device_that_is_away_gets_it_when_it_is_back() {
    let cases = [
        (noon(), Ready),
        (noon() - minutes(10), Ready),
        (noon() - minutes(10) - seconds(1), WhenDeviceIsBack),
        (noon() - hours(24 * 20), WhenDeviceIsBack),
    ];
    for (last_seen, expected) in cases {
        let device = Device {
            last_seen,
            ..device()
        };
        assert_eq!(
            at_noon(&remedy(), &device, Some(50.0), &[]),
            expected,
            "{last_seen}"
        );
    }
}

#[test]
fn one_at_a_time_whoever_started_it() {
    let somebody_elses = Execution::new(NewExecution {
        employee: "kim@example.com".parse().unwrap(),
        ..order()
    });
    let under_way = No(Refusal::AlreadyRunning {
        execution: Some(somebody_elses.order.id.clone()),
    });
    assert_eq!(
        with_runs(&remedy(), std::slice::from_ref(&somebody_elses)),
        under_way
    );
    // However long ago it was started, and whatever came after it.
    let long_ago = run(
        TenantStatus::WaitingOnDevice,
        noon() - hours(24 * 6),
        noon() - hours(24 * 6),
    );
    assert_eq!(
        with_runs(&remedy(), &[done(noon() - hours(1)), long_ago]),
        under_way
    );
    assert_eq!(with_runs(&remedy(), &[done(noon() - hours(1))]), Ready);
}

#[test]
fn the_cool_down_ends_to_the_microsecond() {
    let remedy = Remedy {
        cooldown: Some(minutes(30)),
        ..remedy()
    };
    let instant = SignedDuration::from_micros(1);
    let cases = [
        (noon() - minutes(30), Ready),
        (noon() - minutes(30) + instant, cooling(noon() + instant)),
        (noon() - minutes(1), cooling(noon() + minutes(29))),
        (noon(), cooling(noon() + minutes(30))),
    ];
    for (ended, expected) in cases {
        assert_eq!(with_runs(&remedy, &[done(ended)]), expected, "{ended}");
    }
}

#[test]
fn the_cool_down_counts_from_the_end_of_the_latest_run() {
    let remedy = Remedy {
        cooldown: Some(minutes(30)),
        ..remedy()
    };
    let slow = run(TenantStatus::Success, noon() - hours(9), noon() - minutes(10));
    let runs = [done(noon() - hours(3)), slow, done(noon() - hours(2))];
    assert_eq!(with_runs(&remedy, &runs), cooling(noon() + minutes(20)));
}

#[test]
fn what_never_ran_keeps_nobody_waiting() {
    let remedy = Remedy {
        cooldown: Some(minutes(30)),
        daily_cap: Some(1),
        ..remedy()
    };
    for status in [
        TenantStatus::Failure,
        TenantStatus::Expired,
        TenantStatus::Cancelled,
    ] {
        assert_eq!(
            with_runs(&remedy, &[run(status, noon(), noon())]),
            Ready,
            "{status:?}"
        );
    }
}

#[test]
fn the_daily_cap_slides_over_24_hours() {
    let remedy = |cap| Remedy {
        daily_cap: cap,
        ..remedy()
    };
    let ago = |hours_ago: i64| done(noon() - hours(hours_ago));
    let cases = [
        (Some(2), vec![ago(1)], Ready),
        (Some(2), vec![ago(1), ago(5)], capped(noon() + hours(19))),
        // The order of the runs does not matter, nor what is older than a day.
        (Some(2), vec![ago(5), ago(30), ago(1)], capped(noon() + hours(19))),
        // A cap that was lowered meanwhile: it is free when fewer than the cap are left in the window.
        (Some(2), vec![ago(1), ago(5), ago(9)], capped(noon() + hours(19))),
        (Some(1), vec![ago(24)], Ready),
        (
            Some(1),
            vec![done(noon() - hours(24) + seconds(1))],
            capped(noon() + seconds(1)),
        ),
        (None, vec![ago(1), ago(2), ago(3)], Ready),
    ];
    for (cap, runs, expected) in cases {
        assert_eq!(
            with_runs(&remedy(cap), &runs),
            expected,
            "{cap:?}, {} runs",
            runs.len()
        );
    }
}

#[test]
fn it_is_free_again_exactly_when_it_says() {
    let remedy = Remedy {
        daily_cap: Some(2),
        cooldown: Some(minutes(30)),
        ..remedy()
    };
    let runs = [done(noon() - hours(5)), done(noon() - minutes(10))];
    let runs: Vec<&Execution> = runs.iter().collect();
    let catalogue = catalogue([]);
    let at = |now| remedy.availability(&catalogue, &device(), None, &runs, now);
    assert_eq!(at(noon()), cooling(noon() + minutes(20)));
    assert_eq!(at(noon() + minutes(20)), capped(noon() + hours(19)));
    assert_eq!(at(noon() + hours(19) - seconds(1)), capped(noon() + hours(19)));
    assert_eq!(at(noon() + hours(19)), WhenDeviceIsBack);
}

#[test]
fn only_where_the_figures_ask_for_it() {
    let needed = |rated: &[Rating]| Remedy {
        offered_when: vec![Condition {
            metric: "disk-free".parse().unwrap(),
            rated: rated.to_vec(),
        }],
        ..remedy()
    };
    use Rating::{Average, Frustrating, Unknown};
    let cases = [
        (vec![Frustrating, Average], Some(9.9), Ready),
        (vec![Frustrating, Average], Some(19.9), Ready),
        (vec![Frustrating, Average], Some(20.0), No(Refusal::NotNeeded)),
        (vec![Frustrating, Average], None, No(Refusal::NotNeeded)),
        (vec![Frustrating, Unknown], None, Ready),
    ];
    for (rated, free, expected) in cases {
        let found = at_noon(&needed(&rated), &device(), free, &[]);
        assert_eq!(found, expected, "{rated:?} at {free:?}");
    }
    let catalogue = catalogue([metric("disk-free")]);
    let blind = needed(&[Unknown]).availability(&catalogue, &device(), None, &[], noon());
    assert_eq!(
        blind,
        No(Refusal::NotNeeded),
        "without any health nothing is known to be needed"
    );
}

#[test]
fn all_conditions_must_hold() {
    let condition = |metric: &str, rated| Condition {
        metric: metric.parse().unwrap(),
        rated: vec![rated],
    };
    let remedy = Remedy {
        offered_when: vec![
            condition("disk-free", Rating::Frustrating),
            condition("memory-free", Rating::Good),
        ],
        ..remedy()
    };
    let catalogue = catalogue([
        metric("disk-free"),
        domain::Metric {
            measured_at: MeasuredAt::DailyScore,
            ..metric("memory-free")
        },
    ]);
    let at = |memory: f64| {
        let number = |column: &str| Some(if column == "disk_free" { 5.0 } else { memory });
        let health = Health::read(&catalogue, number, noon(), noon());
        remedy.availability(&catalogue, &device(), Some(&health), &[], noon())
    };
    assert_eq!(at(30.0), Ready);
    assert_eq!(at(15.0), No(Refusal::NotNeeded));
}

#[test]
fn everything_that_decides_is_told_and_the_first_refusal_counts() {
    let remedy = Remedy {
        cooldown: Some(minutes(30)),
        daily_cap: Some(2),
        offered_when: vec![Condition {
            metric: "disk-free".parse().unwrap(),
            rated: vec![Rating::Frustrating],
        }],
        ..remedy()
    };
    let device = Device {
        last_seen: noon() - hours(1),
        ..device()
    };
    let catalogue = catalogue([metric("disk-free")]);
    let health = Health::read(&catalogue, |_| Some(50.0), noon(), noon());
    let runs = [done(noon() - minutes(10)), done(noon() - hours(5))];
    let runs: Vec<&Execution> = runs.iter().collect();
    let criteria = remedy.criteria(&catalogue, &device, Some(&health), &runs, noon());
    let met: Vec<bool> = criteria.iter().map(Criterion::is_met).collect();
    assert_eq!(met, [true, true, false, false, false, false]);
    let refusals: Vec<_> = criteria.iter().filter_map(Criterion::refusal).collect();
    let (cools, capped) = (noon() + minutes(20), noon() + hours(19));
    let expected = [
        Refusal::CoolingDown { until: cools },
        Refusal::DailyCap { until: capped },
        Refusal::NotNeeded,
    ];
    assert_eq!(refusals, expected);
    assert_eq!(Availability::by(&criteria), cooling(cools));
    assert_eq!(
        remedy.availability(&catalogue, &device, Some(&health), &runs, noon()),
        cooling(cools)
    );
    let Criterion::CooledDown { last, .. } = criteria[2] else {
        panic!("{criteria:?}");
    };
    assert_eq!(last, Some(noon() - minutes(10)));
    let Criterion::BelowDailyCap { ran, .. } = criteria[3] else {
        panic!("{criteria:?}");
    };
    assert_eq!(ran, 2);
}
