//! What can be referred to.

use domain::{CategoryId, Metric, MetricId};

use crate::{At, fault::Sheet, nearest::instead};

/// The categories and metrics that there are, faulty ones included: a reference to one of those is no fault of its own.
#[derive(Debug, Default)]
pub(crate) struct Known {
    categories: Vec<At<CategoryId>>,
    metrics: Vec<(At<MetricId>, Option<Metric>)>,
}

impl Known {
    pub(crate) fn add_category(&mut self, id: &At<CategoryId>, sheet: &mut Sheet<'_>) {
        if let Some(earlier) = self.categories.iter().find(|known| known.value == id.value) {
            let what = format!(
                "there is another category `{}` on line {}",
                id.value, earlier.place.line
            );
            sheet.add(id.place, what, "give one of the two another id");
            return;
        }
        self.categories.push(id.clone());
    }

    pub(crate) fn add_metric(&mut self, id: &At<MetricId>, metric: Option<Metric>, sheet: &mut Sheet<'_>) {
        if let Some((earlier, _)) = self.metrics.iter().find(|(known, _)| known.value == id.value) {
            let what = format!(
                "there is another metric `{}` on line {}",
                id.value, earlier.place.line
            );
            sheet.add(id.place, what, "give one of the two another id");
            return;
        }
        self.metrics.push((id.clone(), metric));
    }

    /// Notes a reference that leads nowhere.
    pub(crate) fn category(&self, id: &At<CategoryId>, sheet: &mut Sheet<'_>) {
        let known: Vec<&str> = self.categories.iter().map(|known| known.value.as_str()).collect();
        if !known.contains(&id.value.as_str()) {
            let what = format!("there is no category `{}` in health.yaml", id.value);
            sheet.add(id.place, what, instead(id.value.as_str(), &known));
        }
    }

    /// The metric of this name, if it is there and without fault. Notes a reference that leads nowhere.
    pub(crate) fn metric(&self, id: &At<MetricId>, sheet: &mut Sheet<'_>) -> Option<&Metric> {
        if let Some((_, metric)) = self.metrics.iter().find(|(known, _)| known.value == id.value) {
            return metric.as_ref();
        }
        let known: Vec<&str> = self
            .metrics
            .iter()
            .map(|(known, _)| known.value.as_str())
            .collect();
        let what = format!("there is no metric `{}` in health.yaml", id.value);
        sheet.add(id.place, what, instead(id.value.as_str(), &known));
        None
    }
}
