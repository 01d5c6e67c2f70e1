//! Notices that the content folder has changed.

use std::{sync::Arc, time::Duration};

use content::Stamp;
use tokio::{sync::Notify, task::spawn_blocking, time::sleep};
use tokio_util::sync::CancellationToken;

use super::{Read, Reload};

/// How often the folder is looked at. What looks the same twice is not being written any more.
pub const LOOK: Duration = Duration::from_secs(1);

/// Takes what is in the folder whenever it has changed and come to rest, and whenever somebody asks for it.
pub async fn watch(mut reload: Reload, look: Duration, asked: Arc<Notify>, stop: CancellationToken) {
    let mut rest = Rest::default();
    loop {
        let mut is_due = tokio::select! {
            () = sleep(look) => false,
            () = asked.notified() => true,
            () = stop.cancelled() => return,
        };
        if !is_due {
            let dir = reload.source.dir.clone();
            let Ok(stamp) = spawn_blocking(move || Stamp::of(&dir)).await else {
                continue;
            };
            is_due = rest.has_come_to(stamp, &reload.stamp);
        }
        if !is_due {
            continue;
        }
        let source = reload.source.clone();
        let Ok(read) = spawn_blocking(move || Read::of(&source)).await else {
            tracing::error!("the content could not be read: its reader broke off");
            continue;
        };
        reload.take(read);
    }
}

/// Whether the folder is at rest: editors write in several steps.
#[derive(Debug, Default)]
struct Rest {
    last: Option<Stamp>,
}

impl Rest {
    /// Whether what the folder looks like now is different from what was `read`, and not from the last look.
    fn has_come_to(&mut self, now: Stamp, read: &Stamp) -> bool {
        let rests = self.last.as_ref() == Some(&now);
        let differs = now != *read;
        self.last = Some(now);
        rests && differs
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_still_being_written_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let write = |text: &str| {
            fs::write(dir.path().join("health.yaml"), text).unwrap();
            Stamp::of(dir.path())
        };
        let (read, mut rest) = (write("a"), Rest::default());
        assert!(!rest.has_come_to(read.clone(), &read));
        assert!(!rest.has_come_to(read.clone(), &read), "nothing has changed");
        let half = write("ab");
        assert!(!rest.has_come_to(half, &read));
        let whole = write("abc");
        assert!(!rest.has_come_to(whole.clone(), &read), "it changed once more");
        assert!(rest.has_come_to(whole.clone(), &read));
        assert!(!rest.has_come_to(whole.clone(), &whole), "it has been read");
    }
}
