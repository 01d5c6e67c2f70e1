use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    CollectorUid, ExecutionUuid, InvalidRequest, Parameters, RequestId, UserSid, WorkflowId,
    json::null_as_default,
};

/// Devices, and users, in one trigger (Nexthink Workflows API: 10,000 of each).
const MOST_TARGETS: usize = 10_000;

/// A workflow to be run for devices and users, each named by `D` and `U`: at least one device or one user, at most
/// 10,000 of each. Which of the two a workflow wants is its own property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkflowRequest<D, U> {
    /// Which one. It needs the API trigger ticked.
    #[serde(rename = "workflowId")]
    pub workflow: WorkflowId,
    /// For which devices.
    pub devices: Vec<D>,
    /// For which users.
    pub users: Vec<U>,
    /// Its parameters, by their ids.
    #[serde(rename = "params", skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: Parameters,
}

impl<D, U> WorkflowRequest<D, U> {
    /// For these devices, without users and parameters.
    #[must_use]
    pub fn for_devices(workflow: WorkflowId, devices: Vec<D>) -> Self {
        Self {
            workflow,
            devices,
            users: Vec::new(),
            parameters: Parameters::new(),
        }
    }

    /// For these users, without devices and parameters.
    #[must_use]
    pub fn for_users(workflow: WorkflowId, users: Vec<U>) -> Self {
        Self {
            workflow,
            devices: Vec::new(),
            users,
            parameters: Parameters::new(),
        }
    }

    pub(super) fn check(&self) -> Result<(), InvalidRequest> {
        match (self.devices.len(), self.users.len()) {
            (0, 0) => Err(InvalidRequest::NoTarget),
            (count, _) if count > MOST_TARGETS => Err(InvalidRequest::TooManyDevices { count }),
            (_, count) if count > MOST_TARGETS => Err(InvalidRequest::TooManyUsers { count }),
            _ => Ok(()),
        }
    }
}

/// One of the ways to name a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceIdentity {
    /// NQL `device.name`.
    Name(String),
    /// NQL `device.collector.uid`.
    CollectorUid(CollectorUid),
    /// NQL `device.uid`.
    Uid(String),
}

/// One of the ways to name a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum UserIdentity {
    /// The user principal name.
    Upn(String),
    /// The security identifier.
    Sid(UserSid),
    /// NQL `user.uid`.
    Uid(String),
}

/// What a triggered workflow is known by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct WorkflowReceipt {
    /// NQL `workflow.executions.request_id`.
    #[serde(rename = "requestUuid")]
    pub request_id: RequestId,
    /// NQL `workflow.executions.execution_id`, one for each target.
    #[serde(rename = "executionsUuids", default, deserialize_with = "null_as_default")]
    pub executions: Vec<ExecutionUuid>,
}

#[derive(Serialize)]
pub(super) struct ThinkletRequest<'a> {
    pub(super) parameters: &'a Parameters,
}

impl ThinkletRequest<'_> {
    pub(super) fn check(&self) -> Result<(), InvalidRequest> {
        match self.parameters.iter().find(|(_, value)| value.is_empty()) {
            Some((name, _)) => Err(InvalidRequest::EmptyParameter { name: name.clone() }),
            None => Ok(()),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ThinkletAnswer {
    pub(super) request_uuid: RequestId,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(devices: usize, users: usize) -> WorkflowRequest<u8, u8> {
        WorkflowRequest {
            workflow: WorkflowId::new("onboarding").unwrap(),
            devices: vec![0; devices],
            users: vec![0; users],
            parameters: Parameters::new(),
        }
    }

    #[test]
    fn at_least_one_target_and_at_most_ten_thousand_of_each() {
        assert_eq!(request(0, 0).check(), Err(InvalidRequest::NoTarget));
        assert_eq!(request(1, 0).check(), Ok(()));
        assert_eq!(request(0, 1).check(), Ok(()));
        assert_eq!(request(10_000, 10_000).check(), Ok(()));
        assert_eq!(
            request(10_001, 0).check(),
            Err(InvalidRequest::TooManyDevices { count: 10_001 })
        );
        assert_eq!(
            request(1, 10_001).check(),
            Err(InvalidRequest::TooManyUsers { count: 10_001 })
        );
    }

    #[test]
    fn both_lists_are_always_sent_because_the_description_requires_both() {
        assert_eq!(
            serde_json::to_value(request(0, 1)).unwrap(),
            serde_json::json!({"workflowId": "#onboarding", "devices": [], "users": [0]})
        );
    }
}
