//! The question of the trace while it is being put together.

use crate::engine::report::{Flow, Purpose, Report};
use crate::engine::trace::{Question, Trace, TraceEnd};
use crate::plan::{Cidr, IcmpKind, Plan, Ports, Protocol};

/// The function that answers questions of the trace. It comes with a question: only the pane that
/// asks has the code of it, so that the page starts without.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tracer(Option<fn(&Plan, &Question) -> Trace>);

impl Tracer {
    /// The engine's function.
    pub(crate) fn new(trace: fn(&Plan, &Question) -> Trace) -> Self {
        Self(Some(trace))
    }

    /// The answer to a question; nothing as long as nobody has asked any.
    pub(super) fn answer(self, plan: &Plan, question: &Question) -> Option<Trace> {
        self.0.map(|trace| trace(plan, question))
    }
}

/// One side of the question, as far as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum TraceSide {
    /// Nothing is chosen yet.
    #[default]
    Open,
    /// An end in the plan.
    Thing(TraceEnd),
    /// An address that is typed; none until it can be read.
    Address(Option<Cidr>),
}

impl TraceSide {
    fn of(end: TraceEnd) -> Self {
        match end {
            TraceEnd::Address(cidr) => Self::Address(Some(cidr)),
            thing => Self::Thing(thing),
        }
    }

    fn end(self) -> Option<TraceEnd> {
        match self {
            Self::Open => None,
            Self::Thing(end) => Some(end),
            Self::Address(cidr) => cidr.map(TraceEnd::Address),
        }
    }
}

/// A question, as far as it is put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TraceDraft {
    pub(crate) from: TraceSide,
    /// Only these of a load balancer's addresses.
    pub(crate) from_address: Option<Cidr>,
    pub(crate) to: TraceSide,
    pub(crate) protocol: Protocol,
    pub(crate) icmp: Option<IcmpKind>,
    pub(crate) ports: Ports,
    pub(crate) source_ports: Ports,
    pub(crate) purpose: Purpose,
}

impl Default for TraceDraft {
    fn default() -> Self {
        Self {
            from: TraceSide::Open,
            from_address: None,
            to: TraceSide::Open,
            protocol: Protocol::All,
            icmp: None,
            ports: Ports::all(),
            source_ports: Ports::all(),
            purpose: Purpose::Traffic,
        }
    }
}

impl TraceDraft {
    /// The question that a flow answers.
    pub(crate) fn about(flow: &Flow) -> Self {
        Self::of(Question::about(flow))
    }

    /// The draft of a question.
    pub(crate) fn of(question: Question) -> Self {
        Self {
            from: TraceSide::of(question.from),
            from_address: question.from_address,
            to: TraceSide::of(question.to),
            protocol: question.protocol,
            icmp: question.icmp,
            ports: question.ports,
            source_ports: question.source_ports,
            purpose: question.purpose,
        }
    }

    /// The question, once both ends are chosen.
    pub(crate) fn question(&self) -> Option<Question> {
        let is_balancer = matches!(self.from, TraceSide::Thing(TraceEnd::LoadBalancer(_)));
        let has_ports = self.protocol.may_have_ports();
        let ports = |ports: &Ports| if has_ports { ports.clone() } else { Ports::all() };
        Some(Question {
            from: self.from.end()?,
            from_address: self.from_address.filter(|_| is_balancer),
            to: self.to.end()?,
            protocol: self.protocol,
            icmp: self.icmp.filter(|_| self.protocol.is_icmp()),
            source_ports: ports(&self.source_ports),
            ports: ports(&self.ports),
            purpose: if is_balancer { self.purpose } else { Purpose::Traffic },
        })
    }

    /// Fills in the protocol, the ICMP message and the ports that the load balancer sends to the chosen member.
    pub(crate) fn filled_in(mut self, report: &Report) -> Self {
        let (
            TraceSide::Thing(TraceEnd::LoadBalancer(balancer)),
            TraceSide::Thing(TraceEnd::Member(member)),
        ) = (self.from, self.to)
        else {
            return self;
        };
        let sent = report.flows.iter().find(|flow| {
            (flow.load_balancer, flow.member, flow.purpose) == (balancer, member, self.purpose)
        });
        if let Some(flow) = sent {
            self.protocol = flow.protocol;
            self.icmp = flow.icmp;
            self.ports = flow.ports.clone();
        }
        self
    }

    /// Clears the sides that the plan no longer has.
    pub(crate) fn kept(mut self, plan: &Plan) -> Self {
        for side in [&mut self.from, &mut self.to] {
            let is_gone = match *side {
                TraceSide::Thing(TraceEnd::LoadBalancer(id)) => plan.load_balancer(id).is_none(),
                TraceSide::Thing(TraceEnd::Server(id)) => plan.server(id).is_none(),
                TraceSide::Thing(TraceEnd::IpBackend(id)) => plan.ip_backend(id).is_none(),
                TraceSide::Thing(TraceEnd::Member(id)) => plan.member(id).is_none(),
                TraceSide::Thing(TraceEnd::Address(_))
                | TraceSide::Open
                | TraceSide::Address(_) => false,
            };
            if is_gone {
                *side = TraceSide::Open;
            }
        }
        self
    }
}
