//! The properties of the picture of a plan.

use std::rc::Rc;

use yew::Properties;

use super::marks::NodeMarks;
use crate::engine::report::Report;
use crate::layout::Scene;
use crate::locale::Language;
use crate::plan::{ElementId, Plan};

/// What decides how the picture looks.
#[derive(Clone, Properties)]
pub(super) struct PictureProps {
    pub(super) plan: Rc<Plan>,
    pub(super) report: Rc<Report>,
    /// Where things stand, and what is moved would land.
    pub(super) scene: Rc<Scene>,
    pub(super) marks: Rc<NodeMarks>,
    pub(super) selection: Rc<Vec<ElementId>>,
    /// Where a gesture would end.
    pub(super) target: Option<ElementId>,
    /// What a gesture moves.
    pub(super) lifted: Vec<ElementId>,
    pub(super) language: Language,
    /// Up to how many things of each kind are drawn.
    pub(super) limit: usize,
}

impl PartialEq for PictureProps {
    /// Whether nothing has to be drawn anew. Each edit makes a plan and an answer of its own, so
    /// that it is enough to see whether they are the same ones: with a thousand servers, to compare
    /// them would take as long as to draw them.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.plan, &other.plan)
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
