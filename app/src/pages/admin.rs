//! Pages for whoever looks after Deskside.

mod content;
mod criteria;
mod explain;
mod limits;
mod table;
mod value;

pub use content::{ContentFault, ContentStatus, RefusedContent, content};
pub use explain::{ExplainView, NotExplained, explain};
pub use limits::limits;
pub use value::value;
