//! Where the links of a page lead: the same pages exist at the top level and, to be framed, below [`FRAMED`].

use domain::{CollectorUid, DiagnosisId, ExecutionId, HandOverId, Lang, RemedyId, Subject, TopicId};

use crate::frame::{Frame, Theme};

/// The path below which every page may stand in a frame.
pub const FRAMED: &str = "/embed";

/// The query parameters that every framed address carries, in the order in which they are written.
const CARRIED: [&str; 4] = ["host", "locale", "theme", "identify"];

/// Where a page's links lead: what stands before every path, and the query that every link carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links {
    base: &'static str,
    carry: String,
}

impl Links {
    /// Links of the top level.
    #[must_use]
    pub fn top() -> Self {
        Self::default()
    }

    /// Links inside a frame. `locale` is the language that the frame's address asks for, if it does.
    #[must_use]
    pub fn framed(frame: &Frame, locale: Option<Lang>) -> Self {
        let values = [
            frame.host.as_deref(),
            locale.map(Lang::tag),
            (frame.theme != Theme::Auto).then_some(frame.theme.name()),
            frame.identify.then_some("token"),
        ];
        let mut carry = String::new();
        for (name, value) in CARRIED.into_iter().zip(values) {
            if let Some(value) = value {
                if !carry.is_empty() {
                    carry.push('&');
                }
                carry.push_str(name);
                carry.push('=');
                push_encoded(&mut carry, value);
            }
        }
        Self { base: FRAMED, carry }
    }

    /// The address of a path of ours, which starts with a slash and may have a query and a fragment.
    #[must_use]
    pub fn to(&self, path: &str) -> String {
        if self.base.is_empty() {
            return path.to_owned();
        }
        let (address, fragment) = match path.split_once('#') {
            Some((address, fragment)) => (address, Some(fragment)),
            None => (path, None),
        };
        let (path, query) = match address.split_once('?') {
            Some((path, query)) => (path, query),
            None => (address, ""),
        };
        let mut whole = String::with_capacity(self.base.len() + address.len() + self.carry.len() + 2);
        whole.push_str(self.base);
        // The overview is at the base itself.
        whole.push_str(if path == "/" { "" } else { path });
        for (mark, part) in [
            ('?', query),
            (if query.is_empty() { '?' } else { '&' }, &self.carry),
        ] {
            if !part.is_empty() {
                whole.push(mark);
                whole.push_str(part);
            }
        }
        if let Some(fragment) = fragment {
            whole.push('#');
            whole.push_str(fragment);
        }
        whole
    }
}

/// The path and query without what links of frames carry: the same page at the top level.
#[must_use]
pub fn bare(path_and_query: &str) -> String {
    let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !CARRIED.contains(&pair.split('=').next().unwrap_or_default()))
        .collect();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    }
}

/// What is handed over, as addresses and forms name it, where what is not meant is empty: one of them alone, or a topic
/// with a device.
#[must_use]
pub fn subject(device: &str, topic: &str, diagnosis: &str, execution: &str) -> Option<Subject> {
    Some(match (device, topic, diagnosis, execution) {
        (device, "", "", "") => Subject::Device {
            device: device.parse().ok()?,
        },
        ("", topic, "", "") => Subject::Topic {
            topic: topic.parse().ok()?,
            device: None,
        },
        (device, topic, "", "") => Subject::Topic {
            topic: topic.parse().ok()?,
            device: Some(device.parse().ok()?),
        },
        ("", "", diagnosis, "") => Subject::Diagnosis {
            diagnosis: diagnosis.parse().ok()?,
        },
        ("", "", "", execution) => Subject::Execution {
            execution: execution.parse().ok()?,
        },
        _ => return None,
    })
}

/// The path of the page on which something is handed over to IT.
pub(crate) fn hand_over(about: &Subject) -> String {
    match about {
        Subject::Device { device } => format!("/hand-over?device={device}"),
        Subject::Topic { topic, device: None } => format!("/hand-over?topic={topic}"),
        Subject::Topic {
            topic,
            device: Some(device),
        } => format!("/hand-over?topic={topic}&device={device}"),
        Subject::Diagnosis { diagnosis } => format!("/hand-over?diagnosis={diagnosis}"),
        Subject::Execution { execution } => format!("/hand-over?execution={execution}"),
    }
}

