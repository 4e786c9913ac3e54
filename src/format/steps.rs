//! The steps to take in the console, built once and written as plain text and as Markdown.
//!
//! They follow the two procedures of the guide: for a security group by way of a server's page,
//! for a network ACL by way of the list of network ACLs.

use crate::engine::report::{
    Change, ChangeKind, Finding, FindingKind, Level, Report, RulePlace, Severity,
};
use crate::locale::{
    ActionText, AlternativeText, AlternativesLabel, ClauseText, ConnectionText, DirectionText,
    FindingGroup, GuardsText, HeadlineText, Language, LevelText, PendingText, ProofText,
    ProtocolPortText, ProtocolText, ReasonText, RuleText, Segment, StepsText,
};
use crate::plan::{Direction, NetworkAclRule, Plan, Ports, SecurityGroupRule};

/// All steps for a plan.
pub(super) struct Steps {
    pub(super) title: String,
    pub(super) headline: String,
    pub(super) consequence: String,
    /// The errors of the plan, which make the answer void.
    pub(super) first: Vec<Vec<Segment>>,
    pub(super) blocks: Vec<Block>,
    /// The connections of one's own, with what comes of each.
    pub(super) connections: Vec<Vec<Segment>>,
    pub(super) notes_title: String,
    pub(super) notes: Vec<Vec<Segment>>,
    pub(super) proof: String,
}

/// The steps for one security group or network ACL.
pub(super) struct Block {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) steps: Vec<ExportStep>,
}

/// One step: what to do, and what to type.
pub(super) struct ExportStep {
    pub(super) text: String,
    pub(super) sheet: Option<Sheet>,
}

/// Values to type, a row for each rule, with the reason for each.
pub(super) struct Sheet {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<ExportRow>,
}

/// The values of one rule.
pub(super) struct ExportRow {
    pub(super) values: Vec<String>,
    pub(super) reason: Vec<Segment>,
    pub(super) clauses: String,
    /// Other ways, each in a sentence or two.
    pub(super) other_ways: Vec<Vec<Segment>>,
}

impl Steps {
    /// The steps for a plan's report.
    pub(super) fn of(plan: &Plan, report: &Report, language: Language) -> Self {
        let writer = Writer { plan, report, language };
        let heading = StepsText::Heading.text(language);
        Self {
            title: match plan.name.trim() {
                "" => heading.into_owned(),
                name => format!("{heading}: {name}"),
            },
            headline: HeadlineText::of(plan, report).text(language).into_owned(),
            consequence: crate::locale::ConsequenceText::of(plan, report)
                .text(language)
                .into_owned(),
            first: writer.errors(),
            blocks: writer.blocks(),
            connections: connections(plan, report, language),
            notes_title: StepsText::GoodToKnow.text(language).into_owned(),
            notes: writer.notes(),
            proof: ProofText::of(report).text(language).into_owned(),
        }
    }
}

/// The steps for the changes of a report, place by place.
pub(super) fn blocks(plan: &Plan, report: &Report, language: Language) -> Vec<Block> {
    Writer { plan, report, language }.blocks()
}

/// The errors of a plan, which make the answer to it void.
pub(super) fn errors(plan: &Plan, report: &Report, language: Language) -> Vec<Vec<Segment>> {
    Writer { plan, report, language }.errors()
}

/// The connections of one's own, with what comes of each.
pub(super) fn connections(plan: &Plan, report: &Report, language: Language) -> Vec<Vec<Segment>> {
    ConnectionText::all(plan, report).map(|text| text.segments(language)).collect()
}

/// The remarks that go with the steps for a report.
pub(super) fn notes(plan: &Plan, report: &Report, language: Language) -> Vec<Vec<Segment>> {
    Writer { plan, report, language }.notes()
}

/// The reason for a change.
pub(super) fn reason(
    change: &Change,
    plan: &Plan,
    report: &Report,
    language: Language,
) -> Vec<Segment> {
    match change.flows.is_empty() {
        true => vec![Segment::Words(PendingText::AsDrawn.text(language).into_owned())],
        false => ReasonText::of(change, plan, report).segments(language),
    }
}

