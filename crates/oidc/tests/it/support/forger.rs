//! A provider that signs whatever the tests tell it, at a time that stands still.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use oidc::{Callback, Pending, Proven, Provider, Refused, Url};
use openidconnect::{
    AccessToken, AccessTokenHash, JsonWebKeyId, PrivateSigningKey as _,
    core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

use super::{CLIENT, SECRET, callback, new_secret, parameter, provider};

/// Made for these tests, and good for nothing else.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIOqNRVuUgEclaxpcLU+/7XU3hZ3A+yOarPe0GZ2VIay6
-----END PRIVATE KEY-----
";
const OTHER_KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGPvsIJlSFH3CqztjJPdF6ebYw0sVoSKODJviXW9Dj8P
-----END PRIVATE KEY-----
";

pub const ACCESS_TOKEN: &str = "hidden-access-token";

pub struct Forger {
    pub server: MockServer,
    key: CoreEdDsaPrivateSigningKey,
    pub now: Timestamp,
}

/// A sign-in that was begun with the forger.
pub struct Begun {
    pub provider: Provider,
    pub pending: Pending,
    pub address: Url,
}

impl Forger {
    pub async fn start() -> Self {
        let forger = Self::without_metadata().await;
        forger.publishes(json!({})).await;
        forger
    }

    pub async fn without_metadata() -> Self {
        let key =
            CoreEdDsaPrivateSigningKey::from_ed25519_pem(KEY, Some(JsonWebKeyId::new("known".to_owned())));
        Self {
            server: MockServer::start().await,
            key: key.unwrap(),
            now: "2026-01-01T12:00:00Z".parse().unwrap(),
        }
    }

    pub fn issuer(&self) -> String {
        self.server.uri()
    }

    /// Publishes metadata with some fields other than usual, and the key.
    pub async fn publishes(&self, others: Value) {
        let issuer = self.issuer();
        let mut metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/auth"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/userinfo"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        });
        for (name, value) in others.as_object().unwrap() {
            metadata[name] = value.clone();
        }
        self.answers("GET", "/.well-known/openid-configuration", 200, metadata)
            .await;
        let keys = json!({ "keys": [self.key.as_verification_key()] });
        self.answers("GET", "/jwks", 200, keys).await;
    }

    pub async fn answers(&self, how: &str, at: &str, status: u16, body: Value) {
        let answer = ResponseTemplate::new(status).set_body_json(body);
        Mock::given(method(how))
            .and(path(at))
            .respond_with(answer)
            .mount(&self.server)
            .await;
    }

    /// How often something was asked for.
    pub async fn count(&self, at: &str) -> usize {
        let requests = self.server.received_requests().await.unwrap();
        requests.iter().filter(|request| request.url.path() == at).count()
    }

    pub async fn begins(&self) -> Begun {
        let provider = provider(&self.issuer());
        let (address, pending) = provider.begin(self.now, new_secret).await.unwrap();
        Begun {
            provider,
            pending,
            address,
        }
    }

    /// What a good provider would say in answer to this sign-in.
    pub fn claims(&self, begun: &Begun) -> Value {
        let issued = self.now.as_second();
        json!({
            "iss": self.issuer(),
            "sub": "account-1",
            "aud": CLIENT,
            "iat": issued,
            "exp": issued + 300,
            "nonce": parameter(&begun.address, "nonce"),
            "preferred_username": "jane@example.com",
        })
    }

    /// A token that is signed as it should be.
    pub fn signs(&self, claims: &Value) -> String {
        self.signs_as(&json!({ "alg": "EdDSA", "kid": "known" }), claims)
    }

    /// Signed with the known key, whatever the header says.
    pub fn signs_as(&self, header: &Value, claims: &Value) -> String {
        signed(header, claims, |text| {
            self.key.sign(&CoreJwsSigningAlgorithm::EdDsa, text).unwrap()
        })
    }

    /// Signed with a key that is not published.
    pub fn signs_with_another_key(&self, kid: &str, claims: &Value) -> String {
        let key = CoreEdDsaPrivateSigningKey::from_ed25519_pem(OTHER_KEY, None).unwrap();
        let header = json!({ "alg": "EdDSA", "kid": kid });
        signed(&header, claims, |text| {
            key.sign(&CoreJwsSigningAlgorithm::EdDsa, text).unwrap()
        })
    }

    /// Signed with the client's secret, which this side has as well.
    pub fn signs_with_the_secret(&self, claims: &Value) -> String {
        let key = CoreHmacKey::new(SECRET);
        signed(&json!({ "alg": "HS256" }), claims, |text| {
            key.sign(&CoreJwsSigningAlgorithm::HmacSha256, text).unwrap()
        })
    }

    /// Not signed at all.
    pub fn leaves_unsigned(&self, claims: &Value) -> String {
        signed(&json!({ "alg": "none" }), claims, |_| Vec::new())
    }

    /// The hash that goes with [`ACCESS_TOKEN`].
    pub fn access_token_hash(&self) -> Value {
        let token = AccessToken::new(ACCESS_TOKEN.to_owned());
        let key = self.key.as_verification_key();
        let hash = AccessTokenHash::from_token(&token, &CoreJwsSigningAlgorithm::EdDsa, &key);
        serde_json::to_value(hash.unwrap()).unwrap()
    }

    /// Gives this ID token for the code, and lets the sign-in end.
    pub async fn ends(&self, begun: Begun, id_token: &str) -> Result<Proven, Refused> {
        let tokens = json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer", "id_token": id_token });
        self.answers("POST", "/token", 200, tokens).await;
        let callback = self.calls_back(&begun);
        begun
            .provider
            .finish(callback, begun.pending, &[], self.now)
            .await
    }

    /// The callback that fits.
    pub fn calls_back(&self, begun: &Begun) -> Callback {
        let state = parameter(&begun.address, "state");
        callback(
            &format!("http://127.0.0.1:1/?code=hidden-code&state={state}")
                .parse()
                .unwrap(),
        )
    }

    /// Forgets all that it answers.
    pub async fn falls_silent(&self) {
        self.server.reset().await;
    }
}

fn signed(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let [header, claims] = [header, claims].map(|part| BASE64_URL_SAFE_NO_PAD.encode(part.to_string()));
    let text = format!("{header}.{claims}");
    let signature = BASE64_URL_SAFE_NO_PAD.encode(sign(text.as_bytes()));
    format!("{text}.{signature}")
}
