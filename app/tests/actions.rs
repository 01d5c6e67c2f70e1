//! What a form posts is what the action reads. The forms are those of the pages; the reader is set up as `server_fn`
//! sets up its own for URL-encoded bodies.

use app::actions::{
    ActionAnswer, ActionError, Answer, Cancel, CheckAgain, ChooseDevice, Diagnose, Feedback, HandOver, Mark,
    RunRemedy,
};

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
fn a_look_its_fix_its_judgement_and_a_hand_over_are_read() {
    let look = read_as::<Diagnose>("device=d&topic=slow&key=k&person=p").unwrap();
    assert_eq!((look.device.as_str(), look.topic.as_str()), ("d", "slow"));
    assert!(
        read_as::<Diagnose>("device=d&topic=slow").is_err(),
        "a press without a key is none"
    );
    assert_eq!(
        read("device=d&remedy=r&key=k&diagnosis=x").unwrap().diagnosis,
        "x"
    );
    assert_eq!(read("device=d&remedy=r&key=k").unwrap().diagnosis, "");
    let said = read_as::<Feedback>("diagnosis=x&helped=false&hand_over=true").unwrap();
    assert!(!said.helped && said.hand_over && said.execution.is_empty());
    assert!(
        read_as::<Feedback>("diagnosis=x").is_err(),
        "somebody has to say it"
    );
    let note = "topic=slow&device=d&note=Since+Monday%0D%0A%26+worse&key=k";
    assert_eq!(read_as::<HandOver>(note).unwrap().note, "Since Monday\r\n& worse");
    let mark = read_as::<Mark>("remedy=r&marked=true&back=%2Fsearch%3Fq%3Da").unwrap();
    assert_eq!((mark.marked, mark.back.as_str()), (true, "/search?q=a"));
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

#[test]
fn a_press_for_later_and_a_question_for_fresh_figures_are_read() {
    let now = read("device=d&remedy=r&key=k&later=").unwrap();
    let later = read("device=d&remedy=r&key=k&later=3600").unwrap();
    assert_eq!((now.later.as_str(), later.later.as_str()), ("", "3600"));
    let again = read_as::<CheckAgain>("device=d&diagnosis=x&person=p").unwrap();
    assert_eq!((again.device.as_str(), again.diagnosis.as_str()), ("d", "x"));
    assert_eq!(read_as::<CheckAgain>("device=d").unwrap().diagnosis, "");
    assert!(read_as::<CheckAgain>("").is_err() && read_as::<ChooseDevice>("").is_err());
}
