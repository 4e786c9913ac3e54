//! A connection of one's own in a line: its ends, what of it must reach or not, and what comes of it.

use crate::engine::report::{ConnectionAnswer, ConnectionVerdict, IcmpRange, Report};
use crate::plan::{Connection, ConnectionKind, Plan};

use super::names::end;
use super::{Language, ProtocolPortText};

/// A connection with its answer, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionText {
    pub(super) name: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: ConnectionKind,
    pub(super) wire: ProtocolPortText,
    pub(super) verdict: ConnectionVerdict,
}

impl ConnectionText {
    /// A connection of a plan, with its answer.
    #[must_use]
    pub fn of(connection: &Connection, answer: &ConnectionAnswer, plan: &Plan) -> Self {
        let wire = ProtocolPortText::to(connection.protocol, connection.ports.clone());
        Self {
            name: connection.name.trim().to_owned(),
            from: end(plan, connection.from),
            to: end(plan, connection.to),
            kind: connection.kind,
            wire: ProtocolPortText { icmp: connection.icmp.map(IcmpRange::from), ..wire },
            verdict: answer.verdict,
        }
    }

    /// Every connection of a plan, with its answer, in the plan's order.
    pub fn all<'a>(plan: &'a Plan, report: &'a Report) -> impl Iterator<Item = Self> + 'a {
        let pairs = plan.connections.iter();
        pairs.filter_map(|it| Some(Self::of(it, report.connection(it.id)?, plan)))
    }
}

/// The ends of a connection, with the wish and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionEndsText(pub(super) ConnectionText);

impl ConnectionText {
    /// The connection without what comes of it.
    #[must_use]
    pub fn ends(&self) -> ConnectionEndsText {
        ConnectionEndsText(self.clone())
    }

    /// The connection as other sentences name it.
    #[must_use]
    pub fn title(&self) -> String {
        let ends = || format!("{} → {}", self.from, self.to);
        if self.name.is_empty() { ends() } else { self.name.clone() }
    }

    /// Its name; empty where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same connection by another name, such as one that is cut short.
    #[must_use]
    pub fn called(self, name: String) -> Self {
        Self { name, ..self }
    }

    /// The label of its line: its name, what it is about, and what comes of it.
    #[must_use]
    pub fn label(&self, language: Language) -> String {
        ConnectionLabel::Line(Box::new(self.clone())).text(language).into_owned()
    }
}

/// The words of the form and of the list of connections.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum ConnectionLabel {
    Kind,
    MustReach,
    MustNotReach,
    Internet,
    Add,
    Hint,
    Edit,
    EditTitle,
    Save,
    Cancel,
    NoName,
    ChooseEnd,
    EnterBlock,
    /// Remove a connection, by its name.
    Remove(String),
    /// Edit a connection, by the label of its line.
    EditLine(Box<ConnectionText>),
    /// The label of a line on the board.
    Line(Box<ConnectionText>),
}

/// The word for what comes of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionVerdictText(pub ConnectionVerdict);

area!(connection::verdict, ConnectionVerdictText);
area!(connection::label, ConnectionLabel);
prose!(connection::ends, ConnectionEndsText);
prose!(connection::line, ConnectionText);
