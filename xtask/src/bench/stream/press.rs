//! Makes something happen for one employee: a remedy is pressed, and its execution is queued.

use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::bench::{
    browser::{Answer, Browser},
    forms::Form,
    random::Random,
    tenant::Person,
};

/// How often a page is asked for that does not know its device yet.
const TRIES: usize = 10;

/// The buttons of one employee that have not been pressed yet.
pub struct Buttons {
    employee: String,
    devices: Vec<String>,
    pressed: Vec<(String, String)>,
}

/// One press.
pub struct Pressed {
    /// The execution that it started.
    pub execution: String,
    /// When the request was sent.
    pub at: Instant,
    /// When the answer was there.
    pub answered: Instant,
}

impl Buttons {
    /// All of them.
    pub fn of(person: &Person) -> Self {
        let devices = person.devices.iter().map(|device| device.collector_uid.clone());
        Self {
            employee: person.upn.clone(),
            devices: devices.collect(),
            pressed: Vec::new(),
        }
    }

    /// Looks at the page of each device.
    pub fn look(&self, address: &str) -> Result<()> {
        let mut browser = Browser::new(address, &self.employee);
        for device in &self.devices {
            browser.remedies(device, &mut Random::new(0))?;
        }
        Ok(())
    }

    /// Presses the next one; `None` when none is left.
    pub fn press(&mut self, address: &str) -> Result<Option<Pressed>> {
        let mut browser = Browser::new(address, &self.employee);
        let Some((device, form)) = self.next(&mut browser)? else {
            return Ok(None);
        };
        self.pressed.push((device, form.remedy.clone()));
        let at = Instant::now();
        let answer = browser.press(&form)?;
        let answered = Instant::now();
        match answer {
            Answer::Accepted(execution) => Ok(Some(Pressed {
                execution,
                at,
                answered,
            })),
            other => bail!("{} of {} was answered with {other:?}", form.remedy, self.employee),
        }
    }

    fn next(&self, browser: &mut Browser) -> Result<Option<(String, Form)>> {
        for device in &self.devices {
            let mut forms = Vec::new();
            for _ in 0..TRIES {
                forms = browser.remedies(device, &mut Random::new(0))?;
                if !forms.is_empty() {
                    break;
                }
            }
            let pressed = |form: &Form| self.pressed.contains(&(device.clone(), form.remedy.clone()));
            if let Some(form) = forms.into_iter().find(|form| !pressed(form)) {
                return Ok(Some((device.clone(), form)));
            }
        }
        Ok(None)
    }
}

/// The execution that an event speaks of, and the state that it has entered.
pub fn said(data: &str) -> Result<(Option<String>, Option<String>)> {
    let said: serde_json::Value = serde_json::from_str(data).context("an event is not JSON")?;
    let text = |key: &str| said[key].as_str().map(str::to_owned);
    Ok((text("execution"), text("state")))
}
