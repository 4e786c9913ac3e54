//! Cutting of a question into pieces, each of which one rule decides.
//!
//! A piece knows the rules that still meet it, and each cut leaves every part with those that
//! meet that part. So a piece is never held against rules that lie elsewhere, and the first rule
//! that covers a piece ends its list.
//!
//! A piece with few rules is cut around the box of its first rule, which gives the cuts that a
//! reader expects. A piece with many rules may be halved instead, at a side of some rule's box, so
//! that thousands of small holes in a wide question take about n log n steps in any order. An
//! estimate on a sample of the rules chooses between the two.

use super::match_list::RuleBox;
use crate::engine::packet::{Interval, PacketBox, Point};

/// The number of rules up to which a piece is always cut around the first of them.
const FEW: usize = 24;

/// The number of rules that the estimate looks at.
const SAMPLE: usize = 32;

/// A part of a question and the position of the rule that decides on it; none if no rule does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) packets: PacketBox,
    pub(super) rule: Option<u32>,
}

/// A question cut into pieces.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// The pieces, which are disjoint and together the whole question.
    pub(super) pieces: Vec<Piece>,
    /// `true` if a piece was halved, so that the packets of one rule may be in more pieces than
    /// necessary.
    pub(super) halved: bool,
}

/// A piece that is not decided yet.
struct OpenPiece<'a> {
    packets: PacketBox,
    /// The boxes that meet it, in the order of the rules.
    rules: Vec<RuleBox<'a>>,
}

/// Cuts a question into pieces by the boxes of rules that meet it, given in the rules' order.
pub(super) fn partition(question: &PacketBox, rules: Vec<RuleBox>, found: &mut Pieces) {
    // An explicit stack: the depth of the cuts depends on the rules, and the engine never fails.
    let mut open = vec![OpenPiece { packets: *question, rules }];
    let mut cuts: Vec<PacketBox> = vec![];
    // Lists of finished pieces, for use again.
    let mut spare: Vec<Vec<RuleBox>> = vec![];
    while let Some(OpenPiece { packets, rules }) = open.pop() {
        let Some((first, later)) = rules.split_first() else {
            found.pieces.push(Piece { packets, rule: None });
            continue;
        };
        if first.packets.covers(&packets) {
            found.pieces.push(Piece { packets, rule: Some(first.rule) });
            spare.push(rules);
            continue;
        }
        cuts.clear();
        let left = match halves(&packets, first, &rules) {
            Some(halves) => {
                found.halved = true;
                cuts.extend(halves);
                rules.as_slice()
            }
            None => {
                packets.cut_around(first.packets, |cut| cuts.push(cut));
                if let Some(shared) = packets.intersect(first.packets) {
                    found.pieces.push(Piece { packets: shared, rule: Some(first.rule) });
                }
                later
            }
        };
        // The last one is taken first, so that the pieces come in the order of the cuts.
        for cut in cuts.iter().rev() {
            let mut rules = if left.is_empty() { vec![] } else { spare.pop().unwrap_or_default() };
            meeting_into(cut, left, &mut rules);
            open.push(OpenPiece { packets: *cut, rules });
        }
        spare.push(rules);
    }
}

/// The boxes that meet a piece, up to the first that covers it.
pub(super) fn meeting<'a>(packets: &PacketBox, rules: &[RuleBox<'a>]) -> Vec<RuleBox<'a>> {
    let mut met = vec![];
    meeting_into(packets, rules, &mut met);
    met
}

fn meeting_into<'a>(packets: &PacketBox, rules: &[RuleBox<'a>], met: &mut Vec<RuleBox<'a>>) {
    met.clear();
    for rule in rules.iter().filter(|rule| rule.packets.meets(packets)) {
        met.push(*rule);
        if rule.packets.covers(packets) {
            break;
        }
    }
}

/// The two halves of a piece with many rules, if halving promises less work than cutting around the
/// first rule.
fn halves(packets: &PacketBox, first: &RuleBox, rules: &[RuleBox]) -> Option<[PacketBox; 2]> {
    if rules.len() <= FEW {
        return None;
    }
    let step = rules.len().div_ceil(SAMPLE);
    let sample = rules.iter().step_by(step).copied().collect::<Vec<_>>();
    let mut around = 0;
    packets.cut_around(first.packets, |cut| around += work(&cut, &sample));
    let best = halvings(packets, &sample).map(|halves| {
        let [low, high] = &halves;
        (work(low, &sample) + work(high, &sample), halves)
    });
    let (least, halves) = best.min_by_key(|(work, _)| *work)?;
    (least < around).then_some(halves)
}

/// The estimated cost of a piece: the square of the number of rules of the sample that meet it.
/// This favours cuts that divide the rules evenly.
fn work(packets: &PacketBox, sample: &[RuleBox]) -> usize {
    let met = sample.iter().filter(|rule| rule.packets.meets(packets)).count();
    met.saturating_mul(met)
}

