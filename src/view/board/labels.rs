//! The labels of cards that are smaller than their names, as far as they find room beside each other.

use rustc_hash::FxHashMap;

use super::far_card::label_size;
use super::far_container::header;
use crate::layout::{DetailLevel, DrawnThings, Point, Rect, Scene};
use crate::plan::{ElementId, Plan};

/// Between two labels, in pixels.
const GAP: f64 = 4.0;

/// The middle of each label, in pixels from the middle of its card. Load balancers and groups have
/// labels, as far as they are in the part of the picture. One that would cover another, or the words
/// of a subnet, has its place above its card or below, or is left out; it is there as one comes
/// nearer.
pub(super) fn labels(
    plan: &Plan,
    scene: &Scene,
    drawn: &DrawnThings,
    is_in_part: impl Fn(ElementId) -> bool,
) -> FxHashMap<ElementId, Point> {
    let mut labels = FxHashMap::default();
    if drawn.area.detail() > DetailLevel::Blocks {
        return labels;
    }
    let Some(bounds) = scene.bounds() else { return labels };
    let zoom = drawn.area.text_zoom();
    let subnets = plan.subnets.iter().filter_map(|it| scene.rect(it.id.into()));
    let words = subnets.filter(|rect| drawn.reaches(*rect)).map(|rect| {
        let height = header(rect.height * zoom) / zoom;
        Rect { height: rect.height.min(height), ..rect }
    });
    let words = words.collect::<Vec<_>>();
    let balancers = plan.load_balancers.iter().map(|it| (ElementId::from(it.id), &it.name));
    let groups = plan.backend_server_groups.iter().map(|it| (ElementId::from(it.id), &it.name));
    let mut taken: Vec<Rect> = vec![];
    for (id, name) in balancers.chain(groups).filter(|(id, _)| is_in_part(*id)) {
        let Some(card) = scene.rect(id).filter(|rect| drawn.reaches(*rect)) else { continue };
        let (width, height) = label_size(name);
        if card.width * zoom >= width && card.height * zoom >= height {
            continue;
        }
        let aside = (card.height * zoom + height) / 2.0;
        // One at the left edge of the plan would be cut off by the window.
        let left = (card.center().x - bounds.x) * zoom;
        let inward = (width / 2.0 - left).max(0.0);
        let places = [0.0, -aside, aside].map(|y| Point::new(inward, y));
        let area = |place: &Point| {
            let middle = card.center().moved(place.x / zoom, place.y / zoom);
            let (width, height) = ((width + GAP) / zoom, (height + GAP) / zoom);
            Rect { x: middle.x - width / 2.0, y: middle.y - height / 2.0, width, height }
        };
        let is_free = |place: &&Point| {
            let area = area(place);
            !taken.iter().chain(&words).any(|other| other.overlaps(area))
        };
        if let Some(place) = places.iter().find(is_free) {
            taken.push(area(place));
            labels.insert(id, *place);
        }
    }
    labels
}
