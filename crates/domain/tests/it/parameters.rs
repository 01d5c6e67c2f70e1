//! Which parameters fit a remedy.

use std::collections::BTreeMap;

use domain::{Parameter, ParameterFault, Remedy};

use crate::support::{parameter, remedy};

fn fit(parameter: Parameter, given: &[(&str, &str)]) -> Result<Option<String>, ParameterFault> {
    let remedy = Remedy {
        parameters: vec![parameter],
        ..remedy()
    };
    let given = given
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    remedy.fit(&given).map(|mut fitted| fitted.remove("drive"))
}

fn choice(options: &[&str], custom: bool, default: Option<&str>) -> Parameter {
    Parameter {
        options: options.iter().map(|option| (*option).to_owned()).collect(),
        custom,
        default: default.map(str::to_owned),
        ..parameter("drive")
    }
}

#[test]
fn what_fits_is_sent_as_it_is_given() {
    let cases = [
        (choice(&[], false, None), "anything"),
        (choice(&["C", "D"], false, None), "D"),
        (choice(&["C", "D"], true, None), "E"),
        (choice(&["C", "D"], false, Some("C")), "D"),
        (choice(&[], false, None), "ÄÖÜäöüß€"),
    ];
    for (parameter, value) in cases {
        assert_eq!(fit(parameter, &[("drive", value)]), Ok(Some(value.to_owned())));
    }
}

#[test]
fn the_default_fills_what_is_not_given() {
    let with_default = || choice(&["C", "D"], false, Some("C"));
    assert_eq!(fit(with_default(), &[]), Ok(Some("C".to_owned())));
    assert_eq!(fit(with_default(), &[("drive", "")]), Ok(Some("C".to_owned())));
}

#[test]
fn what_does_not_fit_is_refused() {
    let name = || "drive".to_owned();
    let free = || choice(&[], false, None);
    let cases = [
        (free(), vec![], ParameterFault::Missing(name())),
        (free(), vec![("drive", "")], ParameterFault::Missing(name())),
        (
            free(),
            vec![("drive", "123456789")],
            ParameterFault::Malformed(name()),
        ),
        (free(), vec![("drive", "a\nb")], ParameterFault::Malformed(name())),
        (free(), vec![("drive", "a\0")], ParameterFault::Malformed(name())),
        (
            free(),
            vec![("drive", "\u{85}")],
            ParameterFault::Malformed(name()),
        ),
        (
            choice(&["C", "D"], false, None),
            vec![("drive", "c")],
            ParameterFault::NotAnOption(name()),
        ),
        (
            choice(&["C"], true, None),
            vec![("drive", "123456789")],
            ParameterFault::Malformed(name()),
        ),
        (
            free(),
            vec![("drive", "C"), ("force", "yes")],
            ParameterFault::Unknown("force".to_owned()),
        ),
        // A default that the admin wrote wrongly is not sent either.
        (
            choice(&["C"], false, Some("X")),
            vec![],
            ParameterFault::NotAnOption(name()),
        ),
    ];
    for (parameter, given, expected) in cases {
        assert_eq!(fit(parameter, &given), Err(expected), "{given:?}");
    }
}

#[test]
fn a_remedy_without_parameters_takes_none() {
    assert_eq!(remedy().fit(&BTreeMap::new()), Ok(BTreeMap::new()));
    let long = "x".repeat(5_000);
    let fault = remedy()
        .fit(&BTreeMap::from([(long, String::new())]))
        .unwrap_err();
    assert_eq!(
        fault,
        ParameterFault::Unknown("x".repeat(80)),
        "what is echoed stays short"
    );
}
