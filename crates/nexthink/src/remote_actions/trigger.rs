use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CollectorUid, InvalidRequest, Parameters, RemoteActionId, RequestId, json::lenient};

/// Devices in one trigger (Nexthink Remote Actions API: 1-10,000).
const MOST_DEVICES: usize = 10_000;
/// Minutes until a trigger expires (Nexthink Remote Actions API: 60-10080).
const EXPIRY: std::ops::RangeInclusive<u32> = 60..=10_080;
/// Characters of a reason (Nexthink Remote Actions API: 500).
const LONGEST_REASON: usize = 500;

/// A remote action to be run on devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteActionRequest {
    /// Which one. It needs the API trigger ticked.
    #[serde(rename = "remoteActionId")]
    pub remote_action: RemoteActionId,
    /// Where: 1 to 10,000.
    pub devices: Vec<CollectorUid>,
    /// Values of its inputs, by their names.
    #[serde(rename = "params", skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: Parameters,
    /// How long a device may take to come online: 60 to 10,080 minutes. The tenant's own where `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_minutes: Option<u32>,
    /// Why, for the tenant's records.
    #[serde(skip_serializing_if = "TriggerInfo::is_empty")]
    pub trigger_info: TriggerInfo,
}

/// Where a trigger comes from. NQL shows it with the execution, so a trigger can be found again by its reference.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TriggerInfo {
    /// The calling application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_source: Option<String>,
    /// The caller's own reference, such as a ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// In words, at most 500 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl TriggerInfo {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl RemoteActionRequest {
    /// Without parameters, expiry and trigger information.
    #[must_use]
    pub fn new(remote_action: RemoteActionId, devices: Vec<CollectorUid>) -> Self {
        Self {
            remote_action,
            devices,
            parameters: Parameters::new(),
            expires_in_minutes: None,
            trigger_info: TriggerInfo::default(),
        }
    }

    pub(super) fn check(&self) -> Result<(), InvalidRequest> {
        match self.devices.len() {
            0 => return Err(InvalidRequest::NoTarget),
            count if count > MOST_DEVICES => return Err(InvalidRequest::TooManyDevices { count }),
            _ => {}
        }
        if let Some(minutes) = self
            .expires_in_minutes
            .filter(|minutes| !EXPIRY.contains(minutes))
        {
            return Err(InvalidRequest::Expiry { minutes });
        }
        let length = self
            .trigger_info
            .reason
            .as_deref()
            .map_or(0, |reason| reason.encode_utf16().count());
        if length > LONGEST_REASON {
            return Err(InvalidRequest::ReasonTooLong { length });
        }
        Ok(())
    }
}

/// What a triggered remote action is known by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteActionReceipt {
    /// NQL `remote_action.executions.request_id`; there is one execution for each device.
    pub request_id: RequestId,
    /// When it expires, in minutes, where the tenant says so.
    #[serde(default, deserialize_with = "lenient")]
    pub expires_in_minutes: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(devices: usize) -> RemoteActionRequest {
        let devices = (0..devices)
            .map(|n| CollectorUid::new(format!("device-{n}")).unwrap())
            .collect();
        RemoteActionRequest::new(RemoteActionId::new("#disk_cleanup").unwrap(), devices)
    }

    #[test]
    fn one_to_ten_thousand_devices() {
        assert_eq!(request(0).check(), Err(InvalidRequest::NoTarget));
        assert_eq!(request(1).check(), Ok(()));
        assert_eq!(request(10_000).check(), Ok(()));
        assert_eq!(
            request(10_001).check(),
            Err(InvalidRequest::TooManyDevices { count: 10_001 })
        );
    }

    #[test]
    fn an_hour_to_a_week() {
        for (minutes, fits) in [
            (0, false),
            (59, false),
            (60, true),
            (10_080, true),
            (10_081, false),
        ] {
            let request = RemoteActionRequest {
                expires_in_minutes: Some(minutes),
                ..request(1)
            };
            let expected = if fits {
                Ok(())
            } else {
                Err(InvalidRequest::Expiry { minutes })
            };
            assert_eq!(request.check(), expected, "{minutes}");
        }
    }

    #[test]
    fn five_hundred_characters_of_reason() {
        let with = |reason: String| {
            let trigger_info = TriggerInfo {
                reason: Some(reason),
                ..TriggerInfo::default()
            };
            RemoteActionRequest {
                trigger_info,
                ..request(1)
            }
            .check()
        };
        assert_eq!(with("ä".repeat(500)), Ok(()));
        assert_eq!(
            with("ä".repeat(501)),
            Err(InvalidRequest::ReasonTooLong { length: 501 })
        );
        assert_eq!(
            with("😀".repeat(251)),
            Err(InvalidRequest::ReasonTooLong { length: 502 })
        );
    }

    #[test]
    fn what_is_not_said_is_not_sent() {
        assert_eq!(
            serde_json::to_value(request(1)).unwrap(),
            serde_json::json!({"remoteActionId": "#disk_cleanup", "devices": ["device-0"]})
        );
    }
}
