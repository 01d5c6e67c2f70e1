//! People: who somebody is, and what a sign-in says of them.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::{Audience, EmployeeId};

/// Who somebody is: proven by a sign-in, and the identifiers that Nexthink may know them by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// What Deskside keys everything of this person by.
    pub id: EmployeeId,
    /// How to address them.
    pub name: String,
    /// The user principal name (`user.upn` in NQL).
    pub upn: String,
    /// The address for mail, if the sign-in says it.
    #[serde(default)]
    pub email: Option<String>,
    /// What they belong to.
    #[serde(default)]
    pub standing: Standing,
}

/// What somebody belongs to, as the sign-in said and the configuration understands it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The audiences that they are part of.
    #[serde(default)]
    pub audiences: BTreeSet<Audience>,
    /// Whether they look after Deskside.
    #[serde(default)]
    pub admin: bool,
}

impl Standing {
    /// Whether what is meant for these audiences is meant for somebody who belongs to this much. For no audience means
    /// for everybody.
    #[must_use]
    pub fn is_among(&self, audiences: &BTreeSet<Audience>) -> bool {
        audiences.is_empty() || !audiences.is_disjoint(&self.audiences)
    }
}

/// An identifier that Nexthink keeps of its users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identifier {
    /// The user principal name, `user.upn`. It names one person in the whole company.
    Upn,
    /// One that has to be looked up.
    Other(Lookup),
}

/// An identifier that leads to a user principal name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lookup {
    /// The user name, `user.name`. Two domains may each have one.
    UserName,
    /// The security identifier, `user.sid`.
    Sid,
    /// The e-mail address, `user.ad.email_address`.
    Email,
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Upn => "user principal name",
            Self::Other(Lookup::UserName) => "user name",
            Self::Other(Lookup::Sid) => "SID",
            Self::Other(Lookup::Email) => "e-mail address",
        })
    }
}

/// What a sign-in says of somebody, before it is known whom Nexthink means by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// By which identifier they are named.
    pub by: Identifier,
    /// The identifier itself.
    pub value: String,
    /// How to address them, if the sign-in says so.
    pub name: Option<String>,
    /// The address for mail, if the sign-in says it and nobody doubts it.
    pub email: Option<String>,
    /// What they belong to.
    pub standing: Standing,
}

/// A user as Nexthink knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownUser {
    /// The identifier by which they were looked for, as Nexthink has it.
    pub identifier: String,
    /// The user principal name; empty for an account that has none.
    pub upn: String,
    /// The full name, or the user name.
    pub name: String,
}
