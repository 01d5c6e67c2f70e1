//! What trouble with the service desk means for a hand-over.

use service::{DeskError, DeskTrouble};
use tickets::Fault;

/// Of a call for a ticket. What the credentials or the address keep from being made is made once somebody has mended
/// them: the report is not at fault.
pub fn of_making(fault: Fault) -> DeskError {
    told(fault, |status| {
        matches!(status, 300..=399 | 401 | 403 | 404 | 405 | 407 | 410)
    })
}

/// Of a call about a ticket, which may be gone.
pub fn of_asking(fault: Fault) -> DeskError {
    told(fault, |status| matches!(status, 300..=399 | 401 | 403 | 407))
}

fn told(fault: Fault, is_of_settings: impl Fn(u16) -> bool) -> DeskError {
    let message = fault.to_string();
    let trouble = match fault {
        Fault::Refused {
            status: Some(status), ..
        } if is_of_settings(status) => {
            tracing::warn!(
                status,
                "the service desk refuses this installation; what is handed over waits until somebody has mended \
                 [service_desk] or its account there: {message}"
            );
            DeskTrouble::NotNow(None)
        }
        Fault::Refused { .. } => DeskTrouble::Refused,
        Fault::Busy { retry_after, .. } => DeskTrouble::NotNow(retry_after),
        Fault::Unknown { .. } => DeskTrouble::Unknown,
    };
    DeskError { trouble, message }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn refused(status: u16) -> Fault {
        Fault::Refused {
            status: Some(status),
            why: "No".to_owned(),
        }
    }

    #[test]
    fn what_somebody_can_mend_is_no_refusal_of_the_report() {
        for (status, making, asking) in [
            (302, DeskTrouble::NotNow(None), DeskTrouble::NotNow(None)),
            (400, DeskTrouble::Refused, DeskTrouble::Refused),
            (401, DeskTrouble::NotNow(None), DeskTrouble::NotNow(None)),
            (403, DeskTrouble::NotNow(None), DeskTrouble::NotNow(None)),
            (404, DeskTrouble::NotNow(None), DeskTrouble::Refused),
            (413, DeskTrouble::Refused, DeskTrouble::Refused),
        ] {
            assert_eq!(of_making(refused(status)).trouble, making, "{status}");
            assert_eq!(of_asking(refused(status)).trouble, asking, "{status}");
        }
    }

    #[test]
    fn what_is_certain_stays_certain() {
        let (why, retry_after) = (String::new(), Some(Duration::from_secs(7)));
        let busy = Fault::Busy {
            why: why.clone(),
            retry_after,
        };
        assert_eq!(of_making(busy).trouble, DeskTrouble::NotNow(retry_after));
        let unknown = Fault::Unknown { why, retry_after };
        assert_eq!(of_making(unknown).trouble, DeskTrouble::Unknown);
    }
}
