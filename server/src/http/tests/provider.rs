//! An identity provider on a real socket, which rotates its refresh tokens and takes the second use of one for theft.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{body::Body, http::Response};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use oidc::Url;
use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{method, path},
};

use super::visitor::{Visitor, header};
use crate::testing::{Desk, text};

/// Made for these tests, and good for nothing else.
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIOqNRVuUgEclaxpcLU+/7XU3hZ3A+yOarPe0GZ2VIay6
-----END PRIVATE KEY-----
";
const PUBLISHED: &str = "-yZB0ZCNbfZ_-rZb5ttPogBCdo1a-SUQZ8UPTaU2kKw";
const OTHER_KEY: &str = "-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIGPvsIJlSFH3CqztjJPdF6ebYw0sVoSKODJviXW9Dj8P
-----END PRIVATE KEY-----
";
/// When the tests' clock begins.
const NOON: i64 = 1_772_884_800;
/// An access token lasts this long; it is renewed a minute before.
const LIFE: i64 = 120;
/// After so long it is time to renew.
pub const DUE: i64 = LIFE - 60;

pub struct Provider {
    server: MockServer,
    there: Arc<Mutex<There>>,
}

#[derive(Default)]
struct There {
    nonce: String,
    /// How many refresh tokens were given; the last one is good.
    given: usize,
    refreshes: usize,
    fails_with: Option<(u16, Value)>,
    takes: Duration,
}

impl There {
    fn answer(&mut self, form: &str) -> (u16, Value) {
        let field = |name: &str| {
            let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|pair| pair.0 == name).map(|(_, value)| value)
        };
        if let Some(token) = field("refresh_token") {
            self.refreshes += 1;
            if let Some(failure) = &self.fails_with {
                return failure.clone();
            }
            if token != format!("hidden-refresh-{}", self.given) {
                return (400, json!({ "error": "invalid_grant" }));
            }
        }
        self.given += 1;
        let answer = json!({
            "access_token": "hidden-access", "token_type": "Bearer", "expires_in": LIFE,
            "refresh_token": format!("hidden-refresh-{}", self.given),
        });
        (200, answer)
    }
}

struct TokenEndpoint(Arc<Mutex<There>>, String);

impl Respond for TokenEndpoint {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut there = self.0.lock().unwrap();
        let (status, mut answer) = there.answer(&String::from_utf8_lossy(&request.body));
        if status == 200 {
            answer["id_token"] = sign(
                &json!({
                    "iss": self.1, "sub": "account-1", "sid": "there-1", "aud": "deskside", "iat": NOON,
                    "exp": NOON + 80_000, "nonce": there.nonce, "upn": "robin@example.com", "name": "Robin",
                }),
                KEY,
            )
            .into();
        }
        ResponseTemplate::new(status)
            .set_body_json(answer)
            .set_delay(there.takes)
    }
}

fn sign(claims: &Value, key: &str) -> String {
    let header = Header {
        kid: Some("known".into()),
        ..Header::new(Algorithm::EdDSA)
    };
    jsonwebtoken::encode(
        &header,
        claims,
        &EncodingKey::from_ed_pem(key.as_bytes()).unwrap(),
    )
    .unwrap()
}

impl Provider {
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let issuer = server.uri();
        let there = Arc::new(Mutex::new(There::default()));
        let metadata = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/auth"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        });
        let key = json!({
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": "known", "x": PUBLISHED,
        });
        for (at, body) in [
            ("/.well-known/openid-configuration", metadata),
            ("/jwks", json!({ "keys": [key] })),
        ] {
            let answer = ResponseTemplate::new(200).set_body_json(body);
            Mock::given(method("GET"))
                .and(path(at))
                .respond_with(answer)
                .mount(&server)
                .await;
        }
        Mock::given(method("POST"))
            .and(path("/token"))
            .respond_with(TokenEndpoint(there.clone(), issuer))
            .mount(&server)
            .await;
        Self { server, there }
    }

    /// A server at which people sign in by this provider, whose accounts are followed.
    pub async fn desk(&self) -> Desk {
        Desk::open(&format!(
            "[identity.oidc.company]\nissuer = \"{}\"\nclient_id = \"deskside\"\nclient_secret = \"hidden-secret\"\n\
             refresh = true\nclaims = {{ upn = \"upn\", name = \"name\" }}\n\
             [server]\npublic_url = \"https://it.example.com\"\n",
            self.server.uri()
        ))
        .await
    }

    /// Sets out from here; the state to come back with.
    pub async fn sets_out(&self, visitor: &mut Visitor<'_>, query: &str) -> String {
        let answer = visitor.get(&format!("/sign-in/oidc/company?{query}")).await;
        let address: Url = header(&answer, "location").parse().unwrap();
        let parameter = |name: &str| {
            let mut pairs = address.query_pairs();
            pairs.find(|pair| pair.0 == name).unwrap().1.into_owned()
        };
        self.there.lock().unwrap().nonce = parameter("nonce");
        parameter("state")
    }

    /// Signs in as Robin.
    pub async fn signs_in(&self, visitor: &mut Visitor<'_>, query: &str) -> Response<Body> {
        let state = self.sets_out(visitor, query).await;
        visitor.get(&callback(&state)).await
    }

    /// Signs in as Robin by a pop-up, for this frame.
    pub async fn signs_in_for(&self, popup: &mut Visitor<'_>, frame: &mut Visitor<'_>) {
        let page = text(self.signs_in(popup, "popup=1").await).await;
        let code = page
            .split("data-code=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let body = json!({ "token": null, "code": code, "path": "/", "cookies": true });
        let answer = frame.post_json("/embed/session", &body).await;
        assert_eq!(answer.status(), 200);
    }

    pub fn refreshes(&self) -> usize {
        self.there.lock().unwrap().refreshes
    }

    pub fn fails_with(&self, failure: Option<(u16, Value)>) {
        self.there.lock().unwrap().fails_with = failure;
    }

    pub fn takes(&self, time: Duration) {
        self.there.lock().unwrap().takes = time;
    }

    /// Returns when it was asked to refresh so often.
    pub async fn was_asked(&self, times: usize) {
        while self.refreshes() < times {
            tokio::task::yield_now().await;
        }
    }

    /// A logout token for Robin's account that is right, but for what `change` says.
    pub fn logout_token(&self, jti: &str, change: &[(&str, Value)]) -> String {
        sign(&self.logout_claims(jti, change), KEY)
    }

    /// The same, signed by somebody else.
    pub fn forged_logout_token(&self, jti: &str) -> String {
        sign(&self.logout_claims(jti, &[]), OTHER_KEY)
    }

    fn logout_claims(&self, jti: &str, change: &[(&str, Value)]) -> Value {
        let mut claims = json!({
            "iss": self.server.uri(), "aud": "deskside", "sub": "account-1", "jti": jti, "iat": NOON,
            "exp": NOON + 120, "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        for (name, value) in change {
            claims[name] = value.clone();
        }
        claims
    }
}

/// The way back with this state.
pub fn callback(state: &str) -> String {
    format!("/sign-in/oidc/company/callback?code=hidden-code&state={state}")
}
