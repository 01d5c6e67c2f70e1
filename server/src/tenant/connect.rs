//! Makes the client from the configuration.

use std::{fs, sync::Arc};

use nexthink::{
    Client, Clock, ConfigurationError, Credentials, DateListener, Endpoints, NqlVersion, Region, RetryPolicy,
    TokenEndpoint,
};
use service::CorrelationId;

use crate::{
    config::{self, tenant},
    fault::Fault,
};

/// A client of the configured tenant, whose answers tell the listener its time.
///
/// # Errors
/// When the configuration names no tenant that could be, or a file of it cannot be read.
pub fn client(config: &config::Tenant, clock: Clock, listener: DateListener) -> Result<Client, Fault> {
    let endpoints = endpoints(config).map_err(|error| fault(&error))?;
    let endpoints = endpoints.with_token_endpoint(match config.token_endpoint {
        tenant::TokenEndpoint::Current => TokenEndpoint::Current,
        tenant::TokenEndpoint::Legacy => TokenEndpoint::Legacy,
    });
    let credentials = Credentials::new(config.client_id.clone(), config.secret()?);
    // Each repetition would be a call that the budget does not know of; whoever needs an answer asks again.
    let mut builder = Client::builder(endpoints, credentials)
        .retry_policy(RetryPolicy::none())
        .clock(clock)
        .date_listener(listener)
        .call_ids(Arc::new(|| CorrelationId::current().map(|id| id.to_string())))
        .nql_version(nql_version(config));
    if let Some(file) = &config.extra_ca {
        let pem = fs::read(file).map_err(|error| {
            Fault::new(
                format!("tenant.extra_ca: cannot read {}: {error}", file.display()),
                "check its path and rights",
            )
        })?;
        builder = builder.root_certificate_pem(pem);
    }
    builder.build().map_err(|error| fault(&error))
}

/// The version of the NQL API that is asked.
pub const fn nql_version(config: &config::Tenant) -> NqlVersion {
    match config.nql_version {
        tenant::NqlVersion::V1 => NqlVersion::V1,
        tenant::NqlVersion::V2 => NqlVersion::V2,
    }
}

fn endpoints(config: &config::Tenant) -> Result<Endpoints, ConfigurationError> {
    match (&config.api_url, &config.instance, &config.region) {
        (Some(api), ..) => Endpoints::new(api, config.login_url.as_ref().unwrap_or(api)),
        (None, instance, region) => {
            let region: Region = region.as_deref().unwrap_or_default().parse()?;
            Endpoints::of_instance(instance.as_deref().unwrap_or_default(), region)
        }
    }
}

fn fault(error: &ConfigurationError) -> Fault {
    Fault::new(
        format!("tenant: {error}"),
        format!("for example:\n{}", tenant::EXAMPLE),
    )
}
