//! A tree of boxes, which finds those that meet another one without looking at all of them.
//!
//! The boxes keep their order: the tree finds the first one from a place on. A node knows what its
//! boxes lie in and which places they have, so that it is looked into only where it can have a
//! box that meets the question and comes before the best one so far.

use std::ops::Range;

use super::boxes::PacketBox;
use super::cut::Met;
use crate::plan::IpType;

/// The lower end of one side of a box.
type Side = fn(&PacketBox) -> u128;

/// The number of boxes up to which each is looked at.
const FEW: usize = 8;

/// Boxes in an order of their own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    boxes: Vec<PacketBox>,
    /// The places of the boxes, those of a leaf in a row.
    places: Vec<usize>,
    nodes: Vec<Node>,
    /// A node for each family.
    roots: Vec<usize>,
}

#[derive(Debug, Clone)]
struct Node {
    /// A box around all boxes.
    bounds: PacketBox,
    /// The first place, and the one behind the last.
    range: Range<usize>,
    inner: Inner,
}

#[derive(Debug, Clone)]
enum Inner {
    /// Two nodes, the one with the first place in front.
    Nodes(usize, usize),
    /// The range of `places` that holds the positions of its boxes, in their order.
    Leaf(Range<usize>),
}

impl Tree {
    /// A tree of boxes.
    pub(crate) fn of(boxes: Vec<PacketBox>) -> Self {
        let mut tree = Self { boxes, ..Self::default() };
        for family in IpType::BOTH {
            let own = (0..).zip(&tree.boxes).filter(|(_, it)| it.ip_type == family);
            let mut own = own.map(|(place, _)| place).collect::<Vec<_>>();
            let root = tree.grow(&mut own);
            tree.roots.extend(root);
        }
        tree
    }

    /// The boxes, in their order.
    pub(crate) fn boxes(&self) -> &[PacketBox] {
        &self.boxes
    }

    /// The boxes, in their order, without the tree.
    pub(crate) fn into_boxes(self) -> Vec<PacketBox> {
        self.boxes
    }

    /// Adds a node for the boxes at some places; nothing where there are none.
    fn grow(&mut self, places: &mut [usize]) -> Option<usize> {
        let (low, high) = (places.iter().copied().min()?, places.iter().copied().max()?);
        let bounds = self.around(places)?;
        // The halves are as large as each other, so the tree is never deep.
        let inner = match places.len() <= FEW {
            true => {
                places.sort_unstable();
                let from = self.places.len();
                self.places.extend_from_slice(places);
                Inner::Leaf(from..self.places.len())
            }
            false => {
                self.halve(places);
                let (lower, upper) = places.split_at_mut_checked(places.len() / 2)?;
                let (one, other) = (self.grow(lower)?, self.grow(upper)?);
                let first = |node: usize| self.nodes.get(node).map(|it| it.range.start);
                match first(one) <= first(other) {
                    true => Inner::Nodes(one, other),
                    false => Inner::Nodes(other, one),
                }
            }
        };
        self.nodes.push(Node { bounds, range: low..high.saturating_add(1), inner });
        self.nodes.len().checked_sub(1)
    }

    fn around(&self, places: &[usize]) -> Option<PacketBox> {
        let mut boxes = places.iter().filter_map(|place| self.boxes.get(*place));
        let mut bounds = *boxes.next()?;
        macro_rules! widen {
            ($it:ident $($side:ident)*) => {$(
                bounds.$side.low = bounds.$side.low.min($it.$side.low);
                bounds.$side.high = bounds.$side.high.max($it.$side.high);
            )*};
        }
        for it in boxes {
            widen!(it source destination protocol source_ports ports);
        }
        Some(bounds)
    }

    /// Puts those that lie lower first, along the side on which fewest boxes lie on both sides of
    /// the middle.
    fn halve(&self, places: &mut [usize]) {
        let middle = places.len() / 2;
        let mut best: Option<(usize, Side)> = None;
        macro_rules! along {
            ($($side:ident)*) => {$(
                let low = |it: &PacketBox| u128::from(it.$side.low);
                let high = |it: &PacketBox| u128::from(it.$side.high);
                self.select(places, middle, low);
                let start = places.get(middle).and_then(|place| self.boxes.get(*place)).map(low);
                let (lower, _) = places.split_at(middle);
                let lower = lower.iter().filter_map(|place| self.boxes.get(*place));
                let astride = lower.filter(|it| Some(high(it)) >= start).count();
                if best.is_none_or(|(least, _)| astride < least) {
                    best = Some((astride, low));
                }
            )*};
        }
        along!(source ports destination protocol source_ports);
        if let Some((_, low)) = best {
            self.select(places, middle, low);
        }
    }

