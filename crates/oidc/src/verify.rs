//! Whether an ID token is to be believed
//! ([OpenID Connect Core, section 3.1.3.7](https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation)).

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use openidconnect::{
    AccessTokenHash, IdTokenVerifier, Nonce, OAuth2TokenResponse as _, core::CoreJwsSigningAlgorithm,
};

use crate::{
    Provider, TokenFault, Unreachable,
    directory::Known,
    types::{Claims, Token, TokenAnswer},
};

/// How far the provider's clock may be from ours.
const SKEW: Duration = Duration::from_secs(60);

/// A shared secret proves nothing that we could not have written ourselves.
const ASYMMETRIC: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Which nonce an ID token must have.
#[derive(Clone, Copy)]
pub enum Wanted<'a> {
    /// This one: the token answers a sign-in.
    Nonce(&'a Nonce),
    /// This one or none: the token comes with a refresh (OpenID Connect Core, section 12.2).
    NonceIfAny(&'a Nonce),
}

impl Provider {
    /// The claims of the ID token in an answer of the token endpoint, proven. Keys are fetched anew when the token's is
    /// not among the known ones.
    pub(crate) async fn prove<E>(
        &self,
        known: &Arc<Known>,
        token: &Token,
        answer: &TokenAnswer,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Claims, E>
    where
        E: From<TokenFault> + From<Unreachable>,
    {
        match check(known, token, answer, wanted, now) {
            // A provider without key ids can change its key behind the same name: none.
            Err(fault @ (TokenFault::UnknownKey | TokenFault::Signature)) => {
                match self.directory.with_new_keys(known, now).await? {
                    Some(new) => Ok(check(&new, token, answer, wanted, now)?),
                    None => Err(fault.into()),
                }
            }
            checked => Ok(checked?),
        }
    }
}

fn check(
    known: &Known,
    token: &Token,
    answer: &TokenAnswer,
    wanted: Wanted<'_>,
    now: Timestamp,
) -> Result<Claims, TokenFault> {
    let client_id = known.client.client_id();
    let (issuer, keys) = (known.metadata.issuer().clone(), known.metadata.jwks().clone());
    let now = SystemTime::from(now);
    // Without the client's secret, the verifier has nothing to check shared-secret signatures with.
    let verifier = IdTokenVerifier::new_public_client(client_id.clone(), issuer, keys)
        .set_allowed_algs(ASYMMETRIC)
        .set_time_fn(|| (now - SKEW).into());
    let claims = token.claims(&verifier, |nonce: Option<&Nonce>| wanted.check(nonce))?;
    if SystemTime::from(claims.issue_time()) > now + SKEW {
        return Err(TokenFault::IssuedInFuture);
    }
    if claims.authorized_party().is_some_and(|party| party != client_id) {
        return Err(TokenFault::AuthorizedParty);
    }
    if let Some(hash) = claims.access_token_hash() {
        let (algorithm, key) = (token.signing_alg()?, token.signing_key(&verifier)?);
        let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key);
        if actual.ok().as_ref() != Some(hash) {
            return Err(TokenFault::AccessToken);
        }
    }
    Ok(claims.clone())
}

impl Wanted<'_> {
    fn check(self, nonce: Option<&Nonce>) -> Result<(), String> {
        let fits = match self {
            Self::Nonce(wanted) => nonce == Some(wanted),
            Self::NonceIfAny(wanted) => nonce.is_none_or(|nonce| nonce == wanted),
        };
        fits.then_some(()).ok_or_else(String::new)
    }
}
