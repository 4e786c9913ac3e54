//! The steps of a change: as console steps in text and in Markdown, and as JSON.

use serde::Serialize;

use super::json_text::pretty;
use super::steps::{Block, ExportRow, ExportStep, Sheet, Steps, blocks};
use super::{console_text, markdown_text};
use crate::engine::compare::{ChangePlan, OwnRule};
use crate::engine::report::RulePlace;
use crate::locale::{
    CompareText, DifferenceText, DispensableReasonText, DispensableText, GuardsText,
    KeepsSendingText, KeptReasonText, KeptText, Language, LeftoverText, OwnRuleText, ReplacesText,
    Segment, StepsText, UpgradeText, UpgradedText, plain,
};

/// The steps as console steps in plain text.
pub(super) fn text(steps: &ChangePlan, language: Language) -> String {
    console_text::rendered(&document(steps, language), language)
}

/// The steps as console steps in Markdown.
pub(super) fn markdown(steps: &ChangePlan, language: Language) -> String {
    markdown_text::rendered(&document(steps, language), language)
}

/// The steps in the shape that console steps have.
fn document(steps: &ChangePlan, language: Language) -> Steps {
    let title = CompareText::Title.text(language);
    let is_empty = steps.is_empty();
    let say = |text: CompareText| text.text(language).into_owned();
    Steps {
        title: match steps.target.name.trim() {
            "" => title.into_owned(),
            name => format!("{title}: {name}"),
        },
        headline: say(CompareText::headline(steps)),
        consequence: say(CompareText::Consequence { is_empty }),
        first: vec![],
        blocks: all_blocks(steps, language),
        connections: vec![],
        notes_title: StepsText::GoodToKnow.text(language).into_owned(),
        notes: steps
            .keeps_sending
            .iter()
            .map(|it| KeepsSendingText::of(it, &steps.target).segments(language))
            .chain(UpgradeText::of(steps).map(|it| it.segments(language)))
            .chain(
                steps
                    .additions
                    .iter()
                    .filter_map(|it| Some(ReplacesText::of(it, steps)?.segments(language))),
            )
            .chain(steps.leftovers.iter().map(|it| LeftoverText::of(it, steps).segments(language)))
            .collect(),
        proof: say(CompareText::proof(steps)),
    }
}

fn all_blocks(steps: &ChangePlan, language: Language) -> Vec<Block> {
    let say = |text: CompareText| text.text(language).into_owned();
    let mut all = blocks(&steps.target, &steps.preparation(), language);
    for place in places(&steps.opened) {
        all.push(Block {
            name: GuardsText::name(place, &steps.target),
            about: GuardsText::of(place, &steps.target).text(language).into_owned(),
            steps: own_rules(&steps.opened, place, steps, language),
        });
    }
    for block in &mut all {
        block.name = say(CompareText::Before(Some(block.name.clone())));
    }
    all.extend(kept(steps, language));
    if !steps.differences.is_empty() {
        let step = |text: Vec<Segment>| ExportStep { text: plain(&text), sheet: None };
        let differences = steps.differences.iter();
        all.push(Block {
            name: say(CompareText::TheChange),
            about: String::new(),
            steps: differences
                .map(|it| step(DifferenceText::of(it, steps).segments(language)))
                .collect(),
        });
    }
    all.extend(last(steps, false, language));
    all.extend(last(steps, true, language));
    all
}

/// The steps after the change, place by place: at once, or once an upgrade is completed.
fn last(steps: &ChangePlan, waits: bool, language: Language) -> Vec<Block> {
    let closed = steps.closed.iter().filter(|it| it.after_upgrades.is_empty() != waits);
    let closed = closed.cloned().collect::<Vec<_>>();
    let removals = steps.removals.iter().filter(|it| it.after_upgrades.is_empty() != waits);
    let block = |place: RulePlace| {
        let mut list = own_rules(&closed, place, steps, language);
        if list.is_empty() {
            list = opening(place, steps, language);
        }
        for removal in removals.clone().filter(|it| it.place == place) {
            let reason = DispensableReasonText::of(removal, steps).segments(language);
            list.push(with_reason(DispensableText::of(removal, steps).plain(language), reason));
        }
        let name = Some(GuardsText::name(place, &steps.target));
        let name = match waits {
            false => CompareText::After(name).text(language),
            true => UpgradedText(name).text(language),
        };
        Block {
            name: name.into_owned(),
            about: GuardsText::of(place, &steps.target).text(language).into_owned(),
            steps: list,
        }
    };
    let all = closed.iter().map(|it| it.place).chain(removals.clone().map(|it| it.place));
    each(all).into_iter().map(block).collect()
}

/// The rules that must not go, place by place.
pub(super) fn kept(steps: &ChangePlan, language: Language) -> Vec<Block> {
    let block = |place: RulePlace| {
        let here = steps.kept.iter().filter(|it| it.place == place);
        let rules = here.map(|it| {
            let reason = KeptReasonText::of(it, steps).segments(language);
            with_reason(KeptText::of(it, steps).plain(language), reason)
        });
        let name = GuardsText::name(place, &steps.target);
        Block {
            name: CompareText::Keep(Some(name)).text(language).into_owned(),
            about: GuardsText::of(place, &steps.target).text(language).into_owned(),
            steps: rules.collect(),
        }
    };
    each(steps.kept.iter().map(|it| it.place)).into_iter().map(block).collect()
}

fn with_reason(text: String, reason: Vec<Segment>) -> ExportStep {
    let row = ExportRow { values: vec![], reason, clauses: String::new(), other_ways: vec![] };
    ExportStep { text, sheet: Some(Sheet { columns: vec![], rows: vec![row] }) }
}

fn places(rules: &[OwnRule]) -> Vec<RulePlace> {
    each(rules.iter().map(|it| it.place))
}

/// Places in their order, each once.
pub(super) fn each(places: impl Iterator<Item = RulePlace>) -> Vec<RulePlace> {
    let mut each: Vec<RulePlace> = vec![];
    for place in places {
        if !each.contains(&place) {
            each.push(place);
        }
    }
    each
}

/// The way to a place.
pub(super) fn opening(place: RulePlace, steps: &ChangePlan, language: Language) -> Vec<ExportStep> {
    StepsText::open(place, &steps.target)
        .into_iter()
        .map(|text| ExportStep { text: text.text(language).into_owned(), sheet: None })
        .collect()
}

/// The way to a place, and what to do with one's own rules there; nothing where there are none.
fn own_rules(
    rules: &[OwnRule],
    place: RulePlace,
    steps: &ChangePlan,
    language: Language,
) -> Vec<ExportStep> {
    let own = rules.iter().filter(|rule| rule.place == place);
    let own = own
        .map(|rule| ExportStep { text: OwnRuleText::of(rule, steps).plain(language), sheet: None });
    let own = own.collect::<Vec<_>>();
    if own.is_empty() {
        return own;
    }
    opening(place, steps, language).into_iter().chain(own).collect()
}

/// The document: who answered, and the steps with both states.
#[derive(Serialize)]
struct Document<'a> {
    program: &'static str,
    version: &'static str,
    steps: &'a ChangePlan,
}

/// The steps as JSON.
pub(super) fn json(steps: &ChangePlan) -> String {
    pretty(&Document { program: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION"), steps })
}
