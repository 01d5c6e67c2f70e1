//! A typed client of the [Nexthink Infinity public API](https://docs.nexthink.com/api): saved NQL queries and exports,
//! remote actions, and workflows. It knows the tenant's API and nothing of any product that uses it.
//!
//! ```no_run
//! use nexthink::{
//!     Client, CollectorUid, Credentials, Endpoints, Parameters, QueryId, Region, RemoteActionId, RemoteActionRequest,
//! };
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let endpoints = Endpoints::of_instance("example", Region::Eu)?;
//! let credentials = Credentials::new("client id", std::env::var("NEXTHINK_SECRET")?.into());
//! let client = Client::builder(endpoints, credentials).build()?;
//!
//! let query = QueryId::new("#devices_of_user")?;
//! let parameters = Parameters::from([("username".to_owned(), "jdoe@example.com".to_owned())]);
//! let table = client.execute_query(&query, &parameters).await?;
//! for row in table.rows() {
//!     let uid = CollectorUid::new(row.required_text("device.collector.uid")?)?;
//!     let free = row.number("device.free_space")?;
//!     if free.is_some_and(|bytes| bytes < 5e9) {
//!         let request = RemoteActionRequest::new(RemoteActionId::new("#disk_cleanup")?, vec![uid]);
//!         match client.execute_remote_action(&request).await {
//!             Ok(receipt) => println!("started as {}", receipt.request_id),
//!             // Look for it with NQL before sending it again.
//!             Err(error) if error.may_have_been_applied() => println!("perhaps started: {error}"),
//!             Err(error) => println!("not started: {error}"),
//!         }
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes care of
//!
//! - **Tokens** are fetched when first needed, once for all who wait, renewed before they end, and once more where the
//!   tenant refuses one.
//! - **Repetition**: calls that change nothing are repeated a few times ([`RetryPolicy`]). Triggers (remote actions,
//!   workflows, thinklets) are never repeated, apart from one refused for its token; [`Error::may_have_been_applied`]
//!   says whether the caller may.
//! - **Errors** ([`Error`]) tell apart what a caller treats differently, and hold the tenant's own words as
//!   [`Problem`].
//! - **Leniency**: real tenants send nulls and shapes that the documentation does not. Only what is used to act on is
//!   insisted on.
//!
//! TLS is rustls with aws-lc-rs and the machine's root certificates, besides those given with
//! [`ClientBuilder::root_certificate_pem`].
//!
//! # Adding an endpoint
//!
//! 1. Add a variant to [`Call`], with its name; where calling twice would do something twice, add it to
//!    [`Call::is_trigger`] as well. That alone decides about repetition.
//! 2. In the file of its area (or a new one beside `remote_actions.rs`) write the request and answer types, and an
//!    `impl Client` block with the method: build the URL with `Endpoints::api_url`, a `Request::get` or
//!    `Request::post`, and hand it to `Transport::call`.
//! 3. Check documented limits before sending, with a variant of [`InvalidRequest`] for each.
//! 4. Test it in `tests/` against a mock server: the request as it is sent, the answer, and its error shape.

mod call;
mod call_ids;
mod client;
mod clock;
mod credentials;
mod endpoints;
mod error;
mod export;
mod ids;
mod json;
mod nql;
mod reach;
mod remote_actions;
mod retry;
mod timeouts;
mod transport;
mod workflows;

pub use self::{
    call::Call,
    call_ids::CallIds,
    client::{Client, ClientBuilder},
    clock::{Clock, DateListener},
    credentials::Credentials,
    endpoints::{Endpoints, Region, TokenEndpoint},
    error::{ConfigurationError, ConnectCause, Error, InvalidRequest, Problem},
    export::{Compression, ExportFile, ExportState, ExportStatus, FinishedExport, Polling, SignedUrl},
    ids::{
        CollectorUid, ExecutionUuid, ExportId, InvalidId, RemoteActionId, RequestId, UserSid, WorkflowId,
        WorkflowUuid,
    },
    nql::{NqlVersion, Parameters, QueryId, ROW_LIMIT, Row, Table, TableError, parse_timestamp},
    reach::Host,
    remote_actions::{
        Purpose, RemoteAction, RemoteActionReceipt, RemoteActionRequest, RunAs, ScriptInfo, ScriptInput,
        ScriptOutput, Targeting, TriggerInfo,
    },
    retry::RetryPolicy,
    timeouts::Timeouts,
    workflows::{
        DeviceIdentity, TriggerMethod, TriggerMethods, UserIdentity, Workflow, WorkflowDependency,
        WorkflowFilter, WorkflowParameter, WorkflowReceipt, WorkflowRequest, WorkflowStatus, WorkflowVersion,
    },
};
