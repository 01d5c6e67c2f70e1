//! The remote actions, workflows and campaigns that the tenant has.
//!
//! To add one, add it to `catalogue/remote_actions.json`, `catalogue/workflows.json` or `catalogue/campaigns.json`. The
//! keys of the first two are those of the vendor's list answers; `simulation`, which never leaves the simulator, says what
//! they do to a device.

mod campaign;
mod remote_action;
mod workflow;

pub use campaign::{Campaign, CampaignStatus};
pub use remote_action::{Effect, RemoteAction, RunAs, UNSUPPORTED_PLATFORM};
pub use workflow::{Workflow, WorkflowStatus};

/// Everything that can be triggered.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Remote actions, as the list shows them.
    pub remote_actions: Vec<RemoteAction>,
    /// Workflows, as the list shows them.
    pub workflows: Vec<Workflow>,
    /// Campaigns. The vendor's API has no list of them.
    pub campaigns: Vec<Campaign>,
}

impl Default for Catalogue {
    fn default() -> Self {
        Self {
            remote_actions: serde_json::from_str(include_str!("catalogue/remote_actions.json"))
                .expect("the embedded catalogue of remote actions is checked by a test"),
            workflows: serde_json::from_str(include_str!("catalogue/workflows.json"))
                .expect("the embedded catalogue of workflows is checked by a test"),
            campaigns: serde_json::from_str(include_str!("catalogue/campaigns.json"))
                .expect("the embedded catalogue of campaigns is checked by a test"),
        }
    }
}

impl Catalogue {
    /// The remote action with this NQL ID, with or without its `#`.
    pub fn remote_action(&self, id: &str) -> Option<usize> {
        self.remote_actions
            .iter()
            .position(|action| bare(&action.id) == bare(id))
    }

    /// The workflow with this NQL ID, with or without its `#`.
    pub fn workflow(&self, id: &str) -> Option<usize> {
        self.workflows
            .iter()
            .position(|workflow| bare(&workflow.id) == bare(id))
    }

    /// The campaign with this NQL ID, with or without its `#`.
    pub fn campaign(&self, id: &str) -> Option<usize> {
        self.campaigns
            .iter()
            .position(|campaign| bare(&campaign.id) == bare(id))
    }
}

fn bare(id: &str) -> &str {
    id.strip_prefix('#').unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_catalogue_reads_and_ids_are_found_in_both_forms() {
        let catalogue = Catalogue::default();
        assert_eq!(
            catalogue.remote_action("disk_cleanup"),
            catalogue.remote_action("#disk_cleanup")
        );
        assert!(catalogue.remote_action("#disk_cleanup").is_some());
        assert_eq!(
            catalogue.workflow("#teams_cache_cleanup"),
            catalogue.workflow("teams_cache_cleanup")
        );
        assert!(catalogue.workflow("teams_cache_cleanup").is_some());
        assert!(catalogue.remote_action("#nothing").is_none());
    }

    #[test]
    fn there_is_one_of_each_trait_that_a_client_has_to_cope_with() {
        let catalogue = Catalogue::default();
        assert!(
            catalogue
                .remote_actions
                .iter()
                .any(|action| !action.targeting.api_enabled)
        );
        assert!(
            catalogue
                .remote_actions
                .iter()
                .any(|action| !action.script_info.has_script_mac_os)
        );
        let asking: Vec<&String> = catalogue
            .remote_actions
            .iter()
            .filter_map(|action| action.simulation.asks_user.as_ref())
            .collect();
        assert!(!asking.is_empty());
        for id in asking {
            let campaign = catalogue.campaign(id);
            assert!(campaign.is_some(), "{id} is a campaign");
        }
        assert!(catalogue.campaigns.iter().all(|campaign| {
            !campaign.questions.is_empty() && campaign.questions.iter().all(|it| !it.options.is_empty())
        }));
        assert!(
            catalogue
                .workflows
                .iter()
                .any(|workflow| workflow.status == WorkflowStatus::Inactive)
        );
        assert!(
            catalogue
                .workflows
                .iter()
                .any(|workflow| !workflow.trigger_methods.api_enabled)
        );
        assert!(
            catalogue
                .workflows
                .iter()
                .any(|workflow| workflow.simulation.waits_for_trigger.is_some())
        );
    }
}
