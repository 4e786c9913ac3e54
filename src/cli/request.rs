//! Requests: what the arguments ask for.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::engine::report::Purpose;
use crate::format::reach::{ReachWriter, TrafficChangeWriter};
use crate::format::{AuditWriter, ChangesWriter, Format, TraceWriter};
use crate::locale::InputName;
use crate::plan::{Cidr, IcmpKind, Ports, Protocol};

/// A request.
pub(super) enum Request {
    /// The help.
    Help,
    /// The help of `verify`.
    VerifyHelp,
    /// The version.
    Version,
    /// The answer for a plan.
    Check {
        /// The plan to read.
        from: Input,
        /// The format of the answer.
        format: &'static Format,
        /// True if other ways are wanted beside each rule to add.
        other_ways: bool,
    },
    /// The audit of the rules of a plan.
    Audit {
        /// The plan to read.
        from: Input,
        /// The writer of the audit.
        write: AuditWriter,
    },
    /// The answer to a question about packets.
    Trace {
        /// The plan to read.
        plan: Input,
        /// The question, with its ends as they were written.
        asked: Box<Asked>,
        /// The format of the answer.
        write: TraceWriter,
    },
    /// The answer to the question who reaches what.
    Reach {
        /// The plan to read.
        plan: Input,
        /// The question, with its ends as they were written.
        asked: Box<AskedReach>,
        /// The writer of the answer.
        write: ReachWriter,
    },
    /// The packets that a change lets in or keeps out.
    CompareTraffic {
        /// The state before.
        before: Input,
        /// The state after.
        after: Input,
        /// The writer of the answer.
        write: TrafficChangeWriter,
    },
    /// The steps from one state of a plan to another.
    Compare {
        /// The state before.
        before: Input,
        /// The state after.
        after: Input,
        /// The writer of the steps.
        write: ChangesWriter,
    },
    /// Tells whether a report is right.
    Verify {
        /// The report to read.
        from: Input,
    },
    /// A plan as a link.
    Link {
        /// The plan to read.
        from: Input,
        /// The address of the planner's page; only what stands behind its `#` where left out.
        base: Option<String>,
    },
    /// The plan of a link.
    Open {
        /// The link, or the file that holds it.
        from: Input,
    },
}

/// A question as it was written.
pub(super) struct Asked {
    pub(super) from: String,
    pub(super) from_address: Option<Cidr>,
    pub(super) to: String,
    pub(super) protocol: Protocol,
    pub(super) icmp: Option<IcmpKind>,
    pub(super) source_ports: Ports,
    pub(super) ports: Ports,
    pub(super) purpose: Purpose,
}

/// The question who reaches what as it was written.
pub(super) struct AskedReach {
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
    pub(super) protocol: Protocol,
    pub(super) ports: Ports,
    /// True if the rules to add count as well.
    pub(super) with_changes: bool,
}

/// The source from which a plan or a report is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A link that holds the plan.
    Link(String),
}

impl Input {
    /// The input by its name, for messages.
    pub(super) fn name(&self) -> InputName {
        match self {
            Self::Standard => InputName::Standard,
            Self::File(path) => InputName::File(path.display().to_string()),
            Self::Link(_) => InputName::Link,
        }
    }

    /// The input that an argument names.
    pub(super) fn of(value: &OsString) -> Self {
        match value.to_str() {
            Some("-") => Self::Standard,
            Some(text) if text.contains("#p=") => Self::Link(text.to_owned()),
            _ => Self::File(value.into()),
        }
    }
}
