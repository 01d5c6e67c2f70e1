//! Which values are good, average and frustrating.

use domain::{Bands, Range, RatedBy, Unit};

use super::metric::in_unit;
use crate::{
    At, Place,
    fault::Sheet,
    quantity::{Quantity, show},
    read::{self, Keys},
    schema::{self, Group},
    yaml::Node,
};

/// Bands and what they are of.
pub(super) struct RatedBands {
    pub(super) bands: Bands,
    pub(super) rated_by: RatedBy,
}

/// One band as written.
struct Written {
    name: &'static str,
    place: Place,
    from: Option<At<Quantity>>,
    to: Option<At<Quantity>>,
}

/// One band with numbers.
struct Band {
    name: &'static str,
    range: Range,
    /// Where its lower end is written, or else the rest of it.
    start: Place,
    /// Where its upper end is written, or else the rest of it.
    end: Place,
}

/// Reads the three bands. Without the unit, only their shape can be checked.
pub(super) fn read(key: &str, node: &Node, unit: Option<Unit>, sheet: &mut Sheet<'_>) -> Option<RatedBands> {
    let mut keys = Keys::open("the list of bands", key, node, sheet)?;
    let good = keys.required("good", |key, node, sheet| Written::read("good", key, node, sheet));
    let average = keys.required("average", |key, node, sheet| {
        Written::read("average", key, node, sheet)
    });
    let frustrating = keys.required("frustrating", |key, node, sheet| {
        Written::read("frustrating", key, node, sheet)
    });
    keys.close();
    let (written, unit) = ([good?.value, average?.value, frustrating?.value], unit?);

    let percent = |bound: &Option<At<Quantity>>| bound.as_ref().is_some_and(|bound| bound.value.is_share());
    let is_share = unit != Unit::Percent
        && written
            .iter()
            .any(|band| percent(&band.from) || percent(&band.to));
    let (rated_by, unit) = if is_share {
        (RatedBy::Share, Unit::Percent)
    } else {
        (RatedBy::Value, unit)
    };

    // Every band is looked at before the first that is faulty ends it.
    let [good, average, frustrating] = written.map(|band| band.resolve(unit, is_share, sheet));
    let bands = [good?, average?, frustrating?];
    if bands.iter().any(|band| band.range.is_empty()) {
        return None;
    }
    check_cover(&bands, unit, sheet)?;
    let [good, average, frustrating] = bands.map(|band| band.range);
    Some(RatedBands {
        bands: Bands {
            good,
            average,
            frustrating,
        },
        rated_by,
    })
}

impl Written {
    fn read(name: &'static str, key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Self> {
        let mut keys = Keys::open("a band", key, node, sheet)?;
        let place = keys.place();
        let from = keys.optional("from", read::quantity);
        let to = keys.optional("to", read::quantity);
        if !keys.has("from") && !keys.has("to") {
            keys.sheet.add(
                place,
                format!("the band `{name}` has no bounds"),
                "add `from: …`, `to: …` or both",
            );
        }
        let whole = (keys.has("from") == from.is_some()) && (keys.has("to") == to.is_some());
        keys.close();
        (whole && (from.is_some() || to.is_some())).then_some(Self {
            name,
            place,
            from,
            to,
        })
    }

    fn resolve(self, unit: Unit, is_share: bool, sheet: &mut Sheet<'_>) -> Option<Band> {
        let mut number = |key: &str, bound: &Option<At<Quantity>>| match bound {
            None => Some(None),
            Some(bound) if is_share && !bound.value.is_share() && bound.value.number != 0.0 => {
                let what = format!("the bands mix percent of a whole with `{}`", bound.value);
                sheet.add(bound.place, what, "write all bounds with `%`, or none");
                None
            }
            Some(bound) => in_unit(key, bound, unit, sheet).map(Some),
        };
        let (from, to) = (number("from", &self.from), number("to", &self.to));
        let (from, to) = (from?, to?);
        let range = Range { from, to };
        let written_at = |bound: Option<&At<Quantity>>| bound.map_or(self.place, |bound| bound.place);
        let start = written_at(self.from.as_ref().or(self.to.as_ref()));
        let end = written_at(self.to.as_ref().or(self.from.as_ref()));
        if let (true, Some(from), Some(to)) = (range.is_empty(), from, to) {
            let name = self.name;
            let (what, remedy) = if from == to {
                (
                    format!(
                        "the band `{name}` is empty: it begins and ends at {}",
                        show(from, unit)
                    ),
                    "move one of its bounds",
                )
            } else {
                (
                    format!(
                        "the band `{name}` is upside down: it runs from {} to {}",
                        show(from, unit),
                        show(to, unit)
                    ),
                    "swap `from` and `to`",
                )
            };
            sheet.add(start, what, remedy);
        }
        Some(Band {
            name: self.name,
            range,
            start,
            end,
        })
    }
}

