//! What the store has: the same at every server of an installation.

use std::collections::BTreeMap;

use domain::HandOverState;
use jiff::Timestamp;
use service::{Service, StoreError, view::DirectoryView};

use super::exposition::{Exposition, Kind};

/// What was read for it.
pub struct Kept {
    hand_overs: BTreeMap<HandOverState, u64>,
    due: u64,
    directory: DirectoryView,
}

impl Kept {
    /// As of now.
    pub async fn of(service: &Service) -> Result<Self, StoreError> {
        Ok(Self {
            hand_overs: service.hand_over_counts().await?,
            due: service.count_due().await?,
            directory: service.directory_view().await?,
        })
    }
}

pub fn tell(text: &mut Exposition, kept: &Kept, now: Timestamp) {
    let mut family = text.family(
        "deskside_outbox_due",
        Kind::Gauge,
        "What employees started that is due and that nobody is sending.",
    );
    family.sample(&[], kept.due);
    // Hand-overs that are queued or unsure for long wait for somebody to look after the service desk.
    let mut family = text.family(
        "deskside_hand_overs",
        Kind::Gauge,
        "Hand-overs to IT that are kept, by state.",
    );
    for state in HandOverState::ALL {
        let count = kept.hand_overs.get(&state).copied().unwrap_or_default();
        family.sample(&[("state", state.name())], count);
    }
    directory(text, &kept.directory, now);
}

fn directory(text: &mut Exposition, directory: &DirectoryView, now: Timestamp) {
    let sets = &directory.state.sets;
    let mut family = text.family(
        "deskside_directory_rows",
        Kind::Gauge,
        "Rows of the directory that is in force, by set.",
    );
    for set in sets {
        family.sample(&[("set", set.set.name())], set.rows);
    }
    let mut family = text.family(
        "deskside_directory_age_seconds",
        Kind::Gauge,
        "How long ago Nexthink was asked for what is in force of the directory, by set.",
    );
    for set in sets {
        let age = now.duration_since(set.as_of).as_secs();
        family.sample(&[("set", set.set.name())], age.max(0));
    }
    let mut family = text.family(
        "deskside_directory_source_down",
        Kind::Gauge,
        "Whether the directory could not be learned anew three times in a row: 1, and otherwise 0.",
    );
    family.sample(&[], u8::from(directory.state.source_down));
}
