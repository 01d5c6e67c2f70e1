//! What is told to Prometheus: read as strictly as can be, documented, and without anything that somebody made up.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    body::Body,
    http::{Method, Request, header},
};

use super::visitor::Visitor;
use crate::{
    connections::handover::Handover,
    testing::{Desk, text},
};

const OPERATIONS: &str = include_str!("../../../../docs/operations.md");

type Labels = BTreeMap<String, String>;

/// A family as it was told.
#[derive(Debug, Default)]
pub struct Family {
    kind: String,
    /// By name and labels.
    samples: BTreeMap<(String, Labels), f64>,
    /// Of a histogram, as they came: the labels but for the bound, the bound, and the count.
    buckets: Vec<(Labels, f64, f64)>,
}

impl Family {
    pub fn value(&self, labels: &[(&str, &str)]) -> Option<f64> {
        let labels: Labels = labels
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let mut held = self.samples.iter();
        held.find_map(|((_, held), value)| (*held == labels).then_some(*value))
    }

    fn take(&mut self, name: &str, line: &str) {
        let (sample, value) = line.rsplit_once(' ').unwrap();
        let value: f64 = value.parse().unwrap();
        assert!(value.is_finite(), "{line}");
        let (full, mut labels) = match sample.split_once('{') {
            Some((full, rest)) => (full, read_labels(rest.strip_suffix('}').unwrap())),
            None => (sample, Labels::new()),
        };
        let before = self.samples.insert((full.to_owned(), labels.clone()), value);
        assert_eq!(before, None, "twice: {line}");
        match (&*self.kind, full.strip_prefix(name).unwrap()) {
            ("gauge", "") => assert!(!name.ends_with("_total"), "{line}"),
            ("counter", "") => assert!(name.ends_with("_total") && value >= 0.0, "{line}"),
            ("histogram", "_bucket") => {
                let bound = labels.remove("le").unwrap();
                self.buckets.push((labels, bound.parse().unwrap(), value));
            }
            ("histogram", "_sum" | "_count") => assert!(value >= 0.0 && !labels.contains_key("le"), "{line}"),
            _ => panic!("{line} is no sample of a {} {name}", self.kind),
        }
    }