    fn select(&self, places: &mut [usize], middle: usize, low: Side) {
        if middle < places.len() {
            let key = |place: &usize| (self.boxes.get(*place).map(low), *place);
            places.select_nth_unstable_by_key(middle, key);
        }
    }

    /// The place of the first box, of those at some places that pass a test, which meets a
    /// question.
    pub(crate) fn first(
        &self,
        question: &PacketBox,
        range: Range<usize>,
        fits: &impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let mut end = range.end;
        let root = |root: &usize| {
            let node = self.nodes.get(*root)?;
            (node.bounds.ip_type == question.ip_type).then_some(node)
        };
        for node in self.roots.iter().filter_map(root) {
            self.look(node, question, range.start, &mut end, fits);
        }
        (end < range.end).then_some(end)
    }

    fn look(
        &self,
        node: &Node,
        question: &PacketBox,
        from: usize,
        end: &mut usize,
        fits: &impl Fn(usize) -> bool,
    ) {
        if node.range.end <= from || node.range.start >= *end || !node.bounds.meets(question) {
            return;
        }
        match &node.inner {
            Inner::Nodes(one, other) => {
                for inner in [one, other].into_iter().filter_map(|it| self.nodes.get(*it)) {
                    self.look(inner, question, from, end, fits);
                }
            }
            Inner::Leaf(own) => {
                let places = self.places.get(own.clone()).unwrap_or_default();
                let meets = |place: &usize| {
                    self.boxes.get(*place).is_some_and(|it| it.meets(question)) && fits(*place)
                };
                let mut inside = places.iter().copied().filter(|it| (from..*end).contains(it));
                if let Some(place) = inside.find(meets) {
                    *end = place;
                }
            }
        }
    }

    /// The first box from a place on that meets a question.
    pub(crate) fn next(&self, question: &PacketBox, from: usize) -> Option<Met<usize>> {
        let at = self.first(question, from..self.boxes.len(), &|_| true)?;
        Some(Met { packets: *self.boxes.get(at)?, at, then: at.saturating_add(1) })
    }

    /// The places of all boxes that meet a question, in no order.
    pub(crate) fn meeting(&self, question: &PacketBox) -> Vec<usize> {
        let mut found = vec![];
        let mut open = self.roots.clone();
        while let Some(node) = open.pop().and_then(|node| self.nodes.get(node)) {
            if !node.bounds.meets(question) {
                continue;
            }
            match &node.inner {
                Inner::Nodes(one, other) => open.extend([*one, *other]),
                Inner::Leaf(own) => {
                    let places = self.places.get(own.clone()).unwrap_or_default().iter();
                    let meets = |place: &&usize| {
                        self.boxes.get(**place).is_some_and(|it| it.meets(question))
                    };
                    found.extend(places.filter(meets).copied());
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut::tests::random_boxes;
    use super::*;

    #[test]
    fn the_first_box_that_meets_a_question_is_the_one_that_a_walk_finds() {
        for seed in 0..40 {
            let boxes = random_boxes(seed, 150);
            let tree = Tree::of(boxes.clone());
            for question in random_boxes(seed + 1_000, 40) {
                for (from, end) in [(0, 150), (20, 150), (70, 90), (149, 150), (90, 90)] {
                    let fits = |place: usize| place % 5 != 2;
                    let walked = (from..end).find(|at| boxes[*at].meets(&question) && fits(*at));
                    assert_eq!(tree.first(&question, from..end, &fits), walked);
                }
                let mut all = tree.meeting(&question);
                all.sort_unstable();
                let walked = (0..150).filter(|at| boxes[*at].meets(&question));
                assert_eq!(all, walked.collect::<Vec<_>>());
            }
        }
    }
}
