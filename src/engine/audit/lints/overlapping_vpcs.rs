//! VPCs that have addresses in common. No peering connection, and no enterprise router, can lead from one
//! to the other (VPC peering connection user guide, VPCs with overlapping blocks).

use crate::engine::report::{FindingKind, LintKind, LintNote, Report};
use crate::plan::{Cidr, Plan, Vpc};

/// The notes on pairs of VPCs, unless a finding of the report names the same blocks.
pub(super) fn notes(plan: &Plan, report: &Report) -> Vec<LintNote> {
    let mut notes = vec![];
    for (place, vpc) in plan.vpcs.iter().enumerate() {
        for other in plan.vpcs.iter().skip(place.saturating_add(1)) {
            let Some((own_block, other_block)) = shared(vpc, other) else { continue };
            if vpc.id != other.id && !is_found(report, own_block, other_block) {
                let other = other.id;
                let kind = LintKind::OverlappingVpcs { other, own_block, other_block };
                notes.push(LintNote::about(vpc.id, kind));
            }
        }
    }
    notes
}

/// The first blocks of two VPCs that overlap.
fn shared(vpc: &Vpc, other: &Vpc) -> Option<(Cidr, Cidr)> {
    vpc.cidrs().find_map(|own| {
        let met = other.cidrs().find(|it| own.overlaps(*it))?;
        Some((own, met))
    })
}

fn is_found(report: &Report, one: Cidr, two: Cidr) -> bool {
    report.findings.iter().any(|finding| match finding.kind {
        FindingKind::OverlappingBlocks { own, other, .. } => {
            (own, other) == (one, two) || (own, other) == (two, one)
        }
        _ => false,
    })
}
