//! The difference between two states of a plan.

use serde::{Deserialize, Serialize};

use super::list_change::ListShape;
use crate::plan::{Connection, Element, Plan, Settings, for_each_element};

/// The place of an element in a plan: the function that copies it, and its index.
pub(super) type ElementPlace = (fn(&Plan, usize) -> Option<Element>, usize);

macro_rules! lists {
    ($($(#[$doc:meta])* $variant:ident, $field:ident;)*) => {
        /// A plan without the elements that differ from those of an older one.
        #[derive(Debug, Serialize, Deserialize)]
        pub(super) struct PlanShape {
            name: String,
            note: String,
            settings: Settings,
            // There are few, and each is small.
            connections: Vec<Connection>,
            $($field: ListShape,)*
        }

        impl PlanShape {
            /// Compares two states of a plan. Returns the places of the elements that differ, too.
            pub(super) fn between(old: &Plan, new: &Plan) -> (Self, Vec<ElementPlace>) {
                let mut places: Vec<ElementPlace> = vec![];
                $(
                    let ($field, changed) = ListShape::between(&old.$field, &new.$field);
                    let copy = |plan: &Plan, at: usize| {
                        plan.$field.get(at).cloned().map(Element::$variant)
                    };
                    places.extend(changed.into_iter().map(|at| (copy as _, at)));
                )*
                let shape = Self {
                    name: new.name.clone(),
                    note: new.note.clone(),
                    settings: new.settings.clone(),
                    connections: new.connections.clone(),
                    $($field,)*
                };
                (shape, places)
            }

            /// Makes the new state of the old one and of the elements that differ, each with its
            /// index. Returns none if they do not belong together.
            pub(super) fn fill(self, old: &Plan, items: Vec<(usize, Element)>) -> Option<Plan> {
                $(let mut $field = vec![];)*
                for (at, element) in items {
                    match element {
                        $(Element::$variant(it) => $field.push((at, it)),)*
                    }
                }
                Some(Plan {
                    version: Plan::VERSION,
                    name: self.name,
                    note: self.note,
                    settings: self.settings,
                    connections: self.connections,
                    $($field: self.$field.fill(&old.$field, $field)?,)*
                })
            }
        }
    };
}

for_each_element!(lists);
