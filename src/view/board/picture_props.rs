//! The properties of the picture of a plan.

use std::collections::HashSet;

use yew::Properties;

use super::lit::Lit;
use super::marks::NodeMarks;
use crate::layout::{DrawnThings, Lines, Overview, Scene};
use crate::locale::Language;
use crate::plan::{ElementId, Plan};
use crate::view::parts::Same;

/// The properties that decide how the picture looks.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct PictureProps {
    // Each edit makes a new plan and a new report, so it is enough to compare pointers: with a
    // thousand servers, comparing contents would take as long as drawing them.
    pub(super) plan: Same<Plan>,
    /// The part that is drawn.
    pub(super) part: PicturePart,
    /// The places of things. In the part that is lifted they are where the pointer holds them.
    pub(super) scene: Same<Scene>,
    /// All lines, as they run while nothing is lifted.
    pub(super) lines: Same<Lines>,
    pub(super) marks: Same<NodeMarks>,
    pub(super) lit: Same<Lit>,
    /// The counts of servers, which only far views show.
    pub(super) overview: Option<Same<Overview>>,
    /// False while the verdicts are not known yet.
    pub(super) is_answered: bool,
    pub(super) selection: Same<HashSet<ElementId>>,
    /// The thing that a gesture would end on.
    pub(super) target: Option<ElementId>,
    /// The things that a gesture moves, or that are looked at closer.
    pub(super) lifted: Same<HashSet<ElementId>>,
    /// The choice of what is drawn.
    pub(super) drawn: Same<DrawnThings>,
    pub(super) language: Language,
}

/// A part of the picture. While things are moved, the ground stays as it is painted, and only what
/// is lifted is drawn anew at every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PicturePart {
    /// Everything. Lifted things keep their elements there, unseen, and with them the focus.
    Ground,
    /// The lifted things and their lines.
    Lifted,
    /// The whole card of a thing that is seen from farther away.
    Closer,
}
