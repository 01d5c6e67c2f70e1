//! What a form posts is what the action reads. The forms are those of the pages; the reader is set up as `server_fn`
//! sets up its own for URL-encoded bodies.

use app::actions::{ActionError, RunAnswer, RunRemedy};

fn read(body: &str) -> Result<RunRemedy, serde_qs::Error> {
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
fn the_answer_has_the_shape_that_the_island_reads() {
    let started = RunAnswer::Started {
        location: "/executions/x".into(),
    };
    assert_eq!(
        serde_json::to_string(&started).unwrap(),
        r#"{"started":{"location":"/executions/x"}}"#
    );
    let refused = RunAnswer::Refused { text: "No.".into() };
    assert_eq!(
        serde_json::to_string(&refused).unwrap(),
        r#"{"refused":{"text":"No."}}"#
    );
    assert_eq!(
        serde_json::to_string(&ActionError::Internal).unwrap(),
        r#"{"error":"internal"}"#
    );
}
