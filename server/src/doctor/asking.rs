//! The way to the tenant: no faster than it may be asked, patient where it is busy, and counted.

use std::{fmt, num::NonZeroU32, time::Duration};

use nexthink::{
    Client, Error, Host, NqlVersion, Parameters, QueryId, RemoteAction, RemoteActionId, Table, Workflow,
    WorkflowId,
};
use serde::Serialize;
use tokio::time::{Interval, MissedTickBehavior, interval, sleep};

/// So often a call is made that is refused for coming too soon: a server beside this one asks as well.
const TRIES: u32 = 3;
/// So long it waits in between, where the tenant does not say.
const PAUSE: Duration = Duration::from_secs(1);
/// And so long at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How often the tenant was called.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Calls {
    hosts: u32,
    tokens: u32,
    queries: u32,
    remote_actions: u32,
    workflows: u32,
}

impl fmt::Display for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            hosts,
            tokens,
            queries,
            remote_actions,
            workflows,
        } = self;
        let all = hosts + tokens + queries + remote_actions + workflows;
        write!(
            f,
            "{all} calls to the tenant: {hosts} without a credential, {tokens} for a token, {queries} of saved queries, \
             {remote_actions} about remote actions, {workflows} about workflows. Nothing was started or changed."
        )
    }
}

/// Asks the tenant.
#[derive(Debug)]
pub struct Asking {
    client: Client,
    pace: Option<Interval>,
    calls: Calls,
}

impl Asking {
    /// By this client, with so many queries a second at most.
    pub fn new(client: Client, queries_per_second: Option<NonZeroU32>) -> Self {
        let pace = queries_per_second.map(|rate| {
            let mut pace = interval(Duration::from_secs(1) / rate.get());
            pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
            pace
        });
        Self {
            client,
            pace,
            calls: Calls::default(),
        }
    }

    /// What was asked so far.
    pub fn calls(self) -> Calls {
        self.calls
    }

    /// Whether a host is there.
    pub async fn host(&mut self, host: Host) -> Result<u16, Error> {
        self.calls.hosts += 1;
        self.client.reach(host).await
    }

    /// Whether the credential is taken.
    pub async fn token(&mut self) -> Result<(), Error> {
        let Self { client, calls, .. } = self;
        patiently(async || {
            calls.tokens += 1;
            client.authenticate().await
        })
        .await
    }

    /// What a saved query answers.
    pub async fn query(
        &mut self,
        version: NqlVersion,
        id: &QueryId,
        parameters: &Parameters,
    ) -> Result<Table, Error> {
        let Self { client, calls, pace } = self;
        patiently(async || {
            if let Some(pace) = pace.as_mut() {
                pace.tick().await;
            }
            calls.queries += 1;
            client.execute_query_by(version, id, parameters).await
        })
        .await
    }

    /// A remote action.
    pub async fn remote_action(&mut self, id: &RemoteActionId) -> Result<RemoteAction, Error> {
        let Self { client, calls, .. } = self;
        patiently(async || {
            calls.remote_actions += 1;
            client.remote_action(id).await
        })
        .await
    }

    /// A workflow.
    pub async fn workflow(&mut self, id: &WorkflowId) -> Result<Workflow, Error> {
        let Self { client, calls, .. } = self;
        patiently(async || {
            calls.workflows += 1;
            client.workflow(id).await
        })
        .await
    }
}

/// Asks again, a little later, where it was too often.
async fn patiently<T>(mut ask: impl AsyncFnMut() -> Result<T, Error>) -> Result<T, Error> {
    for _ in 1..TRIES {
        match ask().await {
            Err(Error::RateLimited { retry_after, .. }) => {
                sleep(retry_after.unwrap_or(PAUSE).min(LONGEST_PAUSE)).await;
            }
            answer => return answer,
        }
    }
    ask().await
}