/// For each side, the piece halved in the middle of where the boxes of the sample begin and end.
fn halvings(packets: &PacketBox, sample: &[RuleBox]) -> impl Iterator<Item = [PacketBox; 2]> {
    let mut all = vec![];
    macro_rules! along {
        ($($side:ident)*) => {$(
            let sides = sample.iter().map(|rule| rule.packets.$side);
            if let Some((low, high)) = halve(packets.$side, sides) {
                all.push([PacketBox { $side: low, ..*packets }, PacketBox { $side: high, ..*packets }]);
            }
        )*};
    }
    along!(source destination protocol source_ports ports);
    all.into_iter()
}

/// Halves an interval where the middle one of some others begins or ends within it.
fn halve<T: Point>(
    whole: Interval<T>,
    others: impl Iterator<Item = Interval<T>>,
) -> Option<(Interval<T>, Interval<T>)> {
    let mut starts = others
        .flat_map(|it| [Some(it.low), it.high.above()])
        .flatten()
        .filter(|start| whole.low < *start && *start <= whole.high)
        .collect::<Vec<_>>();
    starts.sort_unstable();
    let start = *starts.get(starts.len() / 2)?;
    Some((
        Interval { low: whole.low, high: start.below()? },
        Interval { low: start, high: whole.high },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IpType;

    fn tile(source: Interval<u128>, ports: Interval<u16>) -> PacketBox {
        PacketBox { source, ports, ..PacketBox::all(IpType::IPv4) }
    }

    fn rules(boxes: &[PacketBox]) -> Vec<RuleBox<'_>> {
        (0..).zip(boxes).map(|(rule, packets)| RuleBox { rule, packets }).collect()
    }

    fn cut(question: &PacketBox, rules: &[RuleBox]) -> Pieces {
        let mut found = Pieces::default();
        partition(question, meeting(question, rules), &mut found);
        found
    }

    #[test]
    fn a_question_is_cut_around_a_rule_and_the_first_rule_wins() {
        let all = Interval { low: 0, high: 9 };
        let boxes =
            [tile(all, Interval { low: 40, high: 60 }), tile(all, Interval { low: 50, high: 80 })];
        let rules = rules(&boxes);
        let found = cut(&tile(all, Interval { low: 1, high: 100 }), &rules);
        let pieces =
            found.pieces.iter().map(|it| (it.rule, it.packets.ports.low, it.packets.ports.high));
        assert_eq!(
            pieces.collect::<Vec<_>>(),
            [(Some(0), 40, 60), (None, 1, 39), (Some(1), 61, 80), (None, 81, 100)]
        );
        assert!(!found.halved);
    }

    #[test]
    fn the_families_never_meet() {
        let boxes = [PacketBox::all(IpType::IPv6)];
        let rules = rules(&boxes);
        let found = cut(&PacketBox::all(IpType::IPv4), &rules);
        assert_eq!(found.pieces.len(), 1);
        assert_eq!(found.pieces[0].rule, None);
    }

    /// Overlapping rules in an order without order, many enough to be halved: every packet lies
    /// in just one piece, and the first rule that matches it decides on that piece.
    #[test]
    fn many_rules_decide_as_they_would_one_packet_at_a_time() {
        let mut state = 7_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        let boxes = (0..200)
            .map(|_| {
                let (source, port) = (u128::from(next(30)), u16::try_from(next(30)).unwrap());
                tile(
                    Interval { low: source, high: source + u128::from(next(4)) },
                    Interval { low: port, high: port + u16::try_from(next(4)).unwrap() },
                )
            })
            .collect::<Vec<_>>();
        let rules = rules(&boxes);
        let question = tile(Interval { low: 0, high: 31 }, Interval { low: 0, high: 31 });
        let found = cut(&question, &rules);
        assert!(found.halved);
        for source in 0..32 {
            for port in 0..32 {
                let packet = tile(Interval::single(source), Interval::single(port));
                let in_pieces =
                    found.pieces.iter().filter(|it| it.packets.covers(&packet)).collect::<Vec<_>>();
                assert_eq!(in_pieces.len(), 1, "{packet:?}");
                let first = rules.iter().find(|it| it.packets.covers(&packet)).map(|it| it.rule);
                assert_eq!(in_pieces[0].rule, first, "{packet:?}");
            }
        }
    }

    /// Holes in the order of their addresses, as people write them, are the worst order for
    /// cutting around one rule after the other: it would leave a list one shorter each time.
    #[test]
    fn holes_in_a_row_leave_one_gap_between_each() {
        let holes = (0..2_000_u128)
            .map(|at| tile(Interval::single(2 * at + 1), Interval::single(80)))
            .collect::<Vec<_>>();
        let rules = rules(&holes);
        let question = tile(Interval { low: 0, high: 4_000 }, Interval::single(80));
        let found = cut(&question, &rules);
        assert_eq!(found.pieces.iter().filter(|it| it.rule.is_none()).count(), 2_001);
        assert_eq!(found.pieces.len(), 4_001);
    }
}
