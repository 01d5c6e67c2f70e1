//! What content would do on all devices of the company, judged as it is for one employee's.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::{
    Availability, Catalogue, CheckId, Collected, Criterion, Device, Health, Look, Rating, Remedy, RemedyId,
    Topic, Verdict,
};

/// What is older than this is no longer today's.
const RECENT: SignedDuration = SignedDuration::from_hours(24);

/// On how many devices a remedy would be offered right now, if nobody had run it lately. The fields up to
/// `other_platform` sum up to all devices.
#[derive(Debug, Clone, PartialEq)]
pub struct RemedyImpact {
    /// The remedy.
    pub remedy: Arc<Remedy>,
    /// It could run at once.
    pub ready: u64,
    /// It would wait until the device is back.
    pub when_back: u64,
    /// The figures say that it is not needed.
    pub not_needed: u64,
    /// It depends on a figure that is not known, and is not offered.
    pub not_known: u64,
    /// It is not made for the device's operating system.
    pub other_platform: u64,
}

impl RemedyImpact {
    /// On how many devices it is offered.
    #[must_use]
    pub const fn offered(&self) -> u64 {
        self.ready + self.when_back
    }
}

/// What a check would say on all devices that its topic is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckImpact {
    /// The check.
    pub check: CheckId,
    /// The remedy by which it reads from the device; nothing is known of it before somebody looks.
    pub collects: Option<RemedyId>,
    /// It would find something.
    pub found: u64,
    /// It would find nothing.
    pub fine: u64,
    /// It could not say.
    pub not_known: u64,
}

/// On how many devices a topic would find something right now, by the figures alone.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicImpact {
    /// The topic.
    pub topic: Arc<Topic>,
    /// How many devices it is made for.
    pub fits: u64,
    /// On how many of them at least one check finds something.
    pub found: u64,
    /// Its checks, in order.
    pub checks: Vec<CheckImpact>,
}

/// What content would do on all devices that were looked at so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Impact {
    /// How many there are.
    pub devices: u64,
    /// How many of them reported within the last 24 hours.
    pub recent: u64,
    /// When the one reported that did not for the longest time.
    pub oldest: Option<Timestamp>,
    /// By remedy, in the catalogue's order.
    pub remedies: Vec<RemedyImpact>,
    /// By topic, in the catalogue's order.
    pub topics: Vec<TopicImpact>,
}

impl Impact {
    /// Nothing looked at yet, of the remedies and topics that `wanted` wants by their names.
    #[must_use]
    pub fn new(catalogue: &Catalogue, wanted: impl Fn(&str) -> bool) -> Self {
        let remedies = catalogue
            .remedies
            .iter()
            .filter(|remedy| wanted(remedy.id.as_str()));
        let topics = catalogue.topics.iter().filter(|topic| wanted(topic.id.as_str()));
        Self {
            devices: 0,
            recent: 0,
            oldest: None,
            remedies: remedies.map(RemedyImpact::of).collect(),
            topics: topics.map(TopicImpact::of).collect(),
        }
    }

    /// Looks at one more device.
    pub fn add(&mut self, catalogue: &Catalogue, device: &Device, health: &Health, now: Timestamp) {
        self.devices += 1;
        self.recent += u64::from(now.duration_since(device.last_seen) <= RECENT);
        let oldest = self.oldest.unwrap_or(device.last_seen);
        self.oldest = Some(oldest.min(device.last_seen));
        for impact in &mut self.remedies {
            impact.add(catalogue, device, health, now);
        }
        for impact in &mut self.topics {
            impact.add(device, health);
        }
    }
}

impl RemedyImpact {
    fn of(remedy: &Arc<Remedy>) -> Self {
        Self {
            remedy: remedy.clone(),
            ready: 0,
            when_back: 0,
            not_needed: 0,
            not_known: 0,
            other_platform: 0,
        }
    }

    fn add(&mut self, catalogue: &Catalogue, device: &Device, health: &Health, now: Timestamp) {
        let criteria = self.remedy.criteria(catalogue, device, Some(health), &[], now);
        let count = match Availability::by(&criteria) {
            Availability::Ready => &mut self.ready,
            Availability::WhenDeviceIsBack => &mut self.when_back,
            Availability::No(_) if !criteria[0].is_met() => &mut self.other_platform,
            Availability::No(_) if criteria.iter().any(is_blind) => &mut self.not_known,
            Availability::No(_) => &mut self.not_needed,
        };
        *count += 1;
    }
}

/// Whether it is not met for want of a figure, and would not be refused by any that is known.
fn is_blind(criterion: &Criterion) -> bool {
    let Criterion::Needed(asked) = criterion else {
        return false;
    };
    let mut unmet = asked.iter().filter(|asked| !asked.holds).peekable();
    unmet.peek().is_some() && unmet.all(|asked| asked.rating() == Rating::Unknown)
}

impl TopicImpact {
    fn of(topic: &Arc<Topic>) -> Self {
        let check = |check: &crate::Check| CheckImpact {
            check: check.id.clone(),
            collects: match &check.look {
                Look::Collect { remedy, .. } => Some(remedy.clone()),
                Look::Figure(_) => None,
            },
            found: 0,
            fine: 0,
            not_known: 0,
        };
        Self {
            topic: topic.clone(),
            fits: 0,
            found: 0,
            checks: topic.checks.iter().map(check).collect(),
        }
    }

    fn add(&mut self, device: &Device, health: &Health) {
        if !self.topic.fits(device.platform) {
            return;
        }
        self.fits += 1;
        let findings = self.topic.examine(Some(health), |_| Collected::Nothing);
        self.found += u64::from(findings.iter().any(|finding| finding.verdict == Verdict::Found));
        for (impact, finding) in self.checks.iter_mut().zip(findings) {
            let count = match finding.verdict {
                Verdict::Found => &mut impact.found,
                Verdict::Fine => &mut impact.fine,
                Verdict::Looking | Verdict::Unknown => &mut impact.not_known,
            };
            *count += 1;
        }
    }
}
