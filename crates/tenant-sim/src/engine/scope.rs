//! Which names mean what.

use nql::ast::{Field, TableRef};
use nql::column_key;

use super::QueryError;
use super::term::Term;
use crate::tables::{FieldType, ObjectKind, TableKind, TableSchema, schema};

/// A column that the query has made: an alias of `compute` or `summarize`, or what was grouped by.
#[derive(Clone, Debug)]
pub struct Computed {
    /// Its key in the result.
    pub key: String,
    /// Its type.
    pub ty: FieldType,
}

/// The names that a statement can use.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The table as the query names it, which decides the columns' keys.
    pub table: TableRef,
    /// The table's declaration.
    pub schema: &'static TableSchema,
    /// Columns made so far; after `summarize` there are no others.
    pub computed: Vec<Computed>,
    /// Whether rows of the table are still there.
    pub summarized: bool,
}

/// What a name means.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// How to get it.
    pub term: Term,
    /// Its type.
    pub ty: FieldType,
    /// Its key in the result.
    pub key: String,
}

impl Scope {
    /// The scope of a table.
    pub fn of(table: &TableRef) -> Result<Self, QueryError> {
        let name = table.qualified();
        let schema = schema::ALL
            .iter()
            .find(|schema| schema.name.eq_ignore_ascii_case(&name))
            .ok_or_else(|| QueryError::UnknownTable(written(table)))?;
        Ok(Self {
            table: table.clone(),
            schema,
            computed: Vec::new(),
            summarized: false,
        })
    }

    /// The kind of object of the scope's table, if it holds objects.
    pub fn object_kind(&self) -> Option<ObjectKind> {
        match self.schema.kind {
            TableKind::Objects(kind) => Some(kind),
            TableKind::Events { .. } => None,
        }
    }

    /// What `field` means, or that there is no such thing.
    pub fn field(&self, field: &Field) -> Result<Resolved, QueryError> {
        self.find(field).ok_or_else(|| QueryError::UnknownField {
            field: field.path(),
            table: written(&self.table),
        })
    }

    /// What `field` means, if anything.
    pub fn find(&self, field: &Field) -> Option<Resolved> {
        let path = field.path();
        let key = column_key(&self.table, field);
        let computed = |name: &str| {
            self.computed
                .iter()
                .position(|column| column.key.eq_ignore_ascii_case(name))
        };
        if let Some(position) = computed(&path).or_else(|| computed(&key)) {
            let column = &self.computed[position];
            return Some(Resolved {
                term: Term::Computed(position),
                ty: column.ty,
                key: column.key.clone(),
            });
        }
        if self.summarized {
            return None;
        }
        let (term, ty) = self.own(&field.segments).or_else(|| self.aggregated(field))?;
        Some(Resolved { term, ty, key })
    }

    /// The kind of object that the single word `field` names, as in `device.count()`.
    pub fn counted_object(&self, field: &Field) -> Option<ObjectKind> {
        let [word] = field.segments.as_slice() else {
            return None;
        };
        ObjectKind::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .filter(|&kind| self.object_kind() == Some(kind) || self.schema.links_to(kind))
    }

    /// A column of the table, or of an object that it links to. A field may be written bare, after the table's
    /// singular, or after namespace and singular.
    fn own(&self, segments: &[String]) -> Option<(Term, FieldType)> {
        let (namespace, singular) = (self.table.namespace(), self.table.singular());
        let rest = match segments {
            [first, second, rest @ ..] if *first == namespace && *second == singular => rest,
            [first, rest @ ..] if *first == singular => rest,
            _ => &[],
        };
        for path in [segments, rest] {
            if let Some((column, ty)) = column(self.schema, path) {
                return Some((Term::column(column, ty), ty));
            }
        }
        let (first, rest) = segments.split_first()?;
        if first == "context" {
            return self.context(rest);
        }
        let kind = ObjectKind::ALL.into_iter().find(|kind| kind.word() == first)?;
        if !self.schema.links_to(kind) {
            return None;
        }
        let (column, ty) = column(schema::object_schema(kind), rest)?;
        Some((Term::linked(kind, column, ty), ty))
    }

    /// `context.…`: where an event happened. The vendor keeps what was true then; here it is what is true of the device
    /// now. Which fields there are is not public; these four were seen in queries.
    fn context(&self, rest: &[String]) -> Option<(Term, FieldType)> {
        const CONTEXT: [(&str, &str); 4] = [
            ("location.country", "location.country"),
            ("location.state", "location.state"),
            ("location.type", "location.type"),
            ("device_platform", "operating_system.platform"),
        ];
        let path = rest.join(".");
        let (_, of_device) = CONTEXT.iter().find(|(name, _)| path.eq_ignore_ascii_case(name))?;
        if !self.schema.links_to(ObjectKind::Device) {
            return None;
        }
        let devices = schema::object_schema(ObjectKind::Device);
        let column = devices.column(of_device)?;
        let ty = devices.fields[column].ty;
        Some((Term::linked(ObjectKind::Device, column, ty), ty))
    }

    /// `<metric>.avg` and its like: each event here is one sample, so that average, sum, minimum and maximum are the
    /// sample itself.
    fn aggregated(&self, field: &Field) -> Option<(Term, FieldType)> {
        let (metric, aggregate) = field.aggregate()?;
        let (term, ty) = self.own(&metric.segments)?;
        if !matches!(
            ty,
            FieldType::Int | FieldType::Float | FieldType::Bytes | FieldType::Duration
        ) {
            return None;
        }
        if aggregate == "count" {
            Some((Term::Present(Box::new(term)), FieldType::Int))
        } else {
            Some((term, ty))
        }
    }
}

/// The table as the query writes it.
pub fn written(table: &TableRef) -> String {
    match &table.namespace {
        Some(namespace) => format!("{namespace}.{}", table.name),
        None => table.name.clone(),
    }
}

fn column(schema: &TableSchema, segments: &[String]) -> Option<(usize, FieldType)> {
    if segments.is_empty() {
        return None;
    }
    let column = schema.column(&segments.join("."))?;
    Some((column, schema.fields[column].ty))
}