/// The path of the page of a symptom, on this device if it is about one.
pub(crate) fn topic(topic: &TopicId, device: Option<&CollectorUid>) -> String {
    match device {
        Some(device) => format!("/topics/{topic}?device={device}"),
        None => format!("/topics/{topic}"),
    }
}

/// The path of the page of a remedy, on this device if it is about one.
pub(crate) fn remedy(remedy: &RemedyId, device: Option<&CollectorUid>) -> String {
    match device {
        Some(device) => format!("/remedies/{remedy}?device={device}"),
        None => format!("/remedies/{remedy}"),
    }
}

/// The path of the page of a device.
pub(crate) fn device(device: &CollectorUid) -> String {
    format!("/devices/{device}")
}

/// The path of the page of an execution.
pub(crate) fn execution(execution: &ExecutionId) -> String {
    format!("/executions/{execution}")
}

/// The path of the page of a look at a symptom.
pub(crate) fn diagnosis(diagnosis: &DiagnosisId) -> String {
    format!("/diagnoses/{diagnosis}")
}

/// The path of the page of what was handed over to IT.
pub(crate) fn handed_over(hand_over: &HandOverId) -> String {
    format!("/hand-overs/{hand_over}")
}

/// A path of ours with more in its query, before the fragment if it has one.
pub(crate) fn with_query(path: &str, more: &str) -> String {
    let (address, fragment) = match path.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (path, None),
    };
    let mark = if address.contains('?') { '&' } else { '?' };
    match fragment {
        Some(fragment) => format!("{address}{mark}{more}#{fragment}"),
        None => format!("{address}{mark}{more}"),
    }
}

/// The path to go back to after a form; anything that would leave this origin becomes the home page.
#[must_use]
pub fn local(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    if local { path } else { "/" }
}

/// A value as it may stand in a query.
pub(crate) fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    push_encoded(&mut text, value);
    text
}

fn push_encoded(text: &mut String, value: &str) {
    for byte in value.bytes() {
        // A slash and a colon mean nothing in a query, and an origin stays readable.
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame, Lang, Links, Theme, bare, encoded, local, with_query};

    fn framed() -> Links {
        let frame = Frame {
            host: Some("https://portal.example.com:8443".into()),
            theme: Theme::Dark,
            identify: true,
            css: None,
        };
        Links::framed(&frame, Some(Lang::De))
    }

    #[test]
    fn at_the_top_level_a_path_is_its_own_address() {
        assert_eq!(Links::top().to("/devices/x?y=1#z"), "/devices/x?y=1#z");
    }

    #[test]
    fn in_a_frame_every_address_carries_what_the_frame_needs() {
        let carry = "host=https://portal.example.com:8443&locale=de&theme=dark&identify=token";
        let links = framed();
        assert_eq!(links.to("/"), format!("/embed?{carry}"));
        assert_eq!(links.to("/history"), format!("/embed/history?{carry}"));
        assert_eq!(
            links.to("/devices/x?refused=internal&remedy=y#remedy-y"),
            format!("/embed/devices/x?refused=internal&remedy=y&{carry}#remedy-y")
        );
    }

    #[test]
    fn a_frame_that_says_nothing_has_plain_links() {
        let links = Links::framed(&Frame::default(), None);
        assert_eq!(links.to("/"), "/embed");
        assert_eq!(links.to("/?refused=internal#x"), "/embed?refused=internal#x");
    }

    #[test]
    fn the_same_page_at_the_top_level_carries_nothing() {
        assert_eq!(
            bare("/devices/x?host=https://a.example&y=1&theme=dark"),
            "/devices/x?y=1"
        );
        assert_eq!(bare("/?identify=token"), "/");
        assert_eq!(bare("/history"), "/history");
        assert_eq!(bare("/x?hosts=1&locale"), "/x?hosts=1");
    }

    #[test]
    fn nothing_leads_out_of_here() {
        assert_eq!(local("/devices/x?y=1#z"), "/devices/x?y=1#z");
        for hostile in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nSet-Cookie: x",
        ] {
            assert_eq!(local(hostile), "/", "{hostile:?}");
        }
    }

    #[test]
    fn more_stands_before_the_fragment() {
        assert_eq!(with_query("/x", "a=1"), "/x?a=1");
        assert_eq!(with_query("/x?b=2#c", "a=1"), "/x?b=2&a=1#c");
    }

    #[test]
    fn nothing_breaks_out_of_a_query() {
        assert_eq!(encoded("a&b=c#\"ü"), "a%26b%3Dc%23%22%C3%BC");
    }
}
