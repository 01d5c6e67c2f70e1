//! What is read from Nexthink, in plain words.

use super::Texts;

impl Texts {
    /// A field by its key in an answer; `None` for one that there are no words for.
    pub(crate) fn field(&self, key: &str) -> Option<&str> {
        Some(match key {
            "device.collector.uid" => &self.field_uid,
            "device.name" => &self.field_name,
            "device.hardware.type" => &self.field_kind,
            "device.hardware.manufacturer" => &self.field_manufacturer,
            "device.hardware.model" => &self.field_model,
            "device.operating_system.platform" | "device.operating_system.name" => &self.field_system,
            "device.last_seen" => &self.field_last_seen,
            "device.login.last_login_user_name" => &self.field_last_user,
            "device.boot.days_since_last_full_boot" => &self.field_restart,
            "dex.score.value" => &self.field_score,
            "dex.score.endpoint.value" => &self.field_score_endpoint,
            "dex.score.applications.value" => &self.field_score_applications,
            "dex.score.collaboration.value" => &self.field_score_collaboration,
            "device_performance.event.system_drive_free_space" => &self.field_disk_free,
            "device_performance.event.system_drive_capacity" => &self.field_disk_size,
            "device_performance.event.used_memory" => &self.field_memory_used,
            "device_performance.event.installed_memory" => &self.field_memory_size,
            "device_performance.event.normalized_cpu_usage" => &self.field_processor,
            "device_performance.boot.duration" => &self.field_boot,
            "device_performance.system_crash.number_of_system_crashes" => &self.field_system_crashes,
            "session.event.end_time" => &self.field_last_used,
            "session.login.time_until_desktop_is_ready" => &self.field_logon,
            "execution.crash.number_of_crashes" => &self.field_crashes,
            "connectivity.event.wifi.signal_strength" => &self.field_wifi,
            "user.upn" => &self.field_upn,
            "user.name" => &self.field_user_name,
            "user.sid" => &self.field_sid,
            "user.ad.full_name" => &self.field_full_name,
            "user.ad.email_address" => &self.field_email,
            "remote_action.execution.request_id"
            | "workflow.execution.request_id"
            | "workflow.execution.execution_id" => &self.field_request,
            "remote_action.execution.external_reference" => &self.field_reference,
            "remote_action.execution.external_source" => &self.field_source,
            "remote_action.nql_id" | "workflow.nql_id" => &self.field_what,
            "remote_action.execution.status" | "workflow.execution.status" | "workflow.execution.outcome" => {
                &self.field_status
            }
            "remote_action.execution.status_details" | "workflow.execution.status_details" => {
                &self.field_details
            }
            "remote_action.execution.outputs" | "workflow.execution.outcome_details" => &self.field_outputs,
            "remote_action.execution.request_time" | "workflow.execution.request_time" => {
                &self.field_asked_at
            }
            "remote_action.execution.time" | "workflow.execution.time" => &self.field_changed_at,
            _ => return None,
        })
    }

    /// What a table is about, by its namespace; `None` for one that there are no words for.
    pub(crate) fn about(&self, namespace: &str) -> Option<&str> {
        Some(match namespace {
            "device" => &self.privacy_about_device,
            "user" => &self.privacy_about_user,
            "dex" => &self.privacy_about_dex,
            "device_performance" => &self.privacy_about_performance,
            "session" => &self.privacy_about_session,
            "execution" => &self.privacy_about_crashes,
            "connectivity" => &self.privacy_about_network,
            "remote_action" | "workflow" => &self.privacy_about_runs,
            _ => return None,
        })
    }
}
