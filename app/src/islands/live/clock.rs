//! Times of the page: local where they are not, and counting.

use std::cell::Cell;

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::{refresh::ask, zone};
use crate::{
    age::Age,
    islands::dom::{all, by_id, document, every, word},
};

/// A clock that is off by less than this is taken as right: the page itself takes time to arrive.
const TOLERANCE_MS: f64 = 30_000.0;

thread_local! {
    /// How far the server's clock is ahead of this one.
    static AHEAD_MS: Cell<f64> = const { Cell::new(0.0) };
}

pub fn start() {
    read();
    every(1000, elapsed);
    every(30_000, ages);
}

/// Takes the time from the page, which has just come, and writes what the server could not know, or has not by now.
pub fn read() {
    let said = by_id("live").and_then(|live| milliseconds(&live, "data-now"));
    let ahead = said.map_or(0.0, |said| said - Date::now());
    AHEAD_MS.set(if ahead.abs() > TOLERANCE_MS { ahead } else { 0.0 });
    if !said.is_some_and(zone::is_ours) {
        clocks();
    }
    ages();
    elapsed();
}

fn now() -> f64 {
    Date::now() + AHEAD_MS.get()
}

fn body() -> Option<Element> {
    document().body().map(Into::into)
}

fn moment(time: &Element) -> Option<f64> {
    let at = Date::parse(&time.get_attribute("datetime")?);
    at.is_finite().then_some(at)
}

fn clocks() {
    let Some(body) = body() else { return };
    let mut language = document()
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default();
    // The server writes the day before the month.
    if language == "en" {
        language.push_str("-GB");
    }
    let today = Date::new(&JsValue::from_f64(now())).to_date_string();
    for time in all(&body, "time[data-clock]") {
        let Some(at) = moment(&time).map(|at| Date::new(&JsValue::from_f64(at))) else {
            continue;
        };
        let shown = time.get_attribute("data-clock");
        let whole = shown.as_deref() == Some("whole");
        let mut text = String::new();
        if whole || at.to_date_string() != today {
            let short = Object::new();
            let _ = Reflect::set(&short, &"day".into(), &"numeric".into());
            let _ = Reflect::set(&short, &"month".into(), &"short".into());
            if whole {
                let _ = Reflect::set(&short, &"year".into(), &"numeric".into());
            }
            text.push_str(&String::from(at.to_locale_date_string(&language, &short)));
            text.push_str(", ");
        }
        pad(&mut text, at.get_hours());
        text.push(':');
        pad(&mut text, at.get_minutes());
        if whole || shown.as_deref() == Some("s") {
            text.push(':');
            pad(&mut text, at.get_seconds());
        }
        time.set_text_content(Some(&text));
    }
}

fn ages() {
    let Some(body) = body() else { return };
    for time in all(&body, "time[data-age]") {
        let Some(at) = moment(&time) else { continue };
        let (name, n) = match Age::of(((now() - at) / 1000.0) as i64) {
            Age::Now => ("age-now", 0),
            Age::Minutes(n) => ("age-minutes", n),
            Age::Hours(n) => ("age-hours", n),
            Age::Days(n) => ("age-days", n),
        };
        time.set_text_content(Some(&word(name).replace("{n}", &n.to_string())));
    }
}

fn elapsed() {
    let Some(body) = body() else { return };
    for counter in all(&body, "[data-elapsed-since]") {
        if let Some(since) = milliseconds(&counter, "data-elapsed-since") {
            counter.set_text_content(Some(&stopwatch(now() - since)));
        }
    }
    for counter in all(&body, "[data-until]") {
        let Some(until) = milliseconds(&counter, "data-until") else {
            continue;
        };
        let left = until - now();
        counter.set_text_content(Some(&stopwatch(left + 999.0)));
        if left <= 0.0 {
            // Once: the page that comes says what can be done now.
            let _ = counter.remove_attribute("data-until");
            ask();
        }
    }
}

/// Read as a whole number, which they are: what reads and writes fractions would be a quarter of the bundle.
fn milliseconds(element: &Element, attribute: &str) -> Option<f64> {
    let whole: i64 = element.get_attribute(attribute)?.parse().ok()?;
    Some(whole as f64)
}

fn stopwatch(left: f64) -> String {
    let seconds = (left.max(0.0) / 1000.0) as u32;
    let mut text = String::new();
    if seconds >= 3600 {
        text.push_str(&(seconds / 3600).to_string());
        text.push(':');
        pad(&mut text, seconds / 60 % 60);
    } else {
        text.push_str(&(seconds / 60).to_string());
    }
    text.push(':');
    pad(&mut text, seconds % 60);
    text
}

fn pad(text: &mut String, number: u32) {
    if number < 10 {
        text.push('0');
    }
    text.push_str(&number.to_string());
}
