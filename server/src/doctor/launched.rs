//! What content's remedies run in Nexthink: each is asked about once, whatever it is.

use std::collections::BTreeMap;

use content::Content;
use domain::{Launch, NqlId, Remedy};
use nexthink::Error;

use super::{
    finding::Finding,
    inputs::{Misfit, file, listed},
    trouble,
};

/// Remote actions, or workflows.
pub struct Kind {
    /// One of them.
    pub one: &'static str,
    /// The check box of the credential.
    pub api: &'static str,
    /// Where they are in Nexthink.
    pub place: &'static str,
    /// Whether something that a remedy runs is one.
    pub is: fn(&Launch) -> bool,
}

/// Asks about each that content names, and judges what the tenant answers.
pub async fn examine<T>(
    kind: &Kind,
    content: &Content,
    mut ask: impl AsyncFnMut(&NqlId) -> Option<Result<T, Error>>,
    faults: impl Fn(&NqlId, &T, &[&Remedy]) -> Vec<Misfit>,
) -> Vec<Finding> {
    let mut wanted: BTreeMap<&NqlId, Vec<&Remedy>> = BTreeMap::new();
    for remedy in content
        .catalogue
        .remedies
        .iter()
        .filter(|remedy| (kind.is)(&remedy.launch))
    {
        wanted.entry(remedy.launch.nql_id()).or_default().push(remedy);
    }
    if wanted.is_empty() {
        let found = format!(
            "No remedy runs a {}, so the {} is not needed.",
            kind.one, kind.api
        );
        return vec![Finding::ok("permission", found)];
    }
    let (mut findings, mut goes_on) = (Vec::new(), true);
    for (id, remedies) in wanted {
        let answer = match goes_on {
            true => ask(id).await,
            false => None,
        };
        if let Some(answer) = answer.as_ref().filter(|_| findings.is_empty()) {
            let why = format!("Remedies that run a {} fail without it.", kind.one);
            let permission = trouble::permission(kind.api, &why, answer);
            goes_on = permission.is_ok();
            findings.push(permission.unwrap_or_else(|finding| finding));
        }
        match answer {
            Some(answer) if goes_on => findings.extend(judged(kind, id, &remedies, answer, &faults)),
            None if goes_on => findings.push(Finding::fault(
                id.as_str(),
                format!("This cannot be the NQL ID of a {}.", kind.one),
                format!(
                    "{}: find it, choose “Copy NQL ID”, and write that into content.",
                    kind.place
                ),
            )),
            _ => findings.push(Finding::skipped(
                id.as_str(),
                &format!("the {} cannot be used", kind.api),
            )),
        }
    }
    findings
}

fn judged<T>(
    kind: &Kind,
    id: &NqlId,
    remedies: &[&Remedy],
    answer: Result<T, Error>,
    faults: &impl Fn(&NqlId, &T, &[&Remedy]) -> Vec<Misfit>,
) -> Vec<Finding> {
    let faults = match answer {
        Ok(there) => faults(id, &there, remedies),
        Err(Error::NotFound { .. } | Error::Rejected { .. }) => vec![missing(kind, id, remedies)],
        Err(error) => return vec![trouble::of(id.as_str(), &error)],
    };
    if faults.is_empty() {
        return vec![Finding::ok(
            id.as_str(),
            "It is there, and fits what content expects of it.",
        )];
    }
    let findings = faults
        .into_iter()
        .map(|(found, remedy)| Finding::fault(id.as_str(), found, remedy));
    findings.collect()
}

fn missing(kind: &Kind, id: &NqlId, remedies: &[&Remedy]) -> Misfit {
    let files: Vec<String> = remedies.iter().map(|remedy| file(remedy)).collect();
    let files = listed(files.iter().map(String::as_str));
    let Kind { one, place, .. } = kind;
    (
        format!("The tenant has no {one} `{id}`, which {files} runs."),
        format!(
            "{place}: find it, choose “Copy NQL ID”, and write that into {files}. Where there is none, make it or take it \
             from the Nexthink Library, or take the remedy out of content."
        ),
    )
}
