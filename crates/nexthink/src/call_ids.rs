use std::sync::Arc;

use reqwest::{RequestBuilder, header::HeaderValue};

/// Names the call that is being made, as `X-Request-Id`, so that what the tenant logs can be laid beside what the caller
/// logs. It is asked in the task that calls, once for each request.
pub type CallIds = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// The header that the tenant takes the name of a call from (Nexthink API, "Data management").
const REQUEST_ID: &str = "x-request-id";

/// The same request with its name. What cannot be a header is left out: it must not keep a call from being made.
pub(crate) fn named(request: RequestBuilder, ids: Option<&CallIds>) -> RequestBuilder {
    let id = ids.and_then(|ids| HeaderValue::try_from(ids()?).ok());
    match id {
        Some(id) => request.header(REQUEST_ID, id),
        None => request,
    }
}
