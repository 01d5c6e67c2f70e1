//! How the parsers of tokens and of the grammar fail.

use winnow::error::ParserError;
use winnow::stream::Stream;

use crate::error::Fault;

/// Why a parser did not succeed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something else stands here; another branch may match.
    Mismatch,
    /// The query is wrong, whatever another branch may say.
    Fault {
        /// Where, in bytes.
        offset: usize,
        fault: Box<Fault>,
    },
}

impl Failure {
    pub fn fault(offset: usize, fault: Fault) -> Self {
        Self::Fault {
            offset,
            fault: Box::new(fault),
        }
    }

    /// The fault and where it is; for a mismatch, what `otherwise` says.
    pub fn fault_or(self, otherwise: impl FnOnce() -> (usize, Fault)) -> (usize, Fault) {
        match self {
            Self::Fault { offset, fault } => (offset, *fault),
            Self::Mismatch => otherwise(),
        }
    }
}

impl<I: Stream> ParserError<I> for Failure {
    type Inner = Self;

    fn from_input(_input: &I) -> Self {
        Self::Mismatch
    }

    fn is_backtrack(&self) -> bool {
        matches!(self, Self::Mismatch)
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}
