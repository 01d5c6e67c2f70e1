//! `topics/*.yaml`: what can be wrong in the employee's words, and what helps; one file each.

mod check;
mod collect;
mod help;

use std::collections::BTreeMap;

use domain::{CategoryId, Lang, Platform, Remedy, RemedyId, Topic, TopicId};

use crate::{
    At, entry,
    fault::Sheet,
    health::Known,
    read::{self, Keys, values},
    remedies::Shelf,
    schema::{self, Group, list_of, local_text, text},
    yaml::Node,
};

/// What a topic can refer to, and what it has to fit.
pub(crate) struct Around<'a> {
    /// What `health.yaml` says, or nothing when that could not be read.
    known: Option<&'a Known>,
    shelf: &'a Shelf,
    /// The platforms of the topic; empty when they could not be read.
    platforms: &'a [Platform],
}

/// Reads one topic. `known` is what `health.yaml` says, or nothing when that could not be read.
pub(crate) fn read(
    stem: &str,
    node: &Node,
    known: Option<&Known>,
    shelf: &Shelf,
    sheet: &mut Sheet<'_>,
) -> Option<Topic> {
    let mut keys = Keys::open("a topic", "the file", node, sheet)?;
    let id = keys.required("id", read::id::<TopicId>);
    let category = keys.required("category", read::id::<CategoryId>);
    let title = keys.required("title", read::local_text);
    let also = keys.optional("also", other_words);
    let platforms = keys.required("platforms", entry::platforms("topic"));
    let audiences = keys.optional("audiences", entry::audiences("topic"));
    let intro = keys.optional("intro", read::local_text);
    let around = Around {
        known,
        shelf,
        platforms: platforms.as_ref().map_or(&[], |at| &at.value),
    };
    let checks = keys.optional("checks", |key, node, sheet| {
        check::list(key, node, &around, sheet)
    });
    let explanation = keys.optional("explanation", read::local_text);
    let remedies = keys.optional("remedies", |key, node, sheet| around.remedies(key, node, sheet));
    let help = keys.optional("help", read::list(help::read));
    let hand_over = keys.optional("hand_over", read::local_text);

    let leads_somewhere = ["checks", "remedies", "help"]
        .into_iter()
        .any(|key| keys.has(key));
    let place = keys.place();
    let sheet = &mut *keys.sheet;
    if let Some(id) = &id {
        entry::check_id(id.value.as_str(), id.place, stem, sheet);
    }
    if let (Some(known), Some(category)) = (known, &category) {
        known.category(category, sheet);
    }
    if !leads_somewhere {
        let what = "this topic leads nowhere: it looks at nothing and says nothing that would help";
        sheet.add(place, what, "add `checks: …`, `remedies: …` or `help: …`");
    }
    keys.close();

    Some(Topic {
        id: id?.value,
        category: category?.value,
        title: title?.value,
        also: also.map(|at| at.value).unwrap_or_default(),
        platforms: platforms?.value,
        audiences: audiences.map(|at| at.value).unwrap_or_default(),
        intro: intro.map(|at| at.value),
        checks: checks.map(|at| at.value).unwrap_or_default(),
        explanation: explanation.map(|at| at.value),
        remedies: remedies.map(|at| at.value).unwrap_or_default(),
        help: help.map(|at| values(at.value)).unwrap_or_default(),
        hand_over: hand_over.map(|at| at.value),
    })
}

/// Reads `{ en: [sluggish, hangs], de: […] }`. What people say differs from language to language, so that none has to
/// be there.
fn other_words(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<BTreeMap<Lang, Vec<String>>> {
    let mut keys = Keys::open("the list of other words", key, node, sheet)?;
    let mut words = BTreeMap::new();
    for lang in Lang::ALL {
        if let Some(at) = keys.optional(lang.tag(), read::list(read::text)) {
            words.insert(lang, values(at.value));
        }
    }
    keys.close();
    Some(words)
}

impl Around<'_> {
    /// Reads the names of remedies that help.
    fn remedies(&self, key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Vec<RemedyId>> {
        let named = read::list(read::id::<RemedyId>)(key, node, sheet)?;
        for (index, id) in named.iter().enumerate() {
            if named.iter().take(index).any(|earlier| earlier.value == id.value) {
                let what = format!("the remedy `{}` stands here for the second time", id.value);
                sheet.add(id.place, what, "keep one of the two");
            }
            let _: Option<&Remedy> = self.remedy(id, sheet);
        }
        Some(values(named))
    }

    /// The remedy of this name, if it could be read. Notes one that is not there, or that no device of the topic can run.
    fn remedy(&self, id: &At<RemedyId>, sheet: &mut Sheet<'_>) -> Option<&Remedy> {
        let remedy = self.shelf.remedy(id, sheet)?;
        let fits = |platform| remedy.platforms.contains(platform);
        // Platforms that could not be read are a fault already.
        if !self.platforms.is_empty() && !remedy.platforms.is_empty() && !self.platforms.iter().any(fits) {
            let what = format!(
                "the remedy `{}` is made for none of the platforms of this topic",
                id.value
            );
            sheet.add(
                id.place,
                what,
                "take it out, or change the `platforms` of one of the two",
            );
        }
        Some(remedy)
    }
}

/// What the file looks like.
pub(crate) fn schema() -> Group {
    let mut also = Group::new("Other words for the symptom, which the search knows.");
    for lang in Lang::ALL {
        also = also.optional(lang.tag(), list_of(text()), "Words in this language.");
    }
    let group = Group::new("What can be wrong in the employee's words, and what helps.")
        .required("id", schema::id(), "Its name, which is that of the file.")
        .required(
            "category",
            schema::id(),
            "The group of health.yaml that it belongs to.",
        )
        .required("title", local_text(), "The symptom in the employee's words.")
        .optional("also", also, "Other words for it.")
        .optional("intro", local_text(), "What will be looked at, in one sentence.")
        .optional(
            "checks",
            list_of(check::schema()),
            "What is looked at, in this order.",
        )
        .optional(
            "explanation",
            local_text(),
            "Why this happens, for whoever wants to know.",
        )
        .optional(
            "remedies",
            list_of(schema::id()),
            "What is worth trying when nothing was found, or what was found did not help; in this order.",
        )
        .optional("help", list_of(help::schema()), "What one can do oneself.")
        .optional("hand_over", local_text(), "What IT does when it is handed over.")
        .at_least_one(&["checks", "remedies", "help"]);
    entry::described(group)
}
