//! The audit as sentences, list by list, before any layout.

use crate::engine::report::{Audit, LintNote, Report, RuleFinding, RulePlace, Simpler};
use crate::locale::{
    AuditChipText, AuditLabelText, AuditSummaryText, AuditedRuleText, DirectionText, GuardsText,
    Language, LintLabelText, LintReasonText, LintText, MergeText, RemovalText, RuleFindingText,
    Segment, TightRuleText,
};
use crate::plan::Plan;

/// The content of an audit, ready to be written.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) blocks: Vec<Block>,
    /// The notes on what is odd, and those that are switched off.
    pub(super) lints: Vec<Section>,
    /// The rules that can be made simpler; nothing where that was not asked for.
    pub(super) simpler: Vec<Section>,
}

/// A question about all rules, and its answer.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) sentence: String,
    pub(super) items: Vec<Vec<Segment>>,
}

/// The part about a security group or a network ACL.
pub(super) struct Block {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) rows: Vec<AuditRow>,
}

/// The part about a rule.
pub(super) struct AuditRow {
    pub(super) direction: String,
    pub(super) rule: Vec<Segment>,
    pub(super) chips: Vec<String>,
    pub(super) sentences: Vec<Vec<Segment>>,
    pub(super) tightest_title: String,
    pub(super) tightest: Vec<Vec<Segment>>,
    pub(super) removal_title: String,
    pub(super) removal: Vec<Segment>,
}

impl Sheet {
    pub(super) fn of(plan: &Plan, report: &Report, audit: &Audit, language: Language) -> Self {
        let mut blocks: Vec<(RulePlace, Block)> = vec![];
        for rule in &audit.rules {
            let at = blocks.iter().position(|(place, _)| *place == rule.place);
            let findings = rule.findings.iter();
            let mut chips: Vec<String> = vec![];
            for chip in findings.clone().map(|it| AuditChipText::of(it).text(language)) {
                if !chips.iter().any(|known| *known == chip) {
                    chips.push(chip.into_owned());
                }
            }
            let sentences = findings
                .clone()
                .map(|it| RuleFindingText::of(it, rule, plan).segments(language))
                .collect();
            let edits = findings.filter_map(|it| match it {
                RuleFinding::Broad { remedy, .. } => Some(remedy),
                _ => None,
            });
            let tightest = edits.flatten().filter_map(|edit| TightRuleText::of(edit, plan));
            let row = AuditRow {
                direction: DirectionText(rule.direction).text(language).into_owned(),
                rule: AuditedRuleText::of(rule.rule, plan).segments(language),
                chips,
                sentences,
                tightest_title: AuditLabelText::TightestRules.text(language).into_owned(),
                tightest: tightest.map(|it| it.segments(language)).collect(),
                removal_title: AuditLabelText::SafeToRemove.text(language).into_owned(),
                removal: RemovalText::of(rule, plan, report).segments(language),
            };
            match at.and_then(|at| blocks.get_mut(at)) {
                Some((_, block)) => block.rows.push(row),
                None => {
                    let name = GuardsText::name(rule.place, plan);
                    let about = GuardsText::of(rule.place, plan).text(language).into_owned();
                    blocks.push((rule.place, Block { name, about, rows: vec![row] }));
                }
            }
        }
        let title = match plan.name.trim() {
            "" => AuditLabelText::Title.text(language).into_owned(),
            name => name.to_owned(),
        };
        Self {
            title,
            summary: AuditSummaryText::of(audit).text(language).into_owned(),
            blocks: blocks.into_iter().map(|(_, block)| block).collect(),
            lints: lints(plan, audit, language),
            simpler: audit
                .simpler
                .iter()
                .flat_map(|it| sections(it, plan, audit, language))
                .collect(),
        }
    }
}

/// The notes that are shown, then those that are not, with the reasons.
fn lints(plan: &Plan, audit: &Audit, language: Language) -> Vec<Section> {
    let said = |note: &LintNote| LintText::of(note, plan).segments(language);
    let shown = audit.lints.iter().filter(|note| note.off.is_none()).map(said).collect::<Vec<_>>();
    let off = audit.lints.iter().filter_map(|note| {
        let reason = LintReasonText(note.off.clone()?).segments(language);
        Some(said(note).into_iter().chain(reason).collect())
    });
    let off = off.collect::<Vec<Vec<Segment>>>();
    let section = |title: LintLabelText, items| Section {
        title: title.text(language).into_owned(),
        sentence: String::new(),
        items,
    };
    let off_title = LintLabelText::SwitchedOff(off.len());
    let all = [section(LintLabelText::Notes, shown), section(off_title, off)];
    all.into_iter().filter(|it| !it.items.is_empty()).collect()
}

fn sections(simpler: &Simpler, plan: &Plan, audit: &Audit, language: Language) -> [Section; 2] {
    let say = |text: AuditLabelText| text.text(language).into_owned();
    let of_place = |place: RulePlace, text: Vec<Segment>| {
        let name = Segment::Words(format!("{}: ", GuardsText::name(place, plan)));
        std::iter::once(name).chain(text).collect()
    };
    let together = simpler.together.iter().filter_map(|id| {
        let place = audit.rule(*id)?.place;
        Some(of_place(place, AuditedRuleText::of(*id, plan).segments(language)))
    });
    let merges = simpler.merges.iter();
    let merges = merges.map(|it| of_place(it.place, MergeText::of(it, plan).segments(language)));
    [
        Section {
            title: say(AuditLabelText::FindTogether),
            sentence: say(AuditLabelText::Together(simpler.together.len())),
            items: together.collect(),
        },
        Section {
            title: say(AuditLabelText::FindMerges),
            sentence: say(AuditLabelText::Merges(simpler.merges.len())),
            items: merges.collect(),
        },
    ]
}
