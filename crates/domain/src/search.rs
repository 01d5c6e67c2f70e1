//! From what somebody types to the topics and remedies that are meant.

mod fold;
mod likeness;

use std::sync::Arc;

use crate::{Catalogue, Lang, Remedy, Standing, Topic};
use fold::words;
use likeness::likeness;

/// Something that was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Hit {
    /// A topic.
    Topic(Arc<Topic>),
    /// A remedy.
    Remedy(Arc<Remedy>),
}

/// The longest search that is looked at, in words; what comes behind is not.
const LONGEST: usize = 12;

/// How much more a word of a title says than one of a summary.
const TITLE: usize = 3;
const SUMMARY: usize = 1;

/// What can be found, and its words, each with how much it says.
struct Entry {
    hit: Hit,
    words: Vec<(String, usize)>,
}

impl Catalogue {
    /// The topics and remedies that these words may mean, the likeliest first, for somebody who belongs to this much.
    /// When the language knows nothing like them, the others are asked.
    ///
    /// Case and accents do not matter, words may be begun only, be part of longer ones, or have a slip in them. A word
    /// counts the more the fewer entries have it, so that "my" and "is" decide nothing.
    #[must_use]
    pub fn search(&self, lang: Lang, typed: &str, standing: &Standing) -> Vec<Hit> {
        let others = Lang::ALL.into_iter().filter(|other| *other != lang);
        std::iter::once(lang)
            .chain(others)
            .map(|lang| ranked(self.entries(lang, standing), &words(lang, typed)))
            .find(|hits| !hits.is_empty())
            .unwrap_or_default()
    }

    fn entries(&self, lang: Lang, standing: &Standing) -> Vec<Entry> {
        let topics = self
            .topics
            .iter()
            .filter(|topic| topic.is_for(standing))
            .map(|topic| {
                let also = topic.also.get(&lang).into_iter().flatten().map(String::as_str);
                let said: Vec<&str> = std::iter::once(topic.title.get(lang)).chain(also).collect();
                let intro = topic.intro.as_ref().map_or("", |intro| intro.get(lang));
                Entry::new(lang, Hit::Topic(topic.clone()), &said, intro)
            });
        let remedies = self
            .remedies
            .iter()
            .filter(|remedy| remedy.is_for(standing))
            .map(|remedy| {
                let (title, summary) = (remedy.title.get(lang), remedy.summary.get(lang));
                Entry::new(lang, Hit::Remedy(remedy.clone()), &[title], summary)
            });
        topics.chain(remedies).collect()
    }
}

impl Entry {
    fn new(lang: Lang, hit: Hit, said: &[&str], summary: &str) -> Self {
        let weighed = |text: &str, weight| words(lang, text).into_iter().map(move |word| (word, weight));
        let said = said.iter().flat_map(|text| weighed(text, TITLE));
        let words = said.chain(weighed(summary, SUMMARY)).collect();
        Self { hit, words }
    }

    /// How well the best of its words fits this one; 0 when none does.
    fn fit(&self, typed: &str) -> usize {
        let fits = |(word, weight): &(String, usize)| likeness(typed, word) * weight;
        self.words.iter().map(fits).max().unwrap_or(0)
    }
}

/// What fits at least half as well as the best does, the best first; what fits as well as another keeps its place.
fn ranked(entries: Vec<Entry>, typed: &[String]) -> Vec<Hit> {
    let mut points = vec![0; entries.len()];
    for word in typed.iter().take(LONGEST) {
        let fits: Vec<usize> = entries.iter().map(|entry| entry.fit(word)).collect();
        let rarity = 1 + fits.iter().filter(|fit| **fit == 0).count();
        for (points, fit) in points.iter_mut().zip(fits) {
            *points += fit * rarity;
        }
    }
    let best = points.iter().copied().max().unwrap_or(0);
    let mut found: Vec<(usize, Hit)> = points
        .into_iter()
        .zip(entries)
        .filter(|(points, _)| *points > 0 && points * 2 >= best)
        .map(|(points, entry)| (points, entry.hit))
        .collect();
    found.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
    found.into_iter().map(|(_, hit)| hit).collect()
}
