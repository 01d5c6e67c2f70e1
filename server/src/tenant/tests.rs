use std::sync::Arc;

use jiff::SignedDuration;
use service::{Clock as _, SystemClock, Tenant as _};
use tenant_sim::{Credential, Options};

use super::NexthinkTenant;
use crate::testing::{CLIENT_SECRET, tenant_at};

/// The queries ask for seven days, so of what is older they prove nothing.
#[tokio::test]
async fn what_is_not_shown_is_absent_only_as_far_back_as_is_asked() {
    let mut options = Options::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content"));
    options.credentials = vec![Credential::new("client", CLIENT_SECRET)];
    options.limits.queries_per_second = None;
    let any = "127.0.0.1:0".parse().unwrap();
    let company = tenant_sim::start(options, any, any).await.unwrap();
    let clock = Arc::<SystemClock>::default();
    let config = tenant_at(&format!("http://{}", company.api_addr));
    let tenant = NexthinkTenant::new(&config, clock.clone()).unwrap();
    let week = SignedDuration::from_hours(7 * 24);

    let (actions, workflows) = (
        tenant.remote_action_sightings().await.unwrap(),
        tenant
            .workflow_sightings(&"#teams_cache_cleanup".parse().unwrap())
            .await
            .unwrap(),
    );
    for shown in [actions, workflows] {
        assert!(shown.seen.is_empty());
        let reaches = clock.now().duration_since(shown.since.unwrap());
        assert!(
            reaches < week && reaches > week - SignedDuration::from_hours(2),
            "{reaches}"
        );
    }
}
