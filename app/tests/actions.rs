//! What a form posts is what the action reads. The forms are those of the pages; the reader is set up as `server_fn`
//! sets up its own for URL-encoded bodies.

use app::actions::{ActionAnswer, ActionError, Answer, Cancel, RunRemedy};

fn read(body: &str) -> Result<RunRemedy, serde_qs::Error> {
    read_as(body)
}

fn read_as<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, serde_qs::Error> {
    serde_qs::Config::new(5, false).deserialize_str(body)
}

#[test]
fn a_form_as_browsers_encode_it_is_read() {
    let body = "device=30adce7c-0000-4000-8000-000000000001&remedy=reset-network&key=0199f6a0-1111-4222-8333-444455556666\
        &parameters%5BProfile%5D=Office&custom%5BProfile%5D=&parameters%5BReason%5D=calls+stutter+%26+drop&consent=true";
    let run = read(body).unwrap();
    assert_eq!(run.remedy, "reset-network");
    assert_eq!(run.parameters["Profile"], "Office");
    assert_eq!(run.parameters["Reason"], "calls stutter & drop");
    assert_eq!(run.custom["Profile"], "");
    assert!(run.consent);
}

#[test]
fn a_form_without_choices_and_box_is_read() {
    let run = read("device=d&remedy=r&key=k").unwrap();
    assert!(run.parameters.is_empty() && run.custom.is_empty() && !run.consent);
    assert!(
        read("device=d&remedy=r").is_err(),
        "a press without a key is none"
    );
}

#[test]
fn what_is_taken_back_and_answered_is_read() {
    assert_eq!(read_as::<Cancel>("execution=x").unwrap().execution, "x");
    assert!(read_as::<Cancel>("").is_err());
    let body = "execution=x&asked_at=2026-11-21T14%3A02%3A47.5Z&parameters%5Bsite%5D=&custom%5Bsite%5D=At+home&parameters%5Bphone%5D=1";
    let answer = read_as::<Answer>(body).unwrap();
    assert_eq!(answer.asked_at, "2026-11-21T14:02:47.5Z");
    assert_eq!(
        (
            answer.custom["site"].as_str(),
            answer.parameters["phone"].as_str()
        ),
        ("At home", "1")
    );
    assert!(
        read_as::<Answer>("execution=x").is_err(),
        "an answer to no question is none"
    );
}

#[test]
fn the_answer_has_the_shape_that_the_island_reads() {
    let location = || "/executions/x".to_owned();
    for (answer, json) in [
        (
            ActionAnswer::Accepted { location: location() },
            r#"{"accepted":{"location":"/executions/x"}}"#,
        ),
        (
            ActionAnswer::Overtaken { location: location() },
            r#"{"overtaken":{"location":"/executions/x"}}"#,
        ),
        (
            ActionAnswer::Refused { text: "No.".into() },
            r#"{"refused":{"text":"No."}}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&answer).unwrap(), json);
    }
    assert_eq!(
        serde_json::to_string(&ActionError::Internal).unwrap(),
        r#"{"error":"internal"}"#
    );
}
