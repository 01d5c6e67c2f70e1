//! What is said about a form that was posted, and why it was not done.

use domain::{Refusal, RemedyId};
use service::{
    AnswerError, CancelError, CheckAgainError, DiagnoseError, FeedbackError, HandOverError, PreferenceError,
    StartError, TroubleKind, view::Hold,
};

use crate::texts::Texts;

/// Why something was not done, for a page that was reached by posting a plain form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What was tried.
    pub tried: Tried,
    /// Why it was not done.
    pub reason: Reason,
    /// At which remedy it is to be said; at the top of the page otherwise.
    pub remedy: Option<RemedyId>,
}

impl Notice {
    /// Reads the notice that [`crate::actions`] left in a page's query: `refused=<code>`, with `tried=<code>` and
    /// `remedy=<id>`.
    #[must_use]
    pub fn from_query(query: &str) -> Option<Self> {
        let value = |name: &str| {
            query
                .split('&')
                .filter_map(|pair| pair.split_once('='))
                .find(|pair| pair.0 == name)
        };
        let (_, code) = value("refused")?;
        let reason = Reason::ALL.into_iter().find(|reason| reason.code() == code)?;
        let tried = value("tried").map_or(Tried::Run, |(_, code)| Tried::of(code));
        Some(Self {
            tried,
            reason,
            remedy: value("remedy").and_then(|(_, id)| id.parse().ok()),
        })
    }
}

/// What was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tried {
    /// To run a remedy.
    Run,
    /// To take an execution back.
    Cancel,
    /// To answer what it asks.
    Answer,
    /// To have a symptom looked at.
    Look,
    /// To hand something over to IT.
    HandOver,
    /// To say whether something helped.
    Feedback,
    /// To mark something, or to take the mark away.
    Mark,
    /// To have Nexthink asked about a device again.
    Check,
    /// To choose a device.
    Choose,
}

impl Tried {
    const ALL: [Self; 9] = [
        Self::Run,
        Self::Cancel,
        Self::Answer,
        Self::Look,
        Self::HandOver,
        Self::Feedback,
        Self::Mark,
        Self::Check,
        Self::Choose,
    ];

    /// Its name in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Cancel => "cancel",
            Self::Answer => "answer",
            Self::Look => "look",
            Self::HandOver => "hand_over",
            Self::Feedback => "feedback",
            Self::Mark => "mark",
            Self::Check => "check",
            Self::Choose => "choose",
        }
    }

    fn of(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|tried| tried.code() == code)
            .unwrap_or(Self::Run)
    }

    /// That it was not done.
    #[must_use]
    pub fn not_done(self, texts: &Texts) -> &str {
        match self {
            Self::Run => &texts.notice_title,
            Self::Cancel => &texts.notice_title_cancel,
            Self::Answer => &texts.notice_title_answer,
            Self::Look => &texts.notice_title_look,
            Self::HandOver => &texts.notice_title_hand_over,
            Self::Feedback => &texts.notice_title_feedback,
            Self::Mark | Self::Choose => &texts.notice_title_mark,
            Self::Check => &texts.notice_title_check,
        }
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal $text:ident),* $(,)?) => {
        /// Why something was not done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Reason {
            $($(#[$doc])* $name,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: [Self; 27] = [$(Self::$name,)*];

            /// Its name in addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            /// What happened, what it means and what to do.
            #[must_use]
            pub fn text(self, texts: &Texts) -> &str {
                match self {
                    $(Self::$name => &texts.$text,)*
                }
            }
        }
    };
}

reasons! {
    /// The employee has no such device, or there is no such remedy.
    NotFound "not_found" notice_not_found,
    /// The parameters do not fit.
    Parameters "parameters" notice_parameters,
    /// The box was not ticked.
    ConsentMissing "consent_missing" notice_consent_missing,
    /// Made for another operating system.
    WrongPlatform "wrong_platform" notice_wrong_platform,
    /// The figures are fine.
    NotNeeded "not_needed" notice_not_needed,
    /// Under way.
    AlreadyRunning "already_running" notice_already_running,
    /// It ran a short while ago.
    CoolingDown "cooling_down" notice_cooling_down,
    /// It ran as often as it may.
    DailyCap "daily_cap" notice_daily_cap,
    /// Nexthink does not answer and nothing is known.
    Unavailable "unavailable" notice_unavailable,
    /// The page is out of date.
    KeyReused "key_reused" notice_key_reused,
    /// It was sent already.
    TooLate "too_late" notice_too_late,
    /// Nothing waits for this answer.
    NotAsked "not_asked" notice_not_asked,
    /// Nobody is signed in.
    SignedOut "signed_out" notice_signed_out,
    /// Somebody else has signed in since the page was made.
    SomebodyElse "somebody_else" notice_somebody_else,
    /// The form was not complete.
    BadRequest "bad_request" notice_bad_request,
    /// The store failed, so nobody can say whether this press, or an earlier try of it, was kept.
    NotSure "not_sure" notice_not_sure,
    /// Something failed here.
    Internal "internal" notice_internal,
    /// The employee has no such thing, or content has none for them.
    NotThere "not_there" notice_not_there,
    /// No service desk takes it.
    NoDesk "no_desk" notice_no_desk,
    /// It was handed over already.
    Settled "settled" notice_settled,
    /// It goes on.
    TooEarly "too_early" notice_too_early,
    /// What was written cannot be kept.
    Note "note" notice_note,
    /// It is planned.
    Planned "planned" notice_planned,
    /// It is not offered for then.
    NotThen "not_then" notice_not_then,
    /// Nexthink was asked just now.
    JustAsked "just_asked" notice_just_asked,
    /// Nexthink may not be asked so often.
    Budget "budget" notice_budget,
    /// Nexthink did not answer, and what is known stays.
    NoAnswer "no_answer" notice_no_answer,
}

