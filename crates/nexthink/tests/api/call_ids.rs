//! What a call is named to the tenant.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use nexthink::Client;

use crate::support::{ACT, EXECUTE, TOKEN, Tenant, disk_cleanup, no_parameters, no_rows, query, receipt};

async fn tenant() -> Tenant {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    tenant.mount("POST", ACT, receipt()).await;
    tenant
}

/// What the calls to a place were named.
async fn names(tenant: &Tenant, at: &str) -> Vec<Option<String>> {
    let requests = tenant.requests(at).await;
    let name = |request: &wiremock::Request| {
        let name = request.headers.get("x-request-id")?;
        Some(name.to_str().unwrap().to_owned())
    };
    requests.iter().map(name).collect()
}

async fn call(client: &Client) {
    client.execute_query(&query(), &no_parameters()).await.unwrap();
    client.execute_remote_action(&disk_cleanup()).await.unwrap();
}

#[tokio::test]
async fn each_call_of_the_api_has_the_name_it_is_given() {
    let tenant = tenant().await;
    let count = AtomicU32::new(0);
    let ids = Arc::new(move || Some(format!("call-{}", count.fetch_add(1, Ordering::Relaxed))));
    call(&tenant.builder().call_ids(ids).build().unwrap()).await;
    assert_eq!(names(&tenant, EXECUTE).await, [Some("call-0".to_owned())]);
    assert_eq!(names(&tenant, ACT).await, [Some("call-1".to_owned())]);
    assert_eq!(names(&tenant, TOKEN).await, [None], "a token is everybody's");
}

#[tokio::test]
async fn no_name_keeps_a_call_from_being_made() {
    let tenant = tenant().await;
    call(&tenant.client()).await;
    call(&tenant.builder().call_ids(Arc::new(|| None)).build().unwrap()).await;
    let broken = Arc::new(|| Some("two\nlines".to_owned()));
    call(&tenant.builder().call_ids(broken).build().unwrap()).await;
    assert_eq!(names(&tenant, EXECUTE).await, [None, None, None]);
}
