//! Words of which there are only a few.

use domain::{Lang, Means, MeasuredAt, Platform, Rating, TenantStatus, Unit, WorkflowVersion};

use super::wrong_type;
use crate::{
    fault::Sheet,
    nearest::{instead, list},
    yaml::{Node, Value},
};

/// A value that is written as one of a few words.
pub(crate) trait Word: Copy + 'static {
    /// What such a word is called.
    const KIND: &'static str;
    /// Every word and its value.
    const WORDS: &'static [(&'static str, Self)];
}

impl Word for Unit {
    const KIND: &'static str = "unit";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("bytes", Self::Bytes),
        ("percent", Self::Percent),
        ("seconds", Self::Seconds),
        ("days", Self::Days),
        ("count", Self::Count),
        ("score", Self::Score),
        ("dbm", Self::Dbm),
    ];
}

impl Word for MeasuredAt {
    const KIND: &'static str = "time of measuring";
    const WORDS: &'static [(&'static str, Self)] =
        &[("with-report", Self::DeviceReport), ("daily", Self::DailyScore)];
}

impl Word for Rating {
    const KIND: &'static str = "rating";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("good", Self::Good),
        ("average", Self::Average),
        ("frustrating", Self::Frustrating),
        ("unknown", Self::Unknown),
    ];
}

impl Word for Platform {
    const KIND: &'static str = "platform";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("windows", Self::Windows),
        ("macos", Self::MacOs),
        ("linux", Self::Linux),
    ];
}

impl Word for WorkflowVersion {
    const KIND: &'static str = "version of the Workflows API";
    const WORDS: &'static [(&'static str, Self)] = &[("v1", Self::V1), ("v2", Self::V2)];
}

impl Word for TenantStatus {
    const KIND: &'static str = "status of an execution";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("waiting_on_device", Self::WaitingOnDevice),
        ("waiting_on_user", Self::WaitingOnUser),
        ("in_progress", Self::InProgress),
        ("success", Self::Success),
        ("failure", Self::Failure),
        ("expired", Self::Expired),
        ("cancelled", Self::Cancelled),
    ];
}

impl Word for Means {
    const KIND: &'static str = "meaning";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("failed", Self::Failed),
        ("declined", Self::Declined),
        ("unanswered", Self::Unanswered),
        ("asks", Self::Asks),
        ("done", Self::Done),
    ];
}

impl Word for Lang {
    const KIND: &'static str = "language";
    const WORDS: &'static [(&'static str, Self)] = &[
        (Self::En.tag(), Self::En),
        (Self::De.tag(), Self::De),
        (Self::Fr.tag(), Self::Fr),
    ];
}

/// Reads a value that is one of a few words.
pub(crate) fn word<T: Word>(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<T> {
    let Value::Text(text) = &node.value else {
        wrong_type(
            key,
            node,
            "a word",
            &format!("write one of {}", list(&words::<T>())),
            sheet,
        );
        return None;
    };
    word_of(text)
        .map_err(|remedy| sheet.add(node.place, format!("there is no {} `{text}`", T::KIND), remedy))
        .ok()
}

/// The value of a word; `Err` says what to write instead.
pub(crate) fn word_of<T: Word>(text: &str) -> Result<T, String> {
    let found = T::WORDS
        .iter()
        .find(|(word, _)| *word == text)
        .map(|(_, value)| *value);
    found.ok_or_else(|| instead(text, &words::<T>()))
}

/// Every word of a kind.
pub(crate) fn words<T: Word>() -> Vec<&'static str> {
    T::WORDS.iter().map(|(word, _)| *word).collect()
}

/// The word for a value.
pub(crate) fn word_for<T: Word + PartialEq>(value: T) -> Option<&'static str> {
    let found = T::WORDS.iter().find(|(_, known)| *known == value);
    found.map(|(word, _)| *word)
}
