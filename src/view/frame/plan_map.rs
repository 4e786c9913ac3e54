//! The map: a large plan as a whole, with what is blocked in it and the part that the board shows.

use web_sys::Element;
use yew::prelude::*;

use crate::engine::report::Verdict;
use crate::layout::{Decimal, Overview, Point, Rect, Scene, decimal};
use crate::locale::BoardText;
use crate::plan::Plan;
use crate::platform::{client_rect, set_attributes};
use crate::view::board::BoardWindow;
use crate::view::parts::{Same, rectangle, say, use_language};
use crate::view::state::use_store;

/// The number of things from which on a plan has a map. Fewer are seen at once.
const MANY: usize = 60;

/// The least part of a block that is drawn red, if something in it is blocked.
const LEAST_SHARE: f64 = 0.2;

/// The margin around the plan, as a part of its longer side.
const MARGIN: f64 = 0.03;

/// The map of the shown plan; nothing for a small one.
#[component]
pub(crate) fn PlanMap() -> Html {
    let store = use_store();
    let language = use_language();
    let window = use_context::<BoardWindow>().unwrap_or_default();
    let (root, frame) = (use_node_ref(), use_node_ref());
    let is_dragging = use_mut_ref(|| false);
    {
        let (window, frame) = (window.clone(), frame.clone());
        use_effect(move || {
            let mark = move |seen| mark(&frame, seen);
            mark(window.seen());
            window.listen(Callback::from(mark));
        });
    }
    let plan = store.plan();
    let scene = window.scene(plan);
    let Some(bounds) = scene.bounds().filter(|_| scene.order().len() > MANY) else {
        return Html::default();
    };
    let area = bounds.grown(bounds.width.max(bounds.height) * MARGIN);
    let overview = window.overview(plan, &store.report);
    let look = {
        let root = root.clone();
        move |event: &PointerEvent| {
            let Some(root) = root.cast::<Element>() else { return };
            window.look_at(place_of(area, &root, event));
        }
    };
    let onpointerdown = {
        let (look, is_dragging, root) = (look.clone(), is_dragging.clone(), root.clone());
        move |event: PointerEvent| {
            *is_dragging.borrow_mut() = true;
            if let Some(root) = root.cast::<Element>() {
                // Without the capture a drag ends at the edge of the map.
                drop(root.set_pointer_capture(event.pointer_id()));
            }
            look(&event);
        }
    };
    let onpointermove = {
        let is_dragging = is_dragging.clone();
        move |event: PointerEvent| {
            if *is_dragging.borrow() {
                look(&event);
            }
        }
    };
    let end = move |_: PointerEvent| *is_dragging.borrow_mut() = false;
    let [x, y, width, height] = [area.x, area.y, area.width, area.height].map(Decimal);
    let view_box = format!("{x} {y} {width} {height}");
    html! {
        <section class="plan-map">
            <h2 class="section-title">{ say(BoardText::Map.text(language)) }</h2>
            <svg
                ref={root}
                viewBox={view_box}
                role="img"
                aria-label={say(BoardText::MapHelp.text(language))}
                {onpointerdown}
                {onpointermove}
                onpointerup={end.clone()}
                onpointercancel={end}
            >
                <Blocks plan={Same(plan.clone())} scene={Same(scene)} overview={Same(overview)} />
                <rect ref={frame} class="seen" />
            </svg>
        </section>
    }
}

/// Shows the part of the board that is seen.
fn mark(frame: &NodeRef, seen: Rect) {
    let Some(frame) = frame.cast::<Element>() else { return };
    let sides = [("x", seen.x), ("y", seen.y), ("width", seen.width), ("height", seen.height)];
    set_attributes(&frame, &sides.map(|(name, side)| (name, decimal(side))));
}

/// The place on the board under a pointer on the map, which shows an area in its middle.
fn place_of(area: Rect, root: &Element, event: &PointerEvent) -> Point {
    let rect = client_rect(root);
    let scale = (rect.width / area.width).min(rect.height / area.height).max(f64::MIN_POSITIVE);
    let middle = area.center();
    let x = f64::from(event.client_x()) - rect.x - rect.width / 2.0;
    let y = f64::from(event.client_y()) - rect.y - rect.height / 2.0;
    middle.moved(x / scale, y / scale)
}

#[derive(Clone, PartialEq, Properties)]
struct BlocksProps {
    plan: Same<Plan>,
    scene: Same<Scene>,
    overview: Same<Overview>,
}

/// VPCs and subnets as blocks, red as far as their servers are blocked.
#[component]
fn Blocks(props: &BlocksProps) -> Html {
    let scene = &props.scene.0;
    let vpcs = props.plan.0.vpcs.iter().filter_map(|vpc| scene.rect(vpc.id.into()));
    let vpcs = vpcs.map(|rect| rectangle("vpc", rect, None));
    let subnets = props.plan.0.subnets.iter().filter_map(|subnet| {
        let rect = scene.rect(subnet.id.into())?;
        let counts = props.overview.0.subnet(subnet.id);
        let wrong = counts.worst().filter(|verdict| *verdict >= Verdict::Attention);
        let share = wrong.and_then(|verdict| {
            let shares = counts.shares(LEAST_SHARE);
            shares.into_iter().find(|(of, _)| *of == Some(verdict))
        });
        Some(html! {
            <>
                { rectangle("subnet", rect, None) }
                if let Some((verdict, share)) = share {
                    { part(verdict, rect, share) }
                }
            </>
        })
    });
    html! { <g>{ for vpcs.chain(subnets) }</g> }
}

/// The part of a block that is blocked, at its foot; a triangle where something is unclear.
fn part(verdict: Option<Verdict>, block: Rect, share: f64) -> Html {
    if verdict == Some(Verdict::Blocked) {
        let height = block.height * share;
        let foot = Rect { y: block.bottom() - height, height, ..block };
        return rectangle("blocked", foot, None);
    }
    let half = block.width.min(block.height) * 0.2;
    let top = block.center().moved(0.0, -half);
    let (x, y, half, whole) = (Decimal(top.x), Decimal(top.y), Decimal(half), Decimal(2.0 * half));
    let path = format!("M{x} {y}l{half} {whole}h-{whole}z");
    html! { <path class="attention" d={path} /> }
}
