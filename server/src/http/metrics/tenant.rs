//! What is asked of the tenant, and what its budget leaves.

use service::{CallCounts, CallKind, CallOutcome, Service, view::BudgetView};

use super::exposition::{Exposition, Kind};

/// A family of numbers by API: its name, what it is, what it counts, and the count.
type OfApis<'a> = (&'static str, Kind, &'static str, &'a dyn Fn(&BudgetView) -> u64);

/// The same by kind of call.
type OfKinds = (&'static str, &'static str, fn(CallCounts) -> u64);

const OF_KINDS: [OfKinds; 2] = [
    (
        "deskside_tenant_calls_total",
        "Calls to Nexthink, by what for.",
        |counts| counts.total,
    ),
    (
        "deskside_tenant_calls_refused_total",
        "Calls that Nexthink answered by 429, by what for.",
        |counts| counts.refused,
    ),
];

pub fn tell(text: &mut Exposition, service: &Service, budgets: &[BudgetView]) {
    for (name, help, count) in OF_KINDS {
        let mut family = text.family(name, Kind::Counter, help);
        for kind in CallKind::ALL {
            family.sample(&[("kind", kind.name())], count(service.call_counts(kind)));
        }
    }
    durations(text, service);
    of_apis(text, service, budgets);
    let mut family = text.family(
        "deskside_served_stale_total",
        Kind::Counter,
        "Views of figures as they were known before, because newer ones had not come.",
    );
    family.sample(&[], service.served_stale());
}

/// Only what has happened: most kinds never end in most ways.
fn durations(text: &mut Exposition, service: &Service) {
    let mut family = text.family(
        "deskside_tenant_call_duration_seconds",
        Kind::Histogram,
        "How long calls to Nexthink took, without waiting for the budget, by what for and what came of them.",
    );
    for kind in CallKind::ALL {
        for outcome in CallOutcome::ALL {
            let durations = service.call_durations(kind, outcome);
            if durations.count > 0 {
                let labels = [("kind", kind.name()), ("outcome", outcome.name())];
                family.durations(&labels, &durations);
            }
        }
    }
}

fn of_apis(text: &mut Exposition, service: &Service, budgets: &[BudgetView]) {
    let now = service.now();
    let rests = |view: &BudgetView| {
        let until = view.paused_until.max(view.down_until);
        let seconds = until.map(|until| until.duration_since(now).as_secs());
        seconds
            .and_then(|seconds| u64::try_from(seconds).ok())
            .unwrap_or_default()
    };
    let families: [OfApis<'_>; 7] = [
        (
            "deskside_tenant_waits_total",
            Kind::Counter,
            "Calls that had to wait for the budget, by API.",
            &|view| view.counts.waited,
        ),
        (
            "deskside_tenant_waiting",
            Kind::Gauge,
            "Calls that wait for the budget, by API.",
            &|view| view.counts.waiting,
        ),
        (
            "deskside_tenant_calls_not_made_total",
            Kind::Counter,
            "Calls that were not made: the budget left no room in time, or Nexthink is left alone.",
            &|view| view.counts.given_up,
        ),
        (
            "deskside_tenant_day_calls",
            Kind::Gauge,
            "Calls in the last 24 hours by every process of the installation, by API.",
            &|view| view.used,
        ),
        (
            "deskside_tenant_day_limit_calls",
            Kind::Gauge,
            "Calls that the budget allows in 24 hours, by API; 0 for no limit.",
            &|view| view.rates.per_day.map_or(0, |most| most.get().into()),
        ),
        (
            "deskside_tenant_slowdown_ratio",
            Kind::Gauge,
            "How many times as slowly as configured Nexthink is asked, because it answered 429, by API.",
            &|view| view.slower.into(),
        ),
        (
            "deskside_tenant_rest_seconds",
            Kind::Gauge,
            "For how long Nexthink is left alone, because it wants to be or does not answer, by API.",
            &rests,
        ),
    ];
    for (name, kind, help, count) in families {
        let mut family = text.family(name, kind, help);
        for view in budgets {
            family.sample(&[("api", view.api.name())], count(view));
        }
    }
}