    /// The buckets of each series grow with their bounds, and the last has all.
    fn holds_together(&self, name: &str) {
        let series: BTreeSet<&Labels> = self.buckets.iter().map(|(labels, ..)| labels).collect();
        for labels in series {
            let buckets = self.buckets.iter().filter(|(held, ..)| held == labels);
            let buckets: Vec<(f64, f64)> = buckets.map(|(_, bound, count)| (*bound, *count)).collect();
            assert!(
                buckets
                    .windows(2)
                    .all(|pair| pair[0].0 < pair[1].0 && pair[0].1 <= pair[1].1),
                "{name}{labels:?}: {buckets:?}"
            );
            let of = |suffix| self.samples[&(format!("{name}{suffix}"), labels.clone())];
            assert_eq!(buckets.last().unwrap(), &(f64::INFINITY, of("_count")));
            assert!(of("_sum") >= 0.0);
        }
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

fn read_labels(mut rest: &str) -> Labels {
    let mut labels = Labels::new();
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").unwrap();
        assert!(is_name(name), "{name}");
        let end = value.find('"').unwrap();
        assert!(
            !value[..end].contains('\\'),
            "nothing here needs to be escaped: {value}"
        );
        assert_eq!(labels.insert(name.to_owned(), value[..end].to_owned()), None);
        rest = &value[end + 1..];
        rest = rest.strip_prefix(',').unwrap_or(rest);
    }
    labels
}

/// Each family begins by its help and its type, once, and goes on with its own samples only.
fn read(text: &str) -> BTreeMap<String, Family> {
    assert!(text.ends_with('\n'));
    let mut families = BTreeMap::<String, Family>::new();
    let (mut lines, mut current) = (text.lines(), String::new());
    while let Some(line) = lines.next() {
        let Some(help) = line.strip_prefix("# HELP ") else {
            families.get_mut(&current).unwrap().take(&current, line);
            continue;
        };
        let (name, help) = help.split_once(' ').unwrap();
        assert!(is_name(name) && help.ends_with('.'), "{line}");
        let kind = lines.next().unwrap().strip_prefix(&format!("# TYPE {name} "));
        let family = Family {
            kind: kind.unwrap().to_owned(),
            ..Family::default()
        };
        assert!(families.insert(name.to_owned(), family).is_none(), "{name} twice");
        name.clone_into(&mut current);
    }
    for (name, family) in &families {
        family.holds_together(name);
    }
    families
}

pub async fn told(desk: &Desk) -> (String, BTreeMap<String, Family>) {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let text = text(desk.call(request).await).await;
    let families = read(&text);
    (text, families)
}

async fn ask(desk: &Desk, method: &str, path: &str) {
    let method: Method = method.parse().unwrap();
    let request = Request::builder().method(method).uri(path);
    desk.call(request.body(Body::empty()).unwrap()).await;
}

#[tokio::test]
async fn requests_are_told_by_route_and_never_by_what_somebody_typed() {
    let desk = Desk::open("").await;
    for (method, path) in [
        ("GET", "/livez"),
        ("GET", "/livez"),
        ("INVENTED", "/livez"),
        ("GET", "/devices/invented?q=invented"),
        ("GET", "/invented"),
        ("GET", "/in/vented/invented"),
        ("GET", "/embed/in/vented/invented"),
        ("POST", "/hooks/nexthink/invented"),
    ] {
        ask(&desk, method, path).await;
    }
    let (text, families) = told(&desk).await;
    assert!(!text.to_lowercase().contains("vented"), "{text}");
    let requests = &families["deskside_http_request_duration_seconds"];
    let count = |method, route, status| {
        let labels = [("method", method), ("route", route), ("status", status)];
        let counted = requests.samples.iter().find(|((name, held), _)| {
            name.ends_with("_count") && labels.iter().all(|(name, value)| held[*name] == *value)
        });
        counted.map(|(_, count)| *count)
    };
    assert_eq!(count("GET", "/livez", "2xx"), Some(2.0));
    assert_eq!(count("other", "/livez", "4xx"), Some(1.0));
    assert_eq!(count("GET", "/devices/{uid}", "4xx"), Some(1.0));
    assert_eq!(count("POST", "/hooks/nexthink/{source}", "4xx"), Some(1.0));
}

#[tokio::test]
async fn every_metric_is_documented_and_none_that_is_not_there() {
    let desk = Desk::open("").await;
    let (text, families) = told(&desk).await;
    for name in families.keys() {
        assert!(OPERATIONS.contains(&format!("| `{name}")), "{name}");
    }
    let words = OPERATIONS.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    for name in words.filter(|word| word.starts_with("deskside_")) {
        // Saved queries are named like metrics.
        let is_query = name.starts_with("deskside_devices_") || name.starts_with("deskside_people_");
        assert!(is_query || families.contains_key(name), "{name}");
    }
    let memory = families["deskside_process_resident_memory_bytes"].value(&[]);
    assert!(memory.unwrap() > 1e6, "{text}");
    let version = families["deskside_build_info"].value(&[("version", env!("CARGO_PKG_VERSION"))]);
    assert_eq!(version, Some(1.0));
}

#[tokio::test]
async fn a_stream_counts_while_it_is_open() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    let cookies: Vec<String> = robin
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let open = async || told(&desk).await.1["deskside_streams"].value(&[]).unwrap();
    let request = Request::get("/events")
        .header(header::COOKIE, cookies.join("; "))
        .extension(Handover::default());
    let stream = desk.call(request.body(Body::empty()).unwrap()).await;
    assert!(stream.status().is_success(), "{stream:?}");
    assert_eq!(open().await, 1.0);
    drop(stream);
    assert_eq!(open().await, 0.0);
}
