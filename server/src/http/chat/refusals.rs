//! The problems that an operation may be answered with, for its description: one response a status, which names the codes.

use std::collections::BTreeMap;

use utoipa::openapi::{
    ContentBuilder, RefOr, Response, ResponseBuilder,
    header::HeaderBuilder,
    schema::{ObjectBuilder, Ref, Type},
};

use super::problem::Kind;

/// What may go wrong in whatever needs a key.
pub const KEYED: &[Kind] = &[
    Kind::KeyInvalid,
    Kind::ScopeMissing,
    Kind::TooManyFailures,
    Kind::Unavailable,
];

/// Names the problems of an operation, to stand among its responses.
macro_rules! refusals {
    ($name:ident: $common:expr, $($kind:ident)*) => {
        /// The problems that the operation may be answered with.
        pub enum $name {}

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
                let own = [$($crate::http::chat::problem::Kind::$kind,)*];
                $crate::http::chat::refusals::of($common.iter().copied().chain(own))
            }
        }
    };
}
pub(super) use refusals;

/// A response for each status that these problems have.
pub fn of(kinds: impl Iterator<Item = Kind>) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<Kind>> = BTreeMap::new();
    for kind in kinds {
        by_status.entry(kind.status().as_u16()).or_default().push(kind);
    }
    let response = |(status, kinds): (u16, Vec<Kind>)| (status.to_string(), response(&kinds).into());
    by_status.into_iter().map(response).collect()
}

fn response(kinds: &[Kind]) -> Response {
    let said: Vec<String> = kinds
        .iter()
        .map(|kind| format!("`{}`: {}.", kind.code(), kind.title()))
        .collect();
    let body = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let response = ResponseBuilder::new()
        .description(said.join(" "))
        .content("application/problem+json", body);
    match kinds.iter().any(|kind| kind.says_when()) {
        true => {
            let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
            let header = HeaderBuilder::new()
                .schema(Some(seconds))
                .description(Some("When to try again, in seconds"))
                .build();
            response.header("Retry-After", header).build()
        }
        false => response.build(),
    }
}
