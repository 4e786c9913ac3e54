//! Steps for rules of which some were drawn by hand, in the shape that console steps have.

use super::compare::{each, kept, opening};
use super::steps::{Block, ExportStep, Steps, blocks, connections, errors, notes};
use crate::engine::compare::{OwnRule, RuleSteps};
use crate::engine::report::{Report, RulePlace};
use crate::locale::{
    CompareText, GuardsText, Language, OwnRuleText, PendingText, ReplacesText, StepsText,
};

/// The steps, first what opens and then what closes.
pub(super) fn document(all: &RuleSteps, language: Language) -> Steps {
    let steps = &all.steps;
    let title = StepsText::Heading.text(language);
    let replaces = steps.additions.iter().filter_map(|it| ReplacesText::of(it, steps));
    let mut notes = notes(&steps.target, &all.report, language);
    notes.extend(replaces.map(|it| it.segments(language)));
    Steps {
        title: match steps.target.name.trim() {
            "" => title.into_owned(),
            name => format!("{title}: {name}"),
        },
        headline: PendingText::headline(all).text(language).into_owned(),
        consequence: PendingText::Consequence.text(language).into_owned(),
        first: errors(&steps.target, &all.report, language),
        blocks: all_blocks(all, language),
        connections: connections(&steps.target, &all.report, language),
        notes_title: StepsText::GoodToKnow.text(language).into_owned(),
        notes,
        proof: CompareText::proof(steps).text(language).into_owned(),
    }
}

fn all_blocks(all: &RuleSteps, language: Language) -> Vec<Block> {
    let plan = &all.steps.target;
    let mut list = blocks(plan, &all.report, language);
    by_hand(&mut list, &all.opened, all, language);
    let denied = Report { changes: all.denied.clone(), ..all.report.clone() };
    let mut last = blocks(plan, &denied, language);
    by_hand(&mut last, &all.removed, all, language);
    for block in &mut last {
        // Rules that open come first, in whichever list they are.
        if !list.is_empty() {
            block.name = PendingText::Then(block.name.clone()).text(language).into_owned();
        }
    }
    list.extend(kept(&all.steps, language));
    list.extend(last);
    list
}

/// Puts what happens to rules that were drawn by hand behind what is added to their lists.
fn by_hand(list: &mut Vec<Block>, rules: &[OwnRule], all: &RuleSteps, language: Language) {
    let plan = &all.steps.target;
    for place in each(rules.iter().map(|it| it.place)) {
        let steps = own_rules(rules, place, all, language);
        let name = GuardsText::name(place, plan);
        let about = GuardsText::of(place, plan).text(language).into_owned();
        match list.iter_mut().find(|it| it.name == name && it.about == about) {
            Some(block) => block.steps.extend(steps),
            None => {
                let way = opening(place, &all.steps, language);
                let steps = way.into_iter().chain(steps).collect();
                list.push(Block { name, about, steps });
            }
        }
    }
}

fn own_rules(
    rules: &[OwnRule],
    place: RulePlace,
    all: &RuleSteps,
    language: Language,
) -> Vec<ExportStep> {
    let here = rules.iter().filter(|it| it.place == place);
    let step = |own: &OwnRule| {
        let text = OwnRuleText::of(own, &all.steps).plain(language);
        [text, StepsText::Confirm.text(language).into_owned()]
    };
    here.flat_map(step).map(|text| ExportStep { text, sheet: None }).collect()
}
