//! What a sign-in is for.

use app::links::local;
use serde::{Deserialize, Deserializer, Serialize};

/// The longest path to go back to. It is taken along in a cookie, of which browsers keep 4096 bytes.
const LONGEST: usize = 1024;

/// Where to go afterwards, and whether this is a pop-up of a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    /// A path of ours.
    #[serde(default, deserialize_with = "back")]
    back: String,
    /// Set in a pop-up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    popup: Option<String>,
}

fn back<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let path = String::deserialize(deserializer)?;
    let fits = path.len() <= LONGEST;
    Ok(local(if fits { &path } else { "/" }).to_owned())
}

impl Purpose {
    /// A path of ours.
    pub fn back(&self) -> &str {
        if self.back.is_empty() { "/" } else { &self.back }
    }

    /// Whether this is a pop-up of a frame.
    pub const fn is_popup(&self) -> bool {
        self.popup.is_some()
    }

    /// As it stands in the query of an address.
    pub fn query(&self) -> String {
        let popup = self.popup.as_ref().map(|_| ("popup", "1"));
        let query: Vec<_> = [("back", self.back())].into_iter().chain(popup).collect();
        serde_urlencoded::to_string(query).unwrap_or_default()
    }

    /// Where to try once more: a pop-up has to stay one.
    pub fn again(&self) -> String {
        match self.is_popup() {
            true => format!("/sign-in?{}", self.query()),
            false => self.back().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str) -> Purpose {
        serde_urlencoded::from_str(query).unwrap()
    }

    #[test]
    fn it_leads_to_a_page_of_ours_and_survives_the_way() {
        for (query, back, again) in [
            ("", "/", "/"),
            ("back=%2Fhistory%3Fa%3D1", "/history?a=1", "/history?a=1"),
            ("back=https%3A%2F%2Fevil.example", "/", "/"),
            (
                "back=%2Fhistory&popup=1",
                "/history",
                "/sign-in?back=%2Fhistory&popup=1",
            ),
        ] {
            let purpose = of(query);
            assert_eq!(
                (purpose.back(), purpose.again().as_str()),
                (back, again),
                "{query}"
            );
            let kept: Purpose = serde_json::from_str(&serde_json::to_string(&purpose).unwrap()).unwrap();
            assert_eq!((kept.back(), kept.again().as_str()), (back, again));
            assert_eq!(of(&purpose.query()).again(), again);
        }
    }

    #[test]
    fn what_no_cookie_would_hold_is_left_behind() {
        assert_eq!(of(&format!("back=/{}", "a".repeat(LONGEST))).back(), "/");
        assert_eq!(
            of(&format!("back=/{}", "a".repeat(LONGEST - 1))).back().len(),
            LONGEST
        );
    }
}