impl Reason {
    /// Whether it says nothing of what was asked, only of us: the same press is to be tried again.
    pub(crate) const fn is_ours(self) -> bool {
        matches!(self, Self::NotSure | Self::Internal)
    }

    /// Whether things have moved on since the page was made that the form stands on.
    pub(crate) const fn is_overtaken(self) -> bool {
        matches!(
            self,
            Self::TooLate | Self::NotAsked | Self::Settled | Self::TooEarly
        )
    }
}

impl From<&Refusal> for Reason {
    fn from(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::WrongPlatform => Self::WrongPlatform,
            Refusal::NotNeeded => Self::NotNeeded,
            Refusal::AlreadyRunning { .. } => Self::AlreadyRunning,
            Refusal::Planned { .. } => Self::Planned,
            Refusal::CoolingDown { .. } => Self::CoolingDown,
            Refusal::DailyCap { .. } => Self::DailyCap,
        }
    }
}

impl From<&StartError> for Reason {
    fn from(error: &StartError) -> Self {
        match error {
            StartError::NotFound => Self::NotFound,
            StartError::Parameters(_) => Self::Parameters,
            StartError::NotThen => Self::NotThen,
            StartError::ConsentMissing => Self::ConsentMissing,
            StartError::NotNow(refusal) => refusal.into(),
            StartError::Unavailable(_) => Self::Unavailable,
            StartError::KeyReused => Self::KeyReused,
            StartError::Internal(_) => Self::NotSure,
        }
    }
}

impl From<&CancelError> for Reason {
    fn from(error: &CancelError) -> Self {
        match error {
            CancelError::NotFound => Self::NotFound,
            CancelError::TooLate => Self::TooLate,
            CancelError::Internal(_) => Self::Internal,
        }
    }
}

impl From<&CheckAgainError> for Reason {
    fn from(error: &CheckAgainError) -> Self {
        match error {
            CheckAgainError::NotFound => Self::NotThere,
            CheckAgainError::NotNow(Hold::Budget { .. }) => Self::Budget,
            CheckAgainError::NotNow(Hold::Asking | Hold::JustAsked { .. }) => Self::JustAsked,
            CheckAgainError::Unavailable(trouble) if trouble.kind == TroubleKind::Throttled => Self::Budget,
            CheckAgainError::Unavailable(_) => Self::NoAnswer,
        }
    }
}

impl From<&AnswerError> for Reason {
    fn from(error: &AnswerError) -> Self {
        match error {
            AnswerError::NotFound => Self::NotFound,
            AnswerError::NotAsked => Self::NotAsked,
            AnswerError::Parameters(_) => Self::Parameters,
            AnswerError::Internal(_) => Self::Internal,
        }
    }
}

impl From<&DiagnoseError> for Reason {
    fn from(error: &DiagnoseError) -> Self {
        match error {
            DiagnoseError::NotFound => Self::NotThere,
            DiagnoseError::WrongPlatform => Self::WrongPlatform,
            DiagnoseError::Unavailable(_) => Self::Unavailable,
            DiagnoseError::KeyReused => Self::KeyReused,
            DiagnoseError::Internal(_) => Self::Internal,
        }
    }
}

impl From<&HandOverError> for Reason {
    fn from(error: &HandOverError) -> Self {
        match error {
            HandOverError::NotFound => Self::NotThere,
            HandOverError::NoDesk => Self::NoDesk,
            HandOverError::Settled(_) => Self::Settled,
            HandOverError::Unavailable(_) => Self::Unavailable,
            HandOverError::KeyReused => Self::KeyReused,
            HandOverError::Internal(_) => Self::Internal,
        }
    }
}

impl From<&FeedbackError> for Reason {
    fn from(error: &FeedbackError) -> Self {
        match error {
            FeedbackError::NotFound => Self::NotThere,
            FeedbackError::TooEarly => Self::TooEarly,
            FeedbackError::Internal(_) => Self::Internal,
        }
    }
}

impl From<&PreferenceError> for Reason {
    fn from(error: &PreferenceError) -> Self {
        match error {
            PreferenceError::NotFound => Self::NotThere,
            PreferenceError::Unavailable(_) => Self::Unavailable,
            PreferenceError::Internal(_) => Self::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Notice, Reason, Tried};

    #[test]
    fn a_notice_is_read_from_the_query_that_the_action_wrote() {
        for reason in Reason::ALL {
            let query = format!("x=1&refused={}&remedy=free-disk-space", reason.code());
            let notice = Notice::from_query(&query).unwrap();
            assert_eq!((notice.reason, notice.tried), (reason, Tried::Run));
            assert_eq!(notice.remedy.unwrap().as_str(), "free-disk-space");
        }
    }

    #[test]
    fn a_notice_says_what_was_tried() {
        for tried in Tried::ALL {
            let query = format!("refused=too_late&tried={}", tried.code());
            assert_eq!(Notice::from_query(&query).unwrap().tried, tried);
        }
    }

    #[test]
    fn a_query_that_nobody_of_us_wrote_says_nothing() {
        for query in ["", "refused", "refused=%3Cscript%3E", "remedy=free-disk-space"] {
            assert_eq!(Notice::from_query(query), None, "{query}");
        }
        assert_eq!(
            Notice::from_query("refused=internal&remedy=%3Cb%3E")
                .unwrap()
                .remedy,
            None
        );
    }
}
