//! What a look at a symptom has found so far.

use std::{collections::BTreeMap, sync::Arc};

use domain::{Check, Collected, Diagnosis, Evidence, Execution, Finding, Look, RemedyId, Topic, Verdict};
use jiff::Timestamp;

use crate::{
    Employee, Service, StoreError,
    diagnose::has_outputs,
    household::DeviceHealth,
    view::{CheckAgain, FigureView, FindingView, Freshness, Offer},
};

/// What a diagnosis has found so far.
pub(crate) struct Examined {
    pub topic: Option<Arc<Topic>>,
    /// The device, if it is still the employee's, as it is known; its figures may be older than the diagnosis.
    pub held: Option<Arc<DeviceHealth>>,
    pub findings: Vec<Finding>,
    /// By remedy, what reads from the device.
    pub collected: BTreeMap<RemedyId, Arc<Execution>>,
    pub freshness: Freshness,
    /// When the device reports, and whether it can be asked about again.
    pub again: Option<CheckAgain>,
}

impl Service {
    /// What a diagnosis of this employee has found so far. Figures from before it are not what it found.
    pub(crate) async fn examine(
        &self,
        employee: &Employee,
        diagnosis: &Diagnosis,
    ) -> Result<Examined, StoreError> {
        let looked = self.household_since(employee, diagnosis.started_at).await;
        let held = looked
            .known()
            .and_then(|known| known.value.device(&diagnosis.device).cloned());
        let mut freshness = self.freshness(&looked);
        let is_new = |held: &&Arc<DeviceHealth>| held.health.fetched_at >= diagnosis.started_at;
        let health = held.as_ref().filter(is_new).map(|held| &held.health);
        freshness.pending |= health.is_none() && held.is_some() && freshness.trouble.is_none();
        let mut collected = BTreeMap::new();
        for (remedy, execution) in &diagnosis.collected_by {
            if let Some(own) = self.own_execution(employee, execution).await? {
                collected.insert(remedy.clone(), Arc::new(own));
            }
        }
        let topic = self.known().topic(&diagnosis.topic).cloned();
        let mut findings = topic.as_ref().map_or_else(Vec::new, |topic| {
            topic.examine(health, |remedy| {
                collected.get(remedy).map_or(Collected::Nothing, |run| read(run))
            })
        });
        if health.is_none() && freshness.pending {
            await_figures(topic.as_deref(), &mut findings);
        }
        let now = self.now();
        Ok(Examined {
            again: held
                .as_ref()
                .map(|held| self.check_again_view(held, &looked, now)),
            topic,
            held,
            findings,
            collected,
            freshness,
        })
    }

    /// What is said about findings of a topic. `offers` are those for the device.
    pub(crate) fn finding_views(
        &self,
        topic: &Topic,
        findings: &[Finding],
        collected: &BTreeMap<RemedyId, Arc<Execution>>,
        offers: &[Offer],
        fetched_at: Timestamp,
    ) -> Vec<FindingView> {
        let now = self.now();
        let view = |finding: &Finding| {
            let check = topic.check(&finding.check)?;
            let by = match &check.look {
                Look::Collect { remedy, .. } => collected.get(remedy),
                Look::Figure(_) => None,
            };
            let found = finding.verdict == Verdict::Found;
            Some(FindingView {
                check: check.clone(),
                verdict: finding.verdict,
                evidence: finding.evidence.clone(),
                figure: self.figure_of(finding, fetched_at, now),
                collected_by: by.map(|run| self.execution_summary(run)),
                offers: if found {
                    of(&check.remedies, offers)
                } else {
                    Vec::new()
                },
            })
        };
        findings.iter().filter_map(view).collect()
    }

    fn figure_of(&self, finding: &Finding, fetched_at: Timestamp, now: Timestamp) -> Option<FigureView> {
        let Some(Evidence::Figure(figure)) = &finding.evidence else {
            return None;
        };
        let metric = self.catalogue().metric(&figure.metric)?;
        Some(self.figure_view(metric, figure, fetched_at, &[], now))
    }
}

/// The offers of these remedies, in their order.
pub(crate) fn of(remedies: &[RemedyId], offers: &[Offer]) -> Vec<Offer> {
    let offer = |id: &RemedyId| offers.iter().find(|offer| offer.remedy.id == *id).cloned();
    remedies.iter().filter_map(offer).collect()
}

/// What a run reads from the device.
fn read(run: &Execution) -> Collected {
    match run.state() {
        state if !state.is_end() => Collected::UnderWay,
        _ if has_outputs(run) => Collected::Outputs(run.output().to_owned()),
        _ => Collected::Nothing,
    }
}

/// Figures that are on their way are not unknown yet.
fn await_figures(topic: Option<&Topic>, findings: &mut [Finding]) {
    let is_figure = |check: &Check| matches!(check.look, Look::Figure(_));
    for finding in findings {
        let check = topic.and_then(|topic| topic.check(&finding.check));
        if check.is_some_and(is_figure) && finding.verdict == Verdict::Unknown {
            finding.verdict = Verdict::Looking;
        }
    }
}
