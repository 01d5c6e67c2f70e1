//! Remote actions: scripts that the Collector runs on a device.

mod catalogue;
mod trigger;

pub use self::{
    catalogue::{Purpose, RemoteAction, RunAs, ScriptInfo, ScriptInput, ScriptOutput, Targeting},
    trigger::{RemoteActionReceipt, RemoteActionRequest, TriggerInfo},
};
use crate::{Call, Client, Error, RemoteActionId, transport::Request};

const PATH: [&str; 3] = ["api", "v1", "act"];

impl Client {
    /// Every remote action of the tenant, those without the API trigger too.
    ///
    /// # Errors
    /// What any call can meet.
    pub async fn remote_actions(&self) -> Result<Vec<RemoteAction>, Error> {
        let url = self
            .transport
            .endpoints
            .api_url(&[&PATH[..], &["remote-action"]].concat());
        self.transport
            .call(&Request::get(Call::RemoteActionList, url))
            .await
    }

    /// One remote action.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the tenant does not know it, and what any call can meet.
    pub async fn remote_action(&self, id: &RemoteActionId) -> Result<RemoteAction, Error> {
        let mut url = self
            .transport
            .endpoints
            .api_url(&[&PATH[..], &["remote-action", "details"]].concat());
        url.query_pairs_mut().append_pair("nql-id", id.as_str());
        self.transport
            .call(&Request::get(Call::RemoteActionDetails, url))
            .await
    }

    /// Triggers a remote action on devices. It is sent once, and a second time only where the first was refused for
    /// its token. After an error ask [`Error::may_have_been_applied`] before sending it again; where this future is
    /// dropped before its end, take it that it may have been.
    ///
    /// # Errors
    /// [`Error::InvalidRequest`] where a limit is broken, [`Error::Rejected`] where the tenant refuses a device, a
    /// parameter or the remote action, and what any call can meet.
    pub async fn execute_remote_action(
        &self,
        request: &RemoteActionRequest,
    ) -> Result<RemoteActionReceipt, Error> {
        let call = Call::RemoteActionExecute;
        request
            .check()
            .map_err(|reason| Error::InvalidRequest { call, reason })?;
        let url = self
            .transport
            .endpoints
            .api_url(&[&PATH[..], &["execute"]].concat());
        let sent = Request::post(call, url, request)?.about(&request.remote_action);
        self.transport.call(&sent).await
    }
}
