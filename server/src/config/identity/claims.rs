//! Which claims of a sign-in mean what.

use domain::{Identifier, Lookup};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::fault::Fault;

/// Which claims of a sign-in mean what. A name with dots reaches into objects where no claim has the name as it stands.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Claims {
    /// Holds the user principal name.
    pub upn: Option<String>,
    /// Holds the user name.
    pub user_name: Option<String>,
    /// Holds the security identifier.
    pub sid: Option<String>,
    /// Holds the e-mail address. It is not believed where `email_verified` says anything but true.
    pub email: Option<String>,
    /// Holds the address for mail, which names nobody. It is left out where `email_verified` says anything but true.
    pub mail: Option<String>,
    /// Holds how to address the person.
    pub name: Option<String>,
    /// Holds the person's groups: a list, or a text that is one.
    pub groups: Option<String>,
}

/// Says whether an e-mail address is the person's own (OpenID Connect Core 1.0, 5.1).
pub const VERIFIED: &str = "email_verified";

impl Claims {
    /// The claim that names the person, and what it names them by.
    pub fn identifier(&self) -> Option<(Identifier, &str)> {
        let ways = [
            (Identifier::Upn, &self.upn),
            (Identifier::Other(Lookup::UserName), &self.user_name),
            (Identifier::Other(Lookup::Sid), &self.sid),
            (Identifier::Other(Lookup::Email), &self.email),
        ];
        let mut named = ways
            .into_iter()
            .filter_map(|(by, claim)| Some((by, claim.as_deref()?)));
        let first = named.next()?;
        named.next().is_none().then_some(first)
    }

    /// The claims that are wanted.
    pub fn wanted(&self) -> Vec<String> {
        let identifier = self.identifier().map(|(_, claim)| claim);
        let mail = self.mail.as_deref();
        let verified = self.email.as_deref().or(mail).map(|_| VERIFIED);
        let (name, groups) = (self.name.as_deref(), self.groups.as_deref());
        [identifier, verified, mail, name, groups]
            .into_iter()
            .flatten()
            // A name with dots may be one name, or reach into an object.
            .flat_map(|claim| [claim, claim.split('.').next().unwrap_or(claim)])
            .map(str::to_owned)
            .collect()
    }

    pub(super) fn check(&self, section: &str) -> Result<(), Fault> {
        match self.identifier() {
            Some(_) => Ok(()),
            None => Err(Fault::new(
                format!("{section}.claims: exactly one of upn, user_name, sid and email has to be set"),
                "for example: claims = { upn = \"preferred_username\", name = \"name\", groups = \"groups\" }",
            )),
        }
    }
}
