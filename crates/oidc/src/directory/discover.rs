//! Asking the provider for its metadata and keys
//! ([OpenID Connect Discovery](https://openid.net/specs/openid-connect-discovery-1_0.html)).

use openidconnect::{AuthType, core::CoreClientAuthMethod};
use reqwest::Url;

use crate::{
    Unreachable,
    http::Http,
    settings::{Checked, is_safe},
    types::{Metadata, RelyingParty},
};

/// Metadata and keys, and a client made of them. The issuer in the metadata is the configured one.
pub async fn discover(http: &Http, settings: &Checked) -> Result<(Metadata, RelyingParty), Unreachable> {
    let metadata = Metadata::discover_async(settings.issuer.clone(), http).await?;
    endpoints_are_safe(&metadata)?;
    let (id, secret) = (settings.client_id.clone(), settings.client_secret.clone());
    let client = RelyingParty::from_provider_metadata(metadata.clone(), id, Some(secret))
        .set_auth_type(auth_type(&metadata)?)
        .set_redirect_uri(settings.redirect.clone());
    Ok((metadata, client))
}

/// All but the address of keys, which was asked already, by a client that asks at safe addresses only.
fn endpoints_are_safe(metadata: &Metadata) -> Result<(), Unreachable> {
    let token = metadata
        .token_endpoint()
        .ok_or(Unreachable::Unsupported("a token endpoint"))?;
    let end_session = &metadata.additional_metadata().end_session_endpoint;
    let endpoints: [(&'static str, Option<&Url>); 4] = [
        (
            "authorization endpoint",
            Some(metadata.authorization_endpoint().url()),
        ),
        ("token endpoint", Some(token.url())),
        (
            "userinfo endpoint",
            metadata.userinfo_endpoint().map(|address| address.url()),
        ),
        (
            "end session endpoint",
            end_session.as_ref().map(|address| address.url()),
        ),
    ];
    for (what, address) in endpoints {
        if address.is_some_and(|address| !is_safe(address)) {
            return Err(Unreachable::Insecure(what));
        }
    }
    Ok(())
}

/// `client_secret_basic` is what providers support that say nothing.
fn auth_type(metadata: &Metadata) -> Result<AuthType, Unreachable> {
    match metadata.token_endpoint_auth_methods_supported() {
        None => Ok(AuthType::BasicAuth),
        Some(methods) if methods.contains(&CoreClientAuthMethod::ClientSecretBasic) => {
            Ok(AuthType::BasicAuth)
        }
        Some(methods) if methods.contains(&CoreClientAuthMethod::ClientSecretPost) => {
            Ok(AuthType::RequestBody)
        }
        Some(_) => Err(Unreachable::Unsupported(
            "client_secret_basic or client_secret_post",
        )),
    }
}
