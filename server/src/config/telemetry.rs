//! `[telemetry]`: where traces are sent.

use std::{collections::BTreeMap, fs, ops::RangeInclusive, path::PathBuf};

use reqwest::{
    Url,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use schemars::JsonSchema;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[telemetry]
otlp_endpoint = "http://127.0.0.1:4318"
sample = 0.1"#;

/// Where the address of the traces ends (OTLP/HTTP).
const PATH: &str = "/v1/traces";

/// What share can be sampled.
const SHARE: RangeInclusive<f64> = 0.0..=1.0;

/// Where traces are sent.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Telemetry {
    /// The address of a collector that takes OpenTelemetry's protocol (OTLP) over HTTP, as protobuf; `/v1/traces` is added
    /// where it does not end so. Without it there are no traces.
    pub otlp_endpoint: Option<String>,
    /// What this server is called in traces.
    pub service_name: String,
    /// The share of requests and turns of workers that is traced. What a trusted proxy says of a request goes first.
    #[schemars(range(min = *SHARE.start(), max = *SHARE.end()))]
    pub sample: f64,
    /// Headers that are sent along, each a secret.
    #[schemars(with = "BTreeMap<String, crate::config::secret::Secret>")]
    pub headers: BTreeMap<String, SecretString>,
    /// A file with further ones, `name: value` on each line.
    pub headers_file: Option<PathBuf>,
}

impl Default for Telemetry {
    fn default() -> Self {
        Self {
            otlp_endpoint: None,
            service_name: "deskside".to_owned(),
            sample: 1.0,
            headers: BTreeMap::new(),
            headers_file: None,
        }
    }
}

impl Telemetry {
    /// Whether the section makes sense.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self) -> Result<(), Fault> {
        if !SHARE.contains(&self.sample) {
            let (least, most) = SHARE.into_inner();
            return Err(fault(&format!(
                "telemetry.sample: it is not from {least} to {most}"
            )));
        }
        if self.service_name.trim().is_empty() {
            return Err(fault("telemetry.service_name: it is empty"));
        }
        for (name, value) in &self.headers {
            header(name, value.expose_secret(), "telemetry.headers")?;
        }
        self.endpoint().map(drop)
    }

    /// Where traces go, if they go anywhere.
    ///
    /// # Errors
    /// When that is no address.
    pub fn endpoint(&self) -> Result<Option<Url>, Fault> {
        let Some(text) = &self.otlp_endpoint else {
            return Ok(None);
        };
        // What is wrong is not repeated: it may hold a password.
        let wrong = |why: &str| Err(fault(&format!("telemetry.otlp_endpoint: {why}")));
        let Ok(mut url) = text.parse::<Url>() else {
            return wrong("it is not an address");
        };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return wrong("it does not begin with http:// or https://");
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
            return wrong("it holds a password or a query; what is secret belongs into telemetry.headers");
        }
        let path = url.path().trim_end_matches('/').to_owned();
        if !path.ends_with(PATH) {
            url.set_path(&format!("{path}{PATH}"));
        }
        Ok(Some(url))
    }

    /// The headers to send along, from wherever they are.
    ///
    /// # Errors
    /// When their file cannot be read, or one is none.
    pub fn all_headers(&self) -> Result<HeaderMap, Fault> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = header(name, value.expose_secret(), "telemetry.headers")?;
            headers.insert(name, value);
        }
        if let Some(file) = &self.headers_file {
            let text = fs::read_to_string(file).map_err(|error| {
                let what = format!("telemetry.headers_file: cannot read {}: {error}", file.display());
                Fault::new(what, "check its path and rights")
            })?;
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let (name, value) = line.split_once(':').unwrap_or((line, ""));
                let (name, value) = header(name.trim(), value.trim(), "telemetry.headers_file")?;
                headers.insert(name, value);
            }
        }
        Ok(headers)
    }
}

/// A header, which is kept out of whatever is printed.
fn header(name: &str, value: &str, key: &str) -> Result<(HeaderName, HeaderValue), Fault> {
    match (name.parse(), HeaderValue::try_from(value)) {
        (Ok(name), Ok(mut value)) if !value.is_empty() => {
            value.set_sensitive(true);
            Ok((name, value))
        }
        _ => {
            let what = format!("{key}: one of its lines is not the name of a header with a value");
            Err(Fault::new(
                what,
                "for example: authorization = \"Bearer …\", in a file authorization: Bearer …",
            ))
        }
    }
}

fn fault(what: &str) -> Fault {
    Fault::new(what, format!("for example:\n{EXAMPLE}"))
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use super::*;

    fn read(text: &str) -> Telemetry {
        Figment::from(Toml::string(text)).extract().unwrap()
    }

    #[test]
    fn nothing_said_is_no_traces() {
        let telemetry = read("");
        telemetry.check().unwrap();
        assert_eq!(telemetry.endpoint().unwrap(), None);
    }

    #[test]
    fn the_path_of_traces_is_added_once() {
        for (said, meant) in [
            ("http://127.0.0.1:4318", "http://127.0.0.1:4318/v1/traces"),
            ("https://otel.example.com/", "https://otel.example.com/v1/traces"),
            (
                "https://otel.example.com/otlp/",
                "https://otel.example.com/otlp/v1/traces",
            ),
            (
                "https://otel.example.com/v1/traces",
                "https://otel.example.com/v1/traces",
            ),
        ] {
            let telemetry = read(&format!("otlp_endpoint = '{said}'"));
            assert_eq!(telemetry.endpoint().unwrap().unwrap().as_str(), meant);
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_and_not_repeated() {
        for (wrong, key) in [
            ("otlp_endpoint = 'very-secret'", "otlp_endpoint"),
            ("otlp_endpoint = 'ftp://very-secret/'", "otlp_endpoint"),
            (
                "otlp_endpoint = 'https://a:very-secret@otel.example.com'",
                "otlp_endpoint",
            ),
            (
                "otlp_endpoint = 'https://otel.example.com/?key=very-secret'",
                "otlp_endpoint",
            ),
            ("sample = 1.01", "sample"),
            ("sample = nan", "sample"),
            ("service_name = ' '", "service_name"),
            ("headers = { 'a b' = 'very-secret' }", "headers"),
            ("headers = { a = '' }", "headers"),
        ] {
            let said = read(wrong).check().unwrap_err().to_string();
            assert!(said.contains(&format!("telemetry.{key}")), "{wrong}: {said}");
            assert!(!said.contains("very-secret"), "{said}");
        }
    }

    #[test]
    fn headers_come_from_both_places_and_are_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("headers");
        fs::write(&file, "x-key: very-secret\n\n").unwrap();
        let telemetry = read(&format!(
            "headers = {{ authorization = 'Bearer very-secret' }}\nheaders_file = {file:?}"
        ));
        let headers = telemetry.all_headers().unwrap();
        assert_eq!(headers["authorization"], "Bearer very-secret");
        assert_eq!(headers["x-key"], "very-secret");
        assert!(!format!("{telemetry:?} {headers:?}").contains("very-secret"));
        fs::write(&file, "very-secret\n").unwrap();
        let said = telemetry.all_headers().unwrap_err().to_string();
        assert!(
            said.contains("telemetry.headers_file") && !said.contains("very-secret"),
            "{said}"
        );
    }
}
