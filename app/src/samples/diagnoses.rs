//! Looks at a symptom in every state.

use std::{collections::BTreeMap, sync::Arc};

use domain::{Availability, Check, Diagnosis, Evidence, Execution, Feedback, Subject, Unit, Verdict};
use service::view::{DiagnosisPage, DiagnosisSummary, FigureView, FindingView};

use super::{
    ago, cleanup, disk, fresh, handed_over, laptop, memory, now, offer, offered, reporting, restart,
    run_named, slow, summary_of, uid, uptime,
};

fn diagnosed() -> Arc<Diagnosis> {
    Arc::new(Diagnosis {
        id: "0199f6a0-3333-4222-8333-444455556601".parse().expect("an id"),
        employee: "alex.fischer@example.com".parse().expect("an id"),
        device: uid(1),
        device_name: "NB-ZRH-0042".into(),
        topic: slow().id,
        started_at: ago(1),
        collected_by: BTreeMap::new(),
    })
}

/// A look in a list.
pub fn looked_at() -> DiagnosisSummary {
    DiagnosisSummary {
        diagnosis: diagnosed(),
        topic: Some(Arc::new(slow())),
    }
}

fn finding(check: &Check, verdict: Verdict, figure: Option<FigureView>) -> FindingView {
    FindingView {
        check: check.clone(),
        verdict,
        evidence: figure.as_ref().map(|view| Evidence::Figure(view.figure.clone())),
        figure,
        collected_by: None,
        offers: vec![],
    }
}

/// What the checks say, one verdict each.
pub fn findings(verdicts: [Verdict; 4]) -> Vec<FindingView> {
    let topic = slow();
    let known = |verdict| matches!(verdict, Verdict::Fine | Verdict::Found);
    let figures = [Some(memory()), Some(disk()), Some(uptime()), None];
    let mut findings: Vec<FindingView> = topic
        .checks
        .iter()
        .zip(verdicts)
        .zip(figures)
        .map(|((check, verdict), figure)| finding(check, verdict, figure.filter(|_| known(verdict))))
        .collect();
    if known(verdicts[3]) {
        findings[3].evidence = Some(Evidence::Number {
            value: 87.0,
            unit: Unit::Percent,
        });
    }
    for finding in &mut findings {
        if finding.verdict == Verdict::Found {
            let remedies = finding.check.remedies.iter();
            finding.offers = remedies
                .map(|id| {
                    if id.as_str() == "restart" {
                        restart()
                    } else {
                        cleanup()
                    }
                })
                .map(|remedy| offer(remedy, Availability::Ready))
                .collect();
        }
    }
    findings
}

fn diagnosis_page(verdicts: [Verdict; 4], runs: Vec<Execution>) -> DiagnosisPage {
    let diagnosis = diagnosed();
    DiagnosisPage {
        now: now(),
        topic: Some(Arc::new(slow())),
        device: Some(laptop()),
        findings: findings(verdicts),
        looking: verdicts.contains(&Verdict::Looking),
        offers: vec![offer(restart(), Availability::Ready)],
        runs: runs.into_iter().map(summary_of).collect(),
        feedback: None,
        hand_over: offered(Subject::Diagnosis {
            diagnosis: diagnosis.id.clone(),
        }),
        again: Some(reporting()),
        freshness: fresh(),
        last_event: 41,
        diagnosis,
    }
}

/// Every way a look can stand.
pub fn diagnosis_pages() -> Vec<(&'static str, DiagnosisPage)> {
    use Verdict::{Fine, Found, Looking, Unknown};
    let run = |name| vec![run_named(name)];
    let said = |helped| {
        Some(Feedback {
            helped,
            note: None,
            at: now(),
        })
    };
    let found = [Fine, Found, Found, Unknown];
    vec![
        ("diagnosis-begun", diagnosis_page([Looking; 4], vec![])),
        (
            "diagnosis-looking",
            diagnosis_page([Fine, Found, Fine, Looking], vec![]),
        ),
        ("diagnosis-found", diagnosis_page(found, vec![])),
        ("diagnosis-fine", diagnosis_page([Fine; 4], vec![])),
        (
            "diagnosis-partly",
            diagnosis_page([Fine, Fine, Fine, Unknown], vec![]),
        ),
        ("diagnosis-unknown", diagnosis_page([Unknown; 4], vec![])),
        ("diagnosis-running", diagnosis_page(found, run("running"))),
        (
            "diagnosis-fixed",
            diagnosis_page([Fine, Fine, Found, Unknown], run("fixed")),
        ),
        ("diagnosis-failed", diagnosis_page(found, run("failed"))),
        (
            "diagnosis-helped",
            DiagnosisPage {
                feedback: said(true),
                ..diagnosis_page([Fine; 4], run("fixed"))
            },
        ),
        ("diagnosis-handed-over", {
            let page = diagnosis_page(found, run("not-fixed"));
            DiagnosisPage {
                feedback: said(false),
                hand_over: handed_over(page.hand_over.about.clone()),
                ..page
            }
        }),
        (
            "diagnosis-gone",
            DiagnosisPage {
                topic: None,
                findings: vec![],
                offers: vec![],
                ..diagnosis_page(found, run("failed"))
            },
        ),
    ]
}
