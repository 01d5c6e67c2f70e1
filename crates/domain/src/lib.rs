//! The words of Deskside: what an employee, a device, its health, a remedy and an execution are.
//!
//! Everything here is a value. Nothing does I/O, nothing reads a clock, nothing is async, so that the server, the
//! browser and the tests speak of the same things and every rule can be tested by value. Time comes in as a parameter.
//!
//! Start at [`Catalogue`] (what the portal admin wrote), [`Device`] and [`Health`] (what Nexthink knows) and
//! [`Execution`] (what an employee did about it). [`Topic`] leads from a symptom to what helps, and what nothing helped
//! against goes to IT by a [`HandOver`].
//!
//! # How to extend it
//! * A new figure needs no code: it is a [`Metric`] in `content/health.yaml` and a column in the health queries.
//! * A new state of an execution is a variant of [`State`]; the compiler then asks for its place in
//!   [`Execution::advance`], and the property tests hold the laws.

mod branding;
mod catalogue;
mod condition;
mod device;
mod diagnosis;
mod execution;
mod feedback;
mod hand_over;
mod health;
mod ids;
mod impact;
mod metric;
mod note;
mod offer;
mod outcome;
mod outputs;
mod person;
mod preferences;
mod rating;
mod remedy;
mod rhythm;
mod scope;
mod search;
mod text;
mod topic;

pub use branding::{Accent, Brand, Branding, Colour, Image, ImageKind, Logo};
pub use catalogue::{Catalogue, Category};
pub use condition::Condition;
pub use device::{Device, DeviceKind, Platform};
pub use diagnosis::Diagnosis;
pub use execution::{
    Advanced, Answer, Asks, Call, CallResult, Execution, Failure, FailureKind, Measurement, NewExecution,
    Report, Signal, State, Step, TenantStatus,
};
pub use feedback::{Feedback, FeedbackOn};
pub use hand_over::{
    Facts, HandOver, HandOverFailure, HandOverFailureKind, HandOverSignal, HandOverState, HandedDevice,
    NewHandOver, Subject, Ticket,
};
pub use health::{Figure, Health, Source, TrendPoint};
pub(crate) use ids::code;
pub use ids::{
    ApiKeyId, Audience, BotName, CategoryId, CheckId, CollectorUid, DiagnosisId, EmployeeId, ExecutionId,
    FeedName, HandOverId, HookSource, IdempotencyKey, InvalidId, MetricId, NqlId, OutcomeId, RemedyId,
    RequestId, TopicId, WorkflowRunId,
};
pub use impact::{CheckImpact, Impact, RemedyImpact, TopicImpact};
pub use metric::{Bands, MeasuredAt, Metric, Range, RatedBy, Unit};
pub use note::{Note, NoteFault};
pub use offer::{Asked, Availability, Criterion, Refusal};
pub use outcome::{Explanation, Meaning, Means, OutcomeRule, Pattern};
pub use outputs::{Output, OutputKind, Outputs};
pub use person::{Claimed, Identifier, Identity, KnownUser, Lookup, Standing};
pub use preferences::{Favourite, Preferences};
pub use rating::Rating;
pub use remedy::{Direction, Launch, Parameter, ParameterFault, Proof, Question, Remedy, WorkflowVersion};
pub use rhythm::Rhythm;
pub use scope::{InvalidScope, Scope, Scopes};
pub use search::Hit;
pub use text::{Lang, LocalText};
pub use topic::{Check, Collected, Evidence, Finding, Judgement, Link, Look, SelfHelp, Topic, Verdict};
