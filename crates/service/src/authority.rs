//! Authority is a value: a use-case takes the proof of who asks, and only who checked it can make one.

use domain::{EmployeeId, Identity, Standing};

/// A signed-in employee. Whoever holds one may do what that employee may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employee(Identity);

impl Employee {
    /// Declares that this person has been proven to be who they say. Clippy refuses a call of this anywhere but where
    /// a session is proven (`disallowed-methods` in `clippy.toml`).
    #[must_use]
    pub const fn vouch(identity: Identity) -> Self {
        Self(identity)
    }

    /// What everything of this person is keyed by.
    #[must_use]
    pub const fn id(&self) -> &EmployeeId {
        &self.0.id
    }

    /// What they belong to.
    #[must_use]
    pub const fn standing(&self) -> &Standing {
        &self.0.standing
    }

    /// Who they are.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.0
    }
}

/// An employee who looks after Deskside. Whoever holds one may see what is kept of everybody, as far as a use-case shows
/// it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admin(Employee);

impl Admin {
    /// The same employee, if they look after Deskside.
    #[must_use]
    pub fn of(employee: &Employee) -> Option<Self> {
        employee.standing().admin.then(|| Self(employee.clone()))
    }

    /// Who.
    #[must_use]
    pub const fn employee(&self) -> &Employee {
        &self.0
    }
}
