//! Ratings of figures that something depends on.

use domain::{Condition, MetricId, Rating};
use serde_json::Value;

use crate::{
    At,
    fault::Sheet,
    health::Known,
    read::{id, is_empty, list, word},
    schema::{self, map_of, some_of},
    yaml::{self, Node},
};

/// Reads `{ disk_free: [average, frustrating] }`: each metric with the ratings under which the condition holds. `never`
/// says what could not happen without any rating.
pub(crate) fn read(
    key: &str,
    node: &Node,
    known: Option<&Known>,
    never: &str,
    sheet: &mut Sheet<'_>,
) -> Option<Vec<Condition>> {
    let yaml::Value::Map(entries) = &node.value else {
        let what = format!(
            "`{key}` should name metrics and ratings, not {}",
            node.value.kind()
        );
        sheet.add(
            node.place,
            what,
            format!("write for example `{key}: {{ disk_free: [average, frustrating] }}`"),
        );
        return None;
    };
    let mut conditions: Vec<Condition> = Vec::new();
    for (name, ratings) in entries {
        let as_node = Node::new(yaml::Value::Text(name.value.clone()), name.place);
        let metric = id::<MetricId>(key, &as_node, sheet);
        if let (Some(known), Some(metric)) = (known, &metric) {
            known.metric(&At::new(metric.clone(), name.place), sheet);
        }
        let rated = list(word::<Rating>)(&name.value, ratings, sheet);
        let (Some(metric), Some(rated)) = (metric, rated) else {
            continue;
        };
        if is_empty(ratings) {
            let what = format!("no rating of `{metric}` is named, so {never}");
            sheet.add(
                ratings.place,
                what,
                "name the ratings, such as `[average, frustrating]`",
            );
        }
        if conditions.iter().any(|earlier| earlier.metric == metric) {
            let what = format!("`{metric}` stands here for the second time");
            sheet.add(name.place, what, "name all its ratings in one list");
        }
        conditions.push(Condition {
            metric,
            rated: rated.into_iter().map(|rating| rating.value).collect(),
        });
    }
    Some(conditions)
}

/// What [`read`] reads.
pub(crate) fn schema() -> Value {
    map_of(some_of(schema::word::<Rating>()))
}
