//! How soon an open page shows what a webhook tells.
//!
//! The device's work is held back in the tenant, which tells nobody of its own accord; then the very body that Nexthink
//! would send is posted here, and timed from then on.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::{
    browser::{Answer, Browser},
    figure::Figure,
    http::Connection,
    installation::Installation,
    quantile::quantile,
    random::Random,
    stream::{Swarm, said},
    tenant::{Fleet, Person, Tenant, Trigger},
    webhooks,
};
use crate::project::Project;

/// How many webhooks are timed.
const TIMES: usize = 200;

const FLEET: Fleet = Fleet {
    seed: 11,
    people: 120,
    time_scale: 10.0,
};

/// What has not happened by then will not.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between two looks at a page.
const LOOK: Duration = Duration::from_millis(2);

/// An execution that is with the tenant, whose device does not come to an end with it.
struct Open {
    stream: usize,
    employee: String,
    device: String,
    execution: String,
}

/// From the webhook to the event at an open page, and to a page that shows the new state.
pub fn run(project: &Project) -> Result<Vec<Figure>> {
    let tenant = Tenant::start(project, true, FLEET)?;
    tenant.post("/executions/hold", &json!(null))?;
    let people = tenant.people()?;
    let installation = Installation::new(project, true, Some(&tenant))?;
    let server = installation.start()?;
    let employees = people.iter().map(|person| person.upn.clone()).collect();
    let swarm = Swarm::open(&installation.address, employees)?;
    let open = press(&installation, &people)?;
    let triggers = wait_until_running(&tenant, &swarm, &open)?;
    let (mut to_event, mut to_page) = (Vec::new(), Vec::new());
    for execution in &open {
        let of = |trigger: &&Trigger| trigger.external_reference.as_ref() == Some(&execution.execution);
        let trigger = triggers
            .iter()
            .find(of)
            .context("an execution was not triggered")?;
        let (event, page) = time(&installation, &swarm, execution, trigger)?;
        to_event.push(event);
        to_page.push(page);
    }
    swarm.close()?;
    drop(server);
    let mut figures = vec![Figure::new("hooks.webhooks", to_event.len() as f64, "")];
    for (name, mut times) in [("to_event", to_event), ("to_page", to_page)] {
        times.sort_unstable();
        for (label, per_mille) in [("p50", 500), ("p95", 950)] {
            let time = quantile(&times, per_mille).context("nothing was timed")?;
            let name = format!("hooks.{name}.{label}");
            figures.push(Figure::new(name, time.as_secs_f64() * 1000.0, "ms"));
        }
    }
    Ok(figures)
}

/// Starts remote actions that have no proof to wait for.
fn press(installation: &Installation, people: &[Person]) -> Result<Vec<Open>> {
    let mut open = Vec::new();
    for (stream, person) in people.iter().enumerate() {
        for device in &person.devices {
            let mut browser = Browser::new(&installation.address, &person.upn);
            let forms = browser.remedies(&device.collector_uid, &mut Random::new(0))?;
            let chosen = ["check-battery", "check-startup"];
            for form in forms.iter().filter(|form| chosen.contains(&form.remedy.as_str())) {
                if open.len() == TIMES {
                    return Ok(open);
                }
                let Answer::Accepted(execution) = browser.press(form)? else {
                    bail!("a press of {} was not accepted", form.remedy);
                };
                open.push(Open {
                    stream,
                    employee: person.upn.clone(),
                    device: device.collector_uid.clone(),
                    execution,
                });
            }
        }
    }
    Ok(open)
}

/// Waits until the tenant has taken every execution and nothing moves any more; returns what it has taken.
fn wait_until_running(tenant: &Tenant, swarm: &Swarm, open: &[Open]) -> Result<Vec<Trigger>> {
    let start = Instant::now();
    loop {
        // The watcher's next look may still bring something.
        while swarm.next(Duration::from_secs(6))?.is_some() {}
        let triggers = tenant.triggers()?;
        if triggers.len() >= open.len() {
            return Ok(triggers);
        }
        if start.elapsed() > PATIENCE {
            bail!("{} of {} executions were triggered", triggers.len(), open.len());
        }
    }
}

/// Posts the end of an execution, and times the event and the page.
fn time(
    installation: &Installation,
    swarm: &Swarm,
    open: &Open,
    trigger: &Trigger,
) -> Result<(Duration, Duration)> {
    // Later than anything that the tenant itself has said so far.
    let minute = format!(
        "{}:59.999Z",
        trigger.time.get(..16).context("a time is cut short")?
    );
    let body = json!({
        "kind": "remote_action.execution",
        "request_id": trigger.request_id,
        "external_reference": open.execution,
        "device": open.device,
        "status": "success",
        "status_details": "",
        "outputs": "{}",
        "time": minute,
    })
    .to_string();
    let (address, token, source) = (&installation.address, webhooks::TOKEN, webhooks::SOURCE);
    let request = format!(
        "POST /hooks/nexthink/{source} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut browser = Browser::new(address, &open.employee);
    let before = headline(&mut browser, &open.execution)?;
    let mut connection = Connection::open(address)?;
    let sent = Instant::now();
    let status = connection.exchange(request.as_bytes())?.status;
    if status != 204 {
        bail!("a webhook was answered with {status}");
    }
    let heard = wait_for_event(swarm, open, sent)?;
    while sent.elapsed() < PATIENCE {
        if headline(&mut browser, &open.execution)? != before {
            return Ok((heard.duration_since(sent), sent.elapsed()));
        }
        thread::sleep(LOOK);
    }
    bail!("the page of execution {} does not change", open.execution)
}

/// When the open page heard that the execution is done.
fn wait_for_event(swarm: &Swarm, open: &Open, sent: Instant) -> Result<Instant> {
    loop {
        let left = PATIENCE.saturating_sub(sent.elapsed());
        let arrival = swarm.next(left)?.context("the event did not arrive")?;
        let (of, state) = said(&arrival.event.data)?;
        if arrival.stream == open.stream
            && of.as_ref() == Some(&open.execution)
            && state.as_deref() == Some("done")
        {
            return Ok(arrival.at);
        }
    }
}

/// What the page of an execution says above all.
fn headline(browser: &mut Browser, execution: &str) -> Result<String> {
    let (status, page) = browser.get(&format!("/executions/{execution}"))?;
    if status != 200 {
        bail!("the page of execution {execution} was answered with {status}");
    }
    let (_, rest) = page
        .split_once("id=\"headline\">")
        .context("a page has no headline")?;
    let (headline, _) = rest.split_once("</h1>").context("a headline does not end")?;
    Ok(headline.to_owned())
}
