//! `GET /openapi.json`: what the door is, for programs (OpenAPI 3.1).

use std::sync::LazyLock;

use axum::Json;
use utoipa::{
    OpenApi as _,
    openapi::{
        OpenApi,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::{bot, problem};

/// What is said of the door as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Deskside for chatbots",
        description = "Employees' devices, what may be wrong with them, and what helps: the same as on Deskside's pages, \
            for a program that speaks with an employee. A request that fails is answered with a problem (RFC 9457), by a \
            code that never changes; `/v1/problems` has all of them.",
        version = "1",
        license(name = "Apache-2.0 OR MIT", identifier = "Apache-2.0 OR MIT"),
    ),
    tags(
        (name = "keys", description = "What a chatbot proves itself by"),
        (name = "topics", description = "What can be wrong, in the employee's words"),
        (name = "problems", description = "What can go wrong here, and what to do"),
    ),
    components(schemas(problem::Body)),
)]
struct Door;

/// The description without its operations.
pub fn base() -> OpenApi {
    let mut api = Door::openapi();
    let components = api.components.get_or_insert_default();
    let basic = HttpBuilder::new()
        .scheme(HttpAuthScheme::Basic)
        .description(Some("The user and password of an account"));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The same key, where only bearers can be sent"));
    components.add_security_scheme("account", SecurityScheme::Http(basic.build()));
    components.add_security_scheme(
        "key",
        SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(bot::HEADER))),
    );
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    api
}

/// `GET /openapi.json`
pub async fn show() -> Json<&'static OpenApi> {
    static DESCRIBED: LazyLock<OpenApi> = LazyLock::new(super::described);
    Json(&DESCRIBED)
}

/// The same as the file in `schemas/`.
pub fn file() -> Result<String, serde_json::Error> {
    let text = super::described().to_pretty_json()?;
    Ok(text + "\n")
}
