//! Workflows: courses of steps that Nexthink runs for devices and users.

mod catalogue;
mod trigger;

use self::trigger::{ThinkletAnswer, ThinkletRequest};
pub use self::{
    catalogue::{
        TriggerMethod, TriggerMethods, Workflow, WorkflowDependency, WorkflowFilter, WorkflowParameter,
        WorkflowStatus, WorkflowVersion,
    },
    trigger::{DeviceIdentity, UserIdentity, WorkflowReceipt, WorkflowRequest},
};
use crate::{
    Call, Client, CollectorUid, Error, ExecutionUuid, Parameters, Problem, RequestId, UserSid, WorkflowId,
    WorkflowUuid, json::OneOrMany, transport::Request,
};

impl Client {
    /// The workflows of the tenant.
    ///
    /// # Errors
    /// What any call can meet.
    pub async fn workflows(&self, filter: &WorkflowFilter) -> Result<Vec<Workflow>, Error> {
        let mut url = self.transport.endpoints.api_url(&["api", "v1", "workflows"]);
        filter.append_to(&mut url);
        self.transport.call(&Request::get(Call::WorkflowList, url)).await
    }

    /// One workflow.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Rejected`] where the tenant does not know it (it documents no 404 here), and
    /// what any call can meet.
    pub async fn workflow(&self, id: &WorkflowId) -> Result<Workflow, Error> {
        let call = Call::WorkflowDetails;
        let mut url = self
            .transport
            .endpoints
            .api_url(&["api", "v1", "workflows", "details"]);
        url.query_pairs_mut().append_pair("nqlId", id.as_str());
        // An array by the documentation, an object by what tenants send.
        let (status, found) = self
            .transport
            .call_with_status::<OneOrMany<Workflow>>(&Request::get(call, url))
            .await?;
        found
            .into_vec()
            .into_iter()
            .next()
            .ok_or_else(|| Error::NotFound {
                call,
                problem: Problem::bare(status),
            })
    }

    /// Triggers a workflow for devices by Collector UID and users by SID (version 1). It is sent once, and a second
    /// time only where the first was refused for its token. After an error ask [`Error::may_have_been_applied`] before
    /// sending it again; where this future is dropped before its end, take it that it may have been.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] where a limit is broken, [`Error::Rejected`] where the tenant refuses a target, a
    /// parameter or the workflow, and what any call can meet.
    pub async fn execute_workflow(
        &self,
        request: &WorkflowRequest<CollectorUid, UserSid>,
    ) -> Result<WorkflowReceipt, Error> {
        self.trigger_workflow("v1", request).await
    }

    /// Triggers a workflow for devices and users by any of their identities (version 2); where several match, Nexthink
    /// takes the one it saw last. Otherwise as [`execute_workflow`](Self::execute_workflow).
    ///
    /// # Errors
    /// As [`execute_workflow`](Self::execute_workflow).
    pub async fn execute_workflow_by_identity(
        &self,
        request: &WorkflowRequest<DeviceIdentity, UserIdentity>,
    ) -> Result<WorkflowReceipt, Error> {
        self.trigger_workflow("v2", request).await
    }

    /// Lets a running workflow go on that waits at a thinklet for this. Sent once, as
    /// [`execute_workflow`](Self::execute_workflow). The answer lists the request, as one entry.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] where a parameter is empty, [`Error::Rejected`] where nothing waits there, and what
    /// any call can meet.
    pub async fn trigger_thinklet(
        &self,
        workflow: &WorkflowUuid,
        execution: &ExecutionUuid,
        parameters: &Parameters,
    ) -> Result<Vec<RequestId>, Error> {
        let call = Call::ThinkletTrigger;
        let body = ThinkletRequest { parameters };
        body.check()
            .map_err(|reason| Error::InvalidRequest { call, reason })?;
        // "workflows" stands there twice in Nexthink's own description.
        let (workflow, execution) = (workflow.as_str(), execution.as_str());
        let path = [
            "api",
            "v1",
            "workflows",
            "workflows",
            workflow,
            "execution",
            execution,
            "trigger",
        ];
        let request = Request::post(call, self.transport.endpoints.api_url(&path), &body)?;
        let answer = self.transport.call::<OneOrMany<ThinkletAnswer>>(&request).await?;
        Ok(answer
            .into_vec()
            .into_iter()
            .map(|entry| entry.request_uuid)
            .collect())
    }

    async fn trigger_workflow<D: serde::Serialize, U: serde::Serialize>(
        &self,
        version: &str,
        request: &WorkflowRequest<D, U>,
    ) -> Result<WorkflowReceipt, Error> {
        let call = Call::WorkflowExecute;
        request
            .check()
            .map_err(|reason| Error::InvalidRequest { call, reason })?;
        let url = self
            .transport
            .endpoints
            .api_url(&["api", version, "workflows", "execute"]);
        let sent = Request::post(call, url, request)?.about(&request.workflow);
        self.transport.call(&sent).await
    }
}
