//! The forms that run remedies, found in a page as a browser finds them.

use super::random::Random;

/// A remedy's form, filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Which remedy it runs.
    pub remedy: String,
    /// Names and values, as they are sent.
    pub fields: Vec<(String, String)>,
    /// What else than now can be chosen, as the form sends it.
    pub later: Vec<String>,
}

/// The field that says when a remedy starts; empty for now.
const LATER: &str = "later";

impl Form {
    /// As `application/x-www-form-urlencoded`.
    pub fn encoded(&self) -> String {
        let pairs: Vec<_> = self
            .fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        pairs.join("&")
    }

    /// The same form, for later; `None` when the remedy offers no other time than now.
    pub fn planned(&self, random: &mut Random) -> Option<Self> {
        let later = random.pick(&self.later)?;
        let mut planned = self.clone();
        let (_, when) = planned.fields.iter_mut().find(|(name, _)| name == LATER)?;
        when.clone_from(later);
        Some(planned)
    }
}

/// Every form of a page that runs a remedy now: boxes ticked, and one of the options chosen.
pub fn in_page(html: &str, random: &mut Random) -> Vec<Form> {
    let forms = html.split("<form ").skip(1).filter_map(|rest| {
        let form = rest.split_once("</form>").map_or(rest, |(form, _)| form);
        form.contains("action=\"/api/run_remedy\"").then_some(form)
    });
    forms.filter_map(|form| filled_in(form, random)).collect()
}

fn filled_in(form: &str, random: &mut Random) -> Option<Form> {
    let (mut fields, mut later) = (Vec::new(), Vec::new());
    let mut select: Option<(String, Vec<String>)> = None;
    let tags = form
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    for tag in tags {
        let value = || attribute(tag, "value").map(unescaped).unwrap_or_default();
        if tag.starts_with("input") {
            fields.push((unescaped(attribute(tag, "name")?), value()));
        } else if tag.starts_with("select") {
            select = Some((unescaped(attribute(tag, "name")?), Vec::new()));
        } else if tag.starts_with("option") {
            if let Some((_, options)) = &mut select
                && !value().is_empty()
            {
                options.push(value());
            }
        } else if tag.starts_with("/select")
            && let Some((name, options)) = select.take()
        {
            if name == LATER {
                later = options;
                fields.push((name, String::new()));
            } else {
                fields.push((name, random.pick(&options)?.clone()));
            }
        }
    }
    let remedy = fields.iter().find(|(name, _)| name == "remedy")?.1.clone();
    Some(Form {
        remedy,
        fields,
        later,
    })
}

/// The value of an attribute of a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = format!(" {name}=\"");
    let (_, rest) = tag.split_once(&start)?;
    rest.split_once('"').map(|(value, _)| value)
}

/// The text of an attribute.
pub fn unescaped(value: &str) -> String {
    value
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// As a browser encodes a form field; more than it must, which does no harm.
pub fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form method="post" action="/language"><button>Deutsch</button></form>
        <form class="run-form" method="post" action="/api/run_remedy" data-run="">
        <input type="hidden" name="device" value="d-1"><input type="hidden" name="remedy" value="free-up-space">
        <input type="hidden" name="key" value="k&amp;1">
        <select name="parameters[Level]"><option value="">Choose</option><option value="Deep" selected>Deep</option></select>
        <input type="text" name="custom[Level]" maxlength="60">
        <select name="later"><option value="">Now</option><option value="3600">In one hour</option></select>
        <input type="checkbox" name="consent" value="true"><button type="submit">Free up space</button></form>"#;

    #[test]
    fn a_form_is_filled_in_as_an_employee_would() {
        let forms = in_page(PAGE, &mut Random::new(1));
        assert_eq!(forms.len(), 1);
        assert_eq!(forms[0].remedy, "free-up-space");
        assert_eq!(
            forms[0].encoded(),
            "device=d-1&remedy=free-up-space&key=k%261&parameters%5BLevel%5D=Deep&custom%5BLevel%5D=&later=&consent=true"
        );
        let planned = forms[0].planned(&mut Random::new(1)).unwrap();
        assert!(planned.encoded().ends_with("&later=3600&consent=true"));
    }

    #[test]
    fn what_is_needed_is_encoded() {
        assert_eq!(encoded("ana+1@example.com"), "ana%2B1%40example.com");
    }
}
