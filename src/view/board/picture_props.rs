//! The properties of the picture of a plan.

use std::collections::HashSet;
use std::rc::Rc;

use yew::Properties;

use super::marks::NodeMarks;
use crate::engine::report::Report;
use crate::layout::Scene;
use crate::locale::Language;
use crate::plan::{ElementId, Plan};

/// The properties that decide how the picture looks.
#[derive(Clone, Properties)]
pub(super) struct PictureProps {
    pub(super) plan: Rc<Plan>,
    pub(super) report: Rc<Report>,
    /// The part that is drawn.
    pub(super) part: PicturePart,
    /// The places of things. In the part that is lifted they are where the pointer holds them.
    pub(super) scene: Rc<Scene>,
    pub(super) marks: Rc<NodeMarks>,
    pub(super) selection: Rc<Vec<ElementId>>,
    /// The thing that a gesture would end on.
    pub(super) target: Option<ElementId>,
    /// The things that a gesture moves.
    pub(super) lifted: Rc<HashSet<ElementId>>,
    pub(super) language: Language,
    /// The most things of each kind that are drawn.
    pub(super) limit: usize,
}

/// A part of the picture. While things are moved, the ground stays as it is painted, and only what
/// is lifted is drawn anew at every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PicturePart {
    /// Everything. Lifted things keep their elements there, unseen, and with them the focus.
    Ground,
    /// The lifted things and their lines.
    Lifted,
}

impl PartialEq for PictureProps {
    /// Tells whether nothing has to be drawn anew. Each edit makes a new plan and a new report, so
    /// it is enough to compare pointers: with a thousand servers, comparing contents would take as
    /// long as drawing them.
    fn eq(&self, other: &Self) -> bool {
        self.part == other.part
            && Rc::ptr_eq(&self.plan, &other.plan)
            && Rc::ptr_eq(&self.report, &other.report)
            && Rc::ptr_eq(&self.scene, &other.scene)
            && Rc::ptr_eq(&self.marks, &other.marks)
            && self.selection == other.selection
            && self.target == other.target
            && self.lifted == other.lifted
            && self.language == other.language
            && self.limit == other.limit
    }
}
