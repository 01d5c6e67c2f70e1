//! What stands around the tenant: the configuration, the database, sign-in, the service desk, employees and webhooks.

use serde_json::{Value, json};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

use crate::company::Company;

async fn answers(server: &MockServer, at: &str, answer: ResponseTemplate) {
    server.reset().await;
    Mock::given(method("GET"))
        .and(path(at))
        .respond_with(answer)
        .mount(server)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configuration_that_cannot_be_read() {
    let mut company = Company::open().await;
    let report = company
        .report_with(|config| config.database = "file = 7".to_owned())
        .await;
    report.holds("configuration", "file", "fault", "database.file", "for example");
    let skipped = report.lines.iter().filter(|line| line["verdict"] == "skipped");
    assert_eq!(
        skipped.count(),
        report.lines.len() - 1,
        "nothing else is looked at: {report:?}"
    );
    assert_eq!(company.stats().await["calls"], json!({}));
}

#[tokio::test(flavor = "multi_thread")]
async fn content_that_is_not_sound() {
    let company = Company::open().await;
    let report = company
        .report_of_content("remedies/reset-wifi.yaml", "id: reset-wifi", "id: x")
        .await;
    report.holds(
        "configuration",
        "content/remedies/reset-wifi.yaml",
        "fault",
        "2:5",
        "",
    );
    report.holds("tenant", "credential", "ok", "", "");
    assert_eq!(report.verdicts("queries"), ["skipped"]);
    let audience = "platforms: [windows, macos]\naudiences: [finance]";
    let old = "platforms: [windows, macos]";
    let report = company
        .report_of_content("remedies/repair-teams.yaml", old, audience)
        .await;
    report.holds(
        "configuration",
        "audiences",
        "fault",
        "the audience finance",
        "[identity.audiences]",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_nobody_can_make() {
    let mut company = Company::open().await;
    let report = company
        .report_with(|config| config.database = "file = '/nowhere/at/all/x.db'".to_owned())
        .await;
    report.holds(
        "database",
        "folder",
        "fault",
        "There is no folder /nowhere/at/all",
        "user that `deskside serve` runs as",
    );
    report.holds("database", "file", "skipped", "", "");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_provider_that_is_down_or_another() {
    let (mut company, provider) = (Company::open().await, MockServer::start().await);
    let issuer = provider.uri();
    company.config.identity = format!(
        "[identity.oidc.company]\nissuer = '{issuer}'\nclient_id = 'deskside'\nclient_secret = 'hush'\n\
         claims = {{ upn = 'upn' }}"
    );
    let metadata = |issuer: &str| {
        json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{}/jwks", provider.uri()),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        })
    };
    let discovery = "/.well-known/openid-configuration";
    let json = |body: Value| ResponseTemplate::new(200).set_body_json(body);
    answers(&provider, discovery, json(metadata(&issuer))).await;
    Mock::given(path("/jwks"))
        .respond_with(json(json!({ "keys": [] })))
        .mount(&provider)
        .await;
    let report = company.report().await;
    report.holds(
        "sign-in",
        "oidc.company",
        "ok",
        &format!("its keys are at {issuer}/jwks"),
        "",
    );
    assert_eq!(report.troubles(), [""; 0]);

    answers(&provider, discovery, json(metadata("https://login.example.com"))).await;
    let report = company.report().await;
    report.holds(
        "sign-in",
        "oidc.company",
        "fault",
        "another issuer",
        "identity.oidc.company.issuer",
    );
    answers(&provider, discovery, ResponseTemplate::new(404)).await;
    let report = company.report().await;
    report.holds(
        "sign-in",
        "oidc.company",
        "fault",
        "404",
        "/.well-known/openid-configuration",
    );
    let report = company
        .report_with(|config| config.identity = config.identity.replace(&issuer, "http://127.0.0.1:1"))
        .await;
    report.holds(
        "sign-in",
        "oidc.company",
        "fault",
        "does not answer",
        "Let this machine reach the provider",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_portal_whose_keys_cannot_be_had() {
    let (mut company, portal) = (Company::open().await, MockServer::start().await);
    company.config.identity = format!(
        "[identity.tokens.portal]\nissuer = 'https://portal.example.com'\naudience = 'deskside'\n\
         algorithms = ['EdDSA']\njwks_url = '{}/jwks.json'\nclaims = {{ upn = 'sub' }}",
        portal.uri()
    );
    let key = json!({ "kty": "OKP", "crv": "Ed25519", "x": "-yZB0ZCNbfZ_-rZb5ttPogBCdo1a-SUQZ8UPTaU2kKw" });
    let keys = ResponseTemplate::new(200).set_body_json(json!({ "keys": [key] }));
    answers(&portal, "/jwks.json", keys).await;
    let report = company.report().await;
    report.holds("sign-in", "tokens.portal", "ok", "with 1 keys that fit", "");
    let report = company
        .report_with(|config| config.identity = config.identity.replace("EdDSA", "ES256"))
        .await;
    report.holds(
        "sign-in",
        "tokens.portal",
        "fault",
        "none of its keys is for ES256",
        "identity.tokens.portal.algorithms",
    );
    answers(&portal, "/jwks.json", ResponseTemplate::new(503)).await;
    let report = company.report().await;
    report.holds(
        "sign-in",
        "tokens.portal",
        "fault",
        "HTTP status 503",
        "identity.tokens.portal.jwks_url",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_everybody() {
    let mut company = Company::open().await;
    let report = company
        .report_with(|config| config.identity = config.identity.replace("10.0.0.1/32", "0.0.0.0/0"))
        .await;
    report.holds(
        "sign-in",
        "proxy",
        "fault",
        "0.0.0.0/0 is everybody",
        "identity.proxy.networks",
    );
    let report = company
        .report_with(|config| config.identity = config.identity.replace("10.0.0.1/32", "10.0.0.0/8"))
        .await;
    report.holds(
        "sign-in",
        "proxy",
        "warning",
        "Every machine in 10.0.0.0/8",
        "identity.proxy.networks",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_desk_that_does_not_take_the_credentials() {
    let (mut company, desk) = (Company::open().await, MockServer::start().await);
    let table = "/api/now/table/incident";
    company.config.others += &format!(
        "\n[service_desk]\nkind = 'servicenow'\ninstance = '{}'\n\
         credentials = {{ kind = 'basic', user = 'deskside', password = 'hush' }}",
        desk.uri()
    );
    answers(
        &desk,
        table,
        ResponseTemplate::new(200).set_body_json(json!({ "result": [] })),
    )
    .await;
    let report = company.report().await;
    report.holds("service-desk", "ServiceNow", "ok", "takes the credentials", "");
    let asked = desk.received_requests().await.unwrap();
    assert!(asked.iter().all(|request| request.method.as_str() == "GET") && !asked.is_empty());
    answers(&desk, table, ResponseTemplate::new(401)).await;
    let report = company.report().await;
    report.holds(
        "service-desk",
        "ServiceNow",
        "fault",
        "status 401",
        "service_desk.credentials",
    );
    let report = company
        .report_with(|config| config.others = config.others.replace(&desk.uri(), "http://127.0.0.1:1"))
        .await;
    report.holds(
        "service-desk",
        "ServiceNow",
        "fault",
        "no connection",
        "address in service_desk",
    );

    let desks = |section: &str| format!("[service_desk]\n{section}");
    let webhook = "kind = 'webhook'\naddress = 'https://flow.example.com/x'\nsecret = 'whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAx'";
    let report = company.report_with(|config| config.others = desks(webhook)).await;
    report.holds("service-desk", "webhook", "ok", "It was not called", "");
    for (address, verdict) in [("it@example.com", "ok"), ("it", "fault")] {
        let mail = format!("kind = 'email'\naddress = '{address}'");
        let report = company.report_with(|config| config.others = desks(&mail)).await;
        report.holds("service-desk", "e-mail", verdict, "", "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_tls_and_nobody_who_tells() {
    let mut company = Company::open().await;
    let report = company
        .report_with(|config| config.server = "public_url = 'http://it.example.com'".to_owned())
        .await;
    report.holds(
        "employees",
        "public_url",
        "warning",
        "without TLS",
        "reverse proxy with TLS",
    );
    let report = company
        .report_with(|config| {
            config.server = String::new();
            config.others += "\n[embed]\nallowed_origins = ['https://portal.example.com']";
        })
        .await;
    report.holds(
        "employees",
        "embed",
        "fault",
        "https://portal.example.com may frame",
        "server.public_url",
    );
    let report = company.report_with(|config| config.others = String::new()).await;
    report.holds("webhooks", "sources", "warning", "by asking", "content/webhooks");
    assert!(report.succeeded);
    let kept =
        "[hooks.acme]\ncredential = { kind = 'bearer', token_file = '/nowhere/to/be/found' }".to_owned();
    let report = company.report_with(|config| config.others = kept).await;
    report.holds("webhooks", "acme", "fault", "/nowhere/to/be/found", "");
    let report = company.report().await;
    report.holds(
        "webhooks",
        "acme",
        "ok",
        "https://it.example.com/hooks/nexthink/acme, with a bearer token",
        "",
    );
}
