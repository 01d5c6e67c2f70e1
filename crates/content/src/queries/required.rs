//! What the code needs of a saved query.

/// Whether a query gives figures of the metrics in `health.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// It does not.
    None,
    /// It gives the latest figures: every `value`, `whole` and `usual` column of every metric.
    Latest,
    /// It gives daily figures: each `trend` column must be given by one of these queries.
    Daily,
}

/// A saved query that the code calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequiredQuery {
    /// Its id, with the leading `#`.
    pub id: &'static str,
    /// The parameters that the code gives, without `$`: these and no others.
    pub parameters: &'static [&'static str],
    /// The columns that the code reads, by their keys in the answer, such as `device.name`.
    pub columns: &'static [&'static str],
    /// The figures that it gives besides.
    pub figures: Figures,
    /// Whether the code concludes something from what the answer does not show: then it must come the latest change
    /// first, and be cut off nowhere but where Nexthink cuts it off itself.
    pub tells_absence: bool,
    /// Whether content may be without it. What is there has to fit all the same.
    pub optional: bool,
}
