//! Checks that verdicts and summary are what the flows and the changes come to.

use super::check_log::CheckLog;
use super::discrepancy::{DocumentPart, Fault, Field};
use super::document::{
    Change, Decider, Direction, Flow, Kind, Layer, Leg, Level, Outcome, Report, Verdict,
    WhyNotFiltered,
};

/// The verdict of all layers on a flow: the gravest one counts.
fn of_layers(layers: &[Layer]) -> Verdict {
    let layer4 =
        |layer: &Layer| matches!(layer.outcome, Outcome::NotFiltered(WhyNotFiltered::Layer4));
    match layers.iter().map(of_layer).max().unwrap_or(Verdict::Attention) {
        // Only what no rule can stop is exempt; what no filter happens to look at is open.
        Verdict::Exempt if !layers.iter().all(layer4) => Verdict::Open,
        verdict => verdict,
    }
}

fn verdict(flow: &Flow) -> Verdict {
    let verdict = of_layers(&flow.layers);
    // Where it is in doubt that it is routed, no rule makes it certain to pass.
    if flow.route_in_doubt { verdict.max(Verdict::Attention) } else { verdict }
}

fn of_layer(layer: &Layer) -> Verdict {
    match &layer.outcome {
        Outcome::NotFiltered(WhyNotFiltered::NoRoute) => Verdict::Blocked,
        Outcome::NotFiltered(_) => Verdict::Exempt,
        Outcome::Unknown => Verdict::Attention,
        // Answers pass a stateful filter by themselves, and the load balancer's own network ACL
        // may not count, unless the plan chooses so.
        Outcome::Filtered { .. }
            if layer.level == Level::Recommended
                && (layer.leg, layer.direction) != (Leg::Member, Direction::Inbound) =>
        {
            Verdict::Open
        }
        Outcome::Filtered { parts } => {
            let mut stopped = parts.iter().filter(|part| !part.passes).peekable();
            if stopped.peek().is_none() {
                Verdict::Open
            } else if stopped.all(|part| part.decided_by == Decider::Ambiguous) {
                Verdict::Attention
            } else {
                Verdict::Blocked
            }
        }
    }
}

fn check_number(log: &mut CheckLog, field: Field, found: u64, counted: usize) {
    let is_same = usize::try_from(found) == Ok(counted);
    log.unless(is_same, || Fault::Differs {
        field,
        found: found.to_string(),
        wanted: counted.to_string(),
    });
}

/// Checks verdicts and summary. `is_closed` is whether nothing is missing with all changes made.
pub(super) fn check(report: &Report, is_closed: bool, log: &mut CheckLog) {
    for flow in &report.flows {
        log.enter(DocumentPart::Flow(flow.id));
        let wanted = verdict(flow);
        log.unless(flow.verdict == wanted, || Fault::Differs {
            field: Field::Verdict,
            found: flow.verdict.to_string(),
            wanted: wanted.to_string(),
        });
    }
    for flow in report.connections.iter().flat_map(|it| &it.flows) {
        log.enter(DocumentPart::Flow(flow.id));
        // Where there is no filter on the way, nothing stops it.
        let wanted = if flow.layers.is_empty() { Verdict::Open } else { of_layers(&flow.layers) };
        log.unless(flow.verdict == wanted, || Fault::Differs {
            field: Field::Verdict,
            found: flow.verdict.to_string(),
            wanted: wanted.to_string(),
        });
    }
    log.enter(DocumentPart::Summary);
    let summary = &report.summary;
    let flows = |verdict| report.flows.iter().filter(|it| it.verdict == verdict).count();
    check_number(log, Field::OpenFlows, summary.open_flows, flows(Verdict::Open));
    check_number(log, Field::BlockedFlows, summary.blocked_flows, flows(Verdict::Blocked));
    check_number(log, Field::ExemptFlows, summary.exempt_flows, flows(Verdict::Exempt));
    check_number(log, Field::AttentionFlows, summary.attention_flows, flows(Verdict::Attention));
    let adds = |it: &&Change| !matches!(it.kind, Kind::LowerPriority { .. });
    let rules = |level| report.changes.iter().filter(adds).filter(|it| it.level == level).count();
    let (required, recommended) = (rules(Level::Required), rules(Level::Recommended));
    check_number(log, Field::RequiredRules, summary.required_rules, required);
    check_number(log, Field::RecommendedRules, summary.recommended_rules, recommended);
    let changed = report.changes.iter().filter(|it| !adds(it)).count();
    check_number(log, Field::RulesToChange, summary.rules_to_change, changed);
    log.unless(summary.proved || !is_closed, || Fault::NothingMissing);
}