/// The other ways that a report has for a change, each in a sentence or two.
pub(super) fn other_ways(
    change: &Change,
    plan: &Plan,
    report: &Report,
    language: Language,
) -> Vec<Vec<Segment>> {
    let said = |way| {
        let title = AlternativesLabel::AnotherWay.text(language);
        let mut said = vec![Segment::Words(format!("{title} "))];
        said.extend(AlternativeText::of(way, plan, report).segments(language));
        said
    };
    change.alternatives.iter().map(said).collect()
}

/// The level of a change; nothing for one that nothing asks for.
fn level_of(change: &Change, language: Language) -> String {
    match change.flows.is_empty() {
        true => String::new(),
        false => LevelText(change.level).text(language).into_owned(),
    }
}

/// The labels of a change's clauses.
pub(super) fn clauses(change: &Change, language: Language) -> String {
    let labels = change.clauses.iter().map(|id| ClauseText(*id).text(language));
    labels.collect::<Vec<_>>().join("; ")
}

/// The places of a report's changes, in their order, each once.
pub(super) fn places(report: &Report) -> Vec<RulePlace> {
    let mut places: Vec<RulePlace> = vec![];
    for change in &report.changes {
        // Changes come grouped by place.
        if places.last() != Some(&change.place) {
            places.push(change.place);
        }
    }
    places
}

struct Writer<'a> {
    plan: &'a Plan,
    report: &'a Report,
    language: Language,
}

