use std::fmt;

/// A call of the Nexthink API. Every [`Error`](crate::Error) says which one failed; the names suit metrics as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Call {
    /// The question whether a host is there at all.
    Reach,
    /// The request for an access token.
    Token,
    /// A saved query, answered at once.
    NqlExecute,
    /// The start of an export.
    NqlExport,
    /// The question how an export stands.
    NqlExportStatus,
    /// The download of an exported file, from the object store behind its signed URL.
    NqlExportFile,
    /// The list of remote actions.
    RemoteActionList,
    /// One remote action.
    RemoteActionDetails,
    /// The trigger of a remote action.
    RemoteActionExecute,
    /// The list of workflows.
    WorkflowList,
    /// One workflow.
    WorkflowDetails,
    /// The trigger of a workflow.
    WorkflowExecute,
    /// The trigger of a thinklet that a running workflow waits at.
    ThinkletTrigger,
}

impl Call {
    /// Its name, without variable parts: the tail of the path for most.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reach => "reach",
            Self::Token => "token",
            Self::NqlExecute => "nql/execute",
            Self::NqlExport => "nql/export",
            Self::NqlExportStatus => "nql/status",
            Self::NqlExportFile => "nql/file",
            Self::RemoteActionList => "act/remote-action",
            Self::RemoteActionDetails => "act/remote-action/details",
            Self::RemoteActionExecute => "act/execute",
            Self::WorkflowList => "workflows",
            Self::WorkflowDetails => "workflows/details",
            Self::WorkflowExecute => "workflows/execute",
            Self::ThinkletTrigger => "workflows/trigger",
        }
    }

    /// Whether it starts something on devices or for people, so that making it twice would do it twice.
    /// An export only costs a share of the tenant's daily allowance, so it is not one of these.
    #[must_use]
    pub const fn is_trigger(self) -> bool {
        matches!(
            self,
            Self::RemoteActionExecute | Self::WorkflowExecute | Self::ThinkletTrigger
        )
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
