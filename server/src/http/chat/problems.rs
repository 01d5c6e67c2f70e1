//! `GET /v1/problems`, `GET /v1/problems/{code}`: every kind of problem, with what to do.

use axum::{Json, extract::Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    problem::{Kind, Problem},
    refusals::refusals,
};

refusals!(Refusals: [], NotFound);

/// A kind of problem.
#[derive(Serialize, ToSchema)]
pub struct ProblemKind {
    /// By which a program knows it. It never changes.
    #[schema(example = "key-invalid")]
    code: &'static str,
    /// The status it is answered with.
    #[schema(minimum = 400, maximum = 599)]
    status: u16,
    /// What happened.
    title: &'static str,
    /// What to do about it.
    todo: &'static str,
}

impl From<Kind> for ProblemKind {
    fn from(kind: Kind) -> Self {
        Self {
            code: kind.code(),
            status: kind.status().as_u16(),
            title: kind.title(),
            todo: kind.todo(),
        }
    }
}

/// Every kind of problem
///
/// For this no key is needed.
#[utoipa::path(
    get,
    operation_id = "list_problems",
    path = "/v1/problems",
    tag = "problems",
    security(()),
    responses((status = 200, description = "All of them", body = [ProblemKind])),
)]
pub async fn list() -> Json<Vec<ProblemKind>> {
    Json(Kind::ALL.iter().map(|kind| (*kind).into()).collect())
}

/// A kind of problem
///
/// The address that stands in `type` of a problem. For this no key is needed.
#[utoipa::path(
    get,
    operation_id = "show_problem",
    path = "/v1/problems/{code}",
    tag = "problems",
    security(()),
    params(("code" = String, Path, description = "Its code", example = "key-invalid")),
    responses(
        (status = 200, description = "What it means, and what to do", body = ProblemKind),
        Refusals,
    ),
)]
pub async fn show(Path(code): Path<String>) -> Result<Json<ProblemKind>, Problem> {
    let kind = Kind::ALL.iter().find(|kind| kind.code() == code);
    kind.map(|kind| Json((*kind).into())).ok_or(Kind::NotFound.into())
}