/// Notes values that lie in two bands or in none.
fn check_cover(bands: &[Band; 3], unit: Unit, sheet: &mut Sheet<'_>) -> Option<()> {
    let mut sorted: Vec<&Band> = bands.iter().collect();
    sorted.sort_by(|a, b| {
        a.range
            .from
            .unwrap_or(f64::NEG_INFINITY)
            .total_cmp(&b.range.from.unwrap_or(f64::NEG_INFINITY))
    });
    let mut sound = true;
    let mut fault = |place, what: String, remedy: &str| {
        sound = false;
        sheet.add(place, what, remedy);
    };
    let (least, most) = limits(unit);
    if let Some((first, from)) = sorted.first().and_then(|first| Some((first, first.range.from?)))
        && least.is_none_or(|least| from > least)
    {
        let what = format!("values below {} are in no band", show(from, unit));
        fault(
            first.start,
            what,
            &format!("leave `from` out of the band `{}`", first.name),
        );
    }
    for pair in sorted.windows(2) {
        let [lower, upper] = pair else { continue };
        let start = upper
            .range
            .from
            .map_or_else(|| "the lowest value".to_owned(), |from| show(from, unit));
        if lower.range.overlaps(&upper.range) {
            let what = format!(
                "the bands `{}` and `{}` overlap: both hold {start}",
                lower.name, upper.name
            );
            fault(
                upper.start,
                what,
                "end the one where the other begins: `to` is the first value that is outside",
            );
        } else if let (Some(to), Some(from)) = (lower.range.to, upper.range.from)
            && to < from
        {
            let what = format!("values from {} to {start} are in no band", show(to, unit));
            fault(
                upper.start,
                what,
                &format!("begin `{}` where `{}` ends", upper.name, lower.name),
            );
        }
    }
    let top = bands.iter().max_by(|a, b| upper_end(a).total_cmp(&upper_end(b)));
    if let Some((top, to)) = top.and_then(|top| Some((top, top.range.to?)))
        && most.is_none_or(|most| to <= most)
    {
        let what = format!("values from {} upwards are in no band", show(to, unit));
        fault(
            top.end,
            what,
            &format!("leave `to` out of the band `{}`", top.name),
        );
    }
    sound.then_some(())
}

fn upper_end(band: &Band) -> f64 {
    band.range.to.unwrap_or(f64::INFINITY)
}

/// The lowest and the highest value that there can be.
const fn limits(unit: Unit) -> (Option<f64>, Option<f64>) {
    match unit {
        Unit::Percent | Unit::Score => (Some(0.0), Some(100.0)),
        Unit::Bytes | Unit::Seconds | Unit::Days | Unit::Count => (Some(0.0), None),
        Unit::Dbm => (None, None),
    }
}

/// What they look like.
pub(super) fn schema() -> Group {
    let band = || {
        Group::new("The values from `from` up to, but not including, `to`.")
            .optional(
                "from",
                schema::amount(),
                "The lowest value inside; without it, there is none.",
            )
            .optional(
                "to",
                schema::amount(),
                "The lowest value above it; without it, there is none.",
            )
            .at_least_one(&["from", "to"])
    };
    Group::new("The bands of a figure.")
        .required("good", band(), "The green values.")
        .required("average", band(), "The yellow values.")
        .required("frustrating", band(), "The red values.")
}
