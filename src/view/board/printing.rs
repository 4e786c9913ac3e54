//! Printing: a sheet shows all of a plan, whatever part of it the window shows.

use crate::layout::{DrawnArea, Scene};

/// The most things that are printed as whole cards. Of more, a sheet shows the names.
const MOST_CARDS: usize = 2_000;

/// The zoom at which many things are printed.
const MANY: f64 = 0.5;

/// The area of a sheet: all of the plan.
pub(super) fn printed_area(scene: &Scene) -> Option<DrawnArea> {
    let zoom = if scene.order().len() > MOST_CARDS { MANY } else { 1.0 };
    scene.bounds().map(|bounds| DrawnArea { area: bounds, zoom })
}