impl Writer<'_> {
    fn blocks(&self) -> Vec<Block> {
        let block = |place: RulePlace| {
            let mut steps: Vec<ExportStep> = StepsText::open(place, self.plan)
                .into_iter()
                .map(|text| self.step(&text, None))
                .collect();
            match place {
                RulePlace::SecurityGroup(_) => self.security_group(place, &mut steps),
                RulePlace::NetworkAcl(_) => self.network_acl(place, &mut steps),
            }
            Block {
                name: GuardsText::name(place, self.plan),
                about: GuardsText::of(place, self.plan).text(self.language).into_owned(),
                steps,
            }
        };
        places(self.report).into_iter().map(block).collect()
    }

    fn security_group(&self, place: RulePlace, steps: &mut Vec<ExportStep>) {
        for direction in Direction::BOTH {
            let rows: Vec<_> = self
                .report
                .changes_in(place)
                .filter(|change| change.kind.direction() == direction)
                .filter_map(|change| match &change.kind {
                    ChangeKind::AddSecurityGroupRule { rule, .. } => {
                        Some((change, self.security_group_values(rule)))
                    }
                    _ => None,
                })
                .collect();
            if !rows.is_empty() {
                let text = StepsText::AddRules { direction, rules: rows.len() };
                let labels = [
                    StepsText::Priority,
                    StepsText::Action,
                    StepsText::Type,
                    StepsText::ProtocolPort,
                    match direction {
                        Direction::Inbound => StepsText::Source,
                        Direction::Outbound => StepsText::Destination,
                    },
                    StepsText::Description,
                ];
                steps.push(self.step(&text, Some(self.sheet(&labels, &rows))));
                steps.push(self.step(&StepsText::Confirm, None));
            }
        }
        // A deny gives way only once the rules that it held back are there.
        for change in self.report.changes_in(place) {
            let ChangeKind::LowerPriority { direction, rule, to, .. } = &change.kind else {
                continue;
            };
            let text = StepsText::ChangePriority {
                direction: *direction,
                to: to.to_string(),
                rule: RuleText::of(*rule, self.plan).plain(self.language),
            };
            let sheet = Sheet { columns: vec![], rows: vec![self.reason_only(change)] };
            steps.push(self.step(&text, Some(sheet)));
            steps.push(self.step(&StepsText::Confirm, None));
        }
    }

    /// Rules of a network ACL are added one by one, since each has its place.
    fn network_acl(&self, place: RulePlace, steps: &mut Vec<ExportStep>) {
        for change in self.report.changes_in(place) {
            let ChangeKind::AddNetworkAclRule { direction, rule, position, above } = &change.kind
            else {
                continue;
            };
            let direction = *direction;
            // The rule below stands at this number until the new one takes it.
            let text = match above {
                Some(_) => StepsText::InsertRule { direction, above: *position },
                None => StepsText::AppendRule { direction },
            };
            let labels = [
                StepsText::Action,
                StepsText::Type,
                StepsText::Protocol,
                StepsText::Source,
                StepsText::SourcePortRange,
                StepsText::Destination,
                StepsText::DestinationPortRange,
                StepsText::Description,
            ];
            let rows = [(change, self.network_acl_values(rule))];
            steps.push(self.step(&text, Some(self.sheet(&labels, &rows))));
            steps.push(self.step(&StepsText::Confirm, None));
        }
    }

    fn step(&self, text: &StepsText, sheet: Option<Sheet>) -> ExportStep {
        ExportStep { text: text.text(self.language).into_owned(), sheet }
    }

    /// Values under their labels. How much a rule is needed is said where not all are required.
    fn sheet(&self, labels: &[StepsText], changes: &[(&Change, Vec<String>)]) -> Sheet {
        let leveled = changes.iter().any(|(change, _)| change.level == Level::Recommended);
        let level = leveled.then_some(StepsText::Level);
        let columns =
            labels.iter().chain(&level).map(|label| label.text(self.language).into_owned());
        let row = |(change, values): &(&Change, Vec<String>)| {
            let mut values = values.clone();
            if leveled {
                values.push(level_of(change, self.language));
            }
            ExportRow { values, ..self.reason_only(change) }
        };
        Sheet { columns: columns.collect(), rows: changes.iter().map(row).collect() }
    }

    fn reason_only(&self, change: &Change) -> ExportRow {
        ExportRow {
            values: vec![],
            reason: reason(change, self.plan, self.report, self.language),
            clauses: clauses(change, self.language),
            other_ways: other_ways(change, self.plan, self.report, self.language),
        }
    }

    fn security_group_values(&self, rule: &SecurityGroupRule) -> Vec<String> {
        let what = ProtocolPortText::of_security_group(rule);
        vec![
            rule.priority.to_string(),
            ActionText(rule.action).text(self.language).into_owned(),
            rule.ip_type.to_string(),
            what.text(self.language).into_owned(),
            rule.remote.to_string(),
            rule.description.clone(),
        ]
    }

    fn network_acl_values(&self, rule: &NetworkAclRule) -> Vec<String> {
        let all = StepsText::All.text(self.language).into_owned();
        let ports = |ports: &Ports| if ports.is_all() { all.clone() } else { ports.to_string() };
        vec![
            ActionText(rule.action).text(self.language).into_owned(),
            rule.ip_type.to_string(),
            // The field takes a protocol alone; 'all' ports belong in the fields beside it.
            ProtocolText(rule.protocol).text(self.language).into_owned(),
            rule.source.to_string(),
            ports(&rule.source_ports),
            rule.destination.to_string(),
            ports(&rule.destination_ports),
            rule.description.clone(),
        ]
    }

    fn errors(&self) -> Vec<Vec<Segment>> {
        self.said(|finding| finding.severity == Severity::Error)
    }

    /// Some of the findings, those that say the same as one.
    fn said(&self, which: impl Fn(&Finding) -> bool) -> Vec<Vec<Segment>> {
        let groups = FindingGroup::all(self.plan, self.report);
        let groups = groups.iter().filter(|group| group.first().is_some_and(&which));
        let texts = groups.filter_map(|group| group.text(self.plan, self.report));
        texts.map(|text| text.segments(self.language)).collect()
    }

    /// The remarks that go with the steps: everything grave, and what to know before the rules
    /// change.
    fn notes(&self) -> Vec<Vec<Segment>> {
        let with_steps = |kind: &FindingKind| {
            matches!(
                kind,
                FindingKind::CutsConnections { .. }
                    | FindingKind::OpensBeside { .. }
                    | FindingKind::RulesWhereAvoided { .. }
                    | FindingKind::NeedsRoute { .. }
                    | FindingKind::PreviousBackendSubnet { .. }
                    | FindingKind::DefaultBackendSubnet { .. }
                    | FindingKind::ClientAddressUnclear { .. }
            )
        };
        let mut notes = self.said(|finding| match finding.severity {
            Severity::Error => false,
            Severity::Warning => true,
            Severity::Info => with_steps(&finding.kind),
        });
        if self.report.changes.iter().any(|it| matches!(it.place, RulePlace::NetworkAcl(_))) {
            let text = StepsText::NetworkAclConnections.text(self.language).into_owned();
            notes.push(vec![Segment::Words(text)]);
        }
        notes
    }
}

/// The word for a direction.
pub(super) fn direction(direction: Direction, language: Language) -> String {
    DirectionText(direction).text(language).into_owned()
}
