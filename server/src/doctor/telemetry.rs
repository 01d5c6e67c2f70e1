//! The collector of traces: whether it answers, by a batch with nothing in it.

use super::finding::Finding;
use crate::{
    config::Telemetry,
    telemetry::{Failure, Sender},
};

/// Asks it.
pub async fn examine(config: &Telemetry) -> Vec<Finding> {
    let sender = match Sender::new(config) {
        Ok(Some(sender)) => sender,
        Ok(None) => {
            return vec![Finding::ok(
                "collector",
                "None is configured; no traces are sent.",
            )];
        }
        Err(fault) => return vec![Finding::of("collector", fault)],
    };
    vec![match sender.send(Vec::new()).await {
        Ok(()) => Finding::ok("collector", "It answers, and takes traces."),
        Err(failure) => {
            let remedy = match &failure {
                Failure::Refused(status) if matches!(status.as_u16(), 401 | 403) => {
                    "Check telemetry.headers: the collector does not take what they hold."
                }
                Failure::Refused(_) => {
                    "Check the path of telemetry.otlp_endpoint, and that the collector takes OTLP over HTTP as protobuf \
                     (port 4318 as a rule; 4317 is for gRPC, which Deskside does not speak)."
                }
                Failure::Silent(_) => {
                    "Check telemetry.otlp_endpoint, that the collector runs, and that this machine can reach it."
                }
            };
            let found = format!("{failure}. Traces are lost meanwhile, and nothing else is.");
            Finding::warning("collector", capital(&found), remedy)
        }
    }]
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use wiremock::{
        Mock, MockServer, ResponseTemplate,
        matchers::{header, method, path},
    };

    use super::*;
    use crate::doctor::finding::Verdict;

    async fn asked(at: String, token: &str) -> Finding {
        let config = Telemetry {
            otlp_endpoint: Some(at),
            headers: [("authorization".to_owned(), token.to_owned().into())].into(),
            ..Telemetry::default()
        };
        let [finding] = <[_; 1]>::try_from(examine(&config).await).unwrap();
        assert!(!format!("{finding:?}").contains(token), "{finding:?}");
        finding
    }

    #[tokio::test]
    async fn one_that_answers_one_that_refuses_and_one_that_is_not_there() {
        let collector = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path("/v1/traces"))
            .and(header("authorization", "token-that-is-right"))
            .and(header("content-type", "application/x-protobuf"))
            .respond_with(ResponseTemplate::new(200))
            .mount(&collector)
            .await;
        Mock::given(path("/refuses/v1/traces"))
            .respond_with(ResponseTemplate::new(401))
            .mount(&collector)
            .await;
        let good = asked(collector.uri(), "token-that-is-right").await;
        assert_eq!(good.verdict, Verdict::Ok);
        let refused = asked(format!("{}/refuses", collector.uri()), "token-that-is-wrong").await;
        assert_eq!(refused.verdict, Verdict::Warning);
        assert!(refused.remedy.contains("telemetry.headers"), "{refused:?}");
        let wrong = asked(format!("{}/elsewhere", collector.uri()), "token-that-is-right").await;
        assert!(wrong.remedy.contains("4318"), "{wrong:?}");
        let silent = asked("http://127.0.0.1:1".to_owned(), "token-that-is-right").await;
        assert_eq!(silent.verdict, Verdict::Warning);
        assert!(silent.remedy.contains("otlp_endpoint"), "{silent:?}");
    }

    #[tokio::test]
    async fn none_is_no_fault() {
        let findings = examine(&Telemetry::default()).await;
        assert_eq!(findings[0].verdict, Verdict::Ok);
    }
}
