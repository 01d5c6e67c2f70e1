//! How long ago something was, in the same words on the server and in the browser.

/// An age in the unit in which it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute.
    Now,
    /// 1 to 59 minutes.
    Minutes(i64),
    /// 1 to 47 hours.
    Hours(i64),
    /// Two days or more.
    Days(i64),
}

impl Age {
    /// The age of something that was this many seconds ago. What lies ahead, because of a clock that is off, is now.
    #[must_use]
    pub const fn of(seconds: i64) -> Self {
        match seconds {
            ..60 => Self::Now,
            60..3600 => Self::Minutes(seconds / 60),
            3600..172_800 => Self::Hours(seconds / 3600),
            _ => Self::Days(seconds / 86_400),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Age;

    #[test]
    fn the_unit_changes_where_the_number_would_become_hard_to_read() {
        let said = |seconds| Age::of(seconds);
        assert_eq!(said(-5), Age::Now);
        assert_eq!(said(59), Age::Now);
        assert_eq!(said(60), Age::Minutes(1));
        assert_eq!(said(3599), Age::Minutes(59));
        assert_eq!(said(3600), Age::Hours(1));
        assert_eq!(said(172_799), Age::Hours(47));
        assert_eq!(said(172_800), Age::Days(2));
    }
}
