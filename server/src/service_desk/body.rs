//! What the service desk reads. It is the same however often it is written: nothing in it is of the attempt.

use domain::{HandedDevice, State, Subject, Verdict};
use service::{
    TicketReport,
    view::{ExecutionSummary, FigureView, FindingView},
};
use tickets::Block;

use super::words::Words;

/// As many characters of an output stand in the text. The receipt has all of it.
const LONGEST_OUTPUT: usize = 300;

/// What is written about one hand-over.
pub struct Body<'a> {
    /// In whose language.
    pub words: &'a Words,
    /// The hand-over, and what is known about it.
    pub told: &'a TicketReport,
}

impl Body<'_> {
    /// One line: the symptom or run, and the device.
    pub fn subject(&self) -> String {
        let order = &self.told.hand_over.order;
        let device = self.device().map(|device| device.name.as_str());
        let symptom = self.symptom();
        match (&order.about, self.told.runs.first(), symptom, device) {
            (Subject::Execution { .. }, Some(run), _, Some(device)) => self.words.say_of(
                "subject-run",
                &[
                    ("remedy", &self.remedy(run)),
                    ("state", &self.state(run)),
                    ("device", device),
                ],
            ),
            (_, _, Some(symptom), Some(device)) => self
                .words
                .say_of("subject-symptom", &[("symptom", &symptom), ("device", device)]),
            (_, _, Some(symptom), None) => symptom,
            (_, _, None, device) => {
                let device = device.unwrap_or(&order.name);
                self.words.say_of("subject-device", &[("device", device)])
            }
        }
    }

    /// What matters most comes first: where there is little room, the end is missing.
    pub fn blocks(&self) -> Vec<Block> {
        let note = self.told.hand_over.order.note.as_ref();
        let quote = note.map(|note| Block::Quote(note.as_str().to_owned()));
        let lists = [
            ("looked-at", self.findings()),
            (
                "tried",
                self.told.runs.iter().flat_map(|run| self.run(run)).collect(),
            ),
        ];
        let lists = lists
            .into_iter()
            .filter(|(_, points)| !points.is_empty())
            .flat_map(|(heading, points)| [self.heading(heading), Block::List(points)]);
        let figures = match self.told.figures.is_empty() {
            true => Vec::new(),
            false => vec![self.heading("figures"), Block::Facts(self.figures())],
        };
        quote
            .into_iter()
            .chain([Block::Facts(self.who_and_where())])
            .chain(lists)
            .chain(figures)
            .collect()
    }

    fn heading(&self, key: &str) -> Block {
        Block::Heading(self.words.say(key))
    }

    fn device(&self) -> Option<&HandedDevice> {
        self.told.hand_over.order.facts.device.as_ref()
    }

    /// In the employee's words, or what content called it once.
    fn symptom(&self) -> Option<String> {
        let known = self.told.topic.as_ref();
        let title = known.map(|topic| topic.title.get(self.words.lang).to_owned());
        let name = || {
            self.told
                .hand_over
                .order
                .facts
                .topic
                .as_ref()
                .map(ToString::to_string)
        };
        title.or_else(name)
    }

    fn who_and_where(&self) -> Vec<(String, String)> {
        let order = &self.told.hand_over.order;
        let device = self.device();
        let known = device.and_then(|device| device.known.as_ref());
        let stamp = |at| self.words.pages().stamp(at, None);
        let facts = [
            ("person", Some(order.name.clone())),
            ("upn", Some(order.upn.clone())),
            ("email", order.email.clone()),
            ("symptom", self.symptom()),
            ("device", device.map(|device| device.name.clone())),
            ("model", known.map(|known| known.model.clone())),
            ("system", known.map(|known| known.system.clone())),
            ("seen", known.map(|known| stamp(known.last_seen))),
            ("uid", device.map(|device| device.uid.to_string())),
            ("asked", Some(stamp(order.created_at))),
        ];
        facts
            .into_iter()
            .filter_map(|(key, fact)| Some((key, fact.filter(|fact| !fact.is_empty())?)))
            .map(|(key, fact)| (self.words.say(key), fact))
            .collect()
    }

    fn findings(&self) -> Vec<String> {
        let device = self.device().map_or("", |device| &device.name);
        let point = |finding: &FindingView| {
            let key = match finding.verdict {
                Verdict::Found => return self.words.pages().found(finding, device),
                Verdict::Fine => "fine",
                Verdict::Looking => "looking",
                Verdict::Unknown => "unknown",
            };
            let check = finding.check.title.get(self.words.lang);
            self.words.say_of(key, &[("check", check)])
        };
        self.told.findings.iter().map(point).collect()
    }

    /// A run, and what is to be said about it.
    fn run(&self, run: &ExecutionSummary) -> Vec<String> {
        let execution = &run.execution;
        let first = self.words.say_of(
            "run",
            &[
                ("remedy", &self.remedy(run)),
                ("state", &self.state(run)),
                ("time", &self.words.pages().stamp(execution.since(), None)),
                ("code", &execution.code()),
            ],
        );
        // As it came: IT looks for it, and compares.
        let of = |key, name, text: &str| {
            let text: String = text.trim().chars().take(LONGEST_OUTPUT).collect();
            (!text.is_empty()).then(|| self.words.say_of(key, &[(name, text.as_str())]))
        };
        let details = of("details", "details", execution.details());
        let output = of("output", "output", execution.output());
        [Some(first), self.changed(run), details, output]
            .into_iter()
            .flatten()
            .collect()
    }

    fn remedy(&self, run: &ExecutionSummary) -> String {
        match &run.remedy {
            Some(remedy) => remedy.title.get(self.words.lang).to_owned(),
            None => run.execution.order.remedy.to_string(),
        }
    }

    /// Where a run stands. What the pages say to the employee is put in other words.
    fn state(&self, run: &ExecutionSummary) -> String {
        match run.execution.state() {
            State::WaitingForUser | State::WaitingForAnswer => self.words.say("waits"),
            state => self.words.pages().state(state).to_owned(),
        }
    }

    /// The figure by which a run proves itself, before and after.
    fn changed(&self, run: &ExecutionSummary) -> Option<String> {
        let metric = &run.execution.order.proof.as_ref()?.metric;
        let view = self.told.figures.iter().find(|view| view.metric.id == *metric)?;
        let value = |value| self.words.pages().value(view.metric.unit, value);
        let (before, after) = (run.execution.before()?, run.execution.after()?);
        Some(self.words.say_of(
            "changed",
            &[
                ("figure", view.metric.label.get(self.words.lang)),
                ("before", &value(before.value)),
                ("after", &value(after.value)),
            ],
        ))
    }

    fn figures(&self) -> Vec<(String, String)> {
        let fact = |FigureView { metric, figure, .. }: &FigureView| {
            let pages = self.words.pages();
            let measured = [
                ("value", pages.value_of(metric, figure.value, figure.whole)),
                ("rating", pages.rating(figure.rating).to_owned()),
                ("time", pages.stamp(figure.as_of, None)),
            ];
            let measured = measured.each_ref().map(|(name, value)| (*name, value.as_str()));
            (
                metric.label.get(self.words.lang).to_owned(),
                self.words.say_of("measured", &measured),
            )
        };
        self.told.figures.iter().map(fact).collect()
    }
}
