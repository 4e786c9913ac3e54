//! A node: the properties that every drawn thing on the board has.

use yew::prelude::*;

use super::text_measure::TextMeasure;
use crate::layout::{Decimal, DetailLevel, DrawnArea, Point, Rect, Size, decimal};
use crate::plan::ElementId;
use crate::view::parts::rectangle;

/// The properties of every drawn thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) id: ElementId,
    pub(super) frame: NodeFrame,
    pub(super) name: AttrValue,
    /// The text for screen readers.
    pub(super) label: AttrValue,
    pub(super) is_selected: bool,
    /// True if a gesture would end on it.
    pub(super) is_target: bool,
    /// The words for a thing with a problem; none for others.
    pub(super) problem: Option<AttrValue>,
    pub(super) is_lifted: bool,
    /// True if its name stands on a label, as it is too small for its name.
    pub(super) has_label: bool,
    /// True if this drawing moves with the pointer, or is a closer look, and the thing's own one is
    /// elsewhere.
    pub(super) is_copy: bool,
}

/// The place and the size of a node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NodeFrame {
    /// The upper left corner, in board units.
    pub(super) corner: Point,
    /// The size, in the units of the node's own drawing.
    pub(super) size: Size,
    /// Board units for each unit of the node's own drawing. Cards are drawn in board units. From
    /// farther away the units are pixels, since texts keep their size.
    pub(super) scale: f64,
    pub(super) detail: DetailLevel,
}

impl NodeFrame {
    /// The frame of a thing in an area that is drawn.
    pub(super) fn of(rect: Rect, drawn: DrawnArea) -> Self {
        let corner = Point::new(rect.x, rect.y);
        let (detail, zoom) = (drawn.detail(), drawn.text_zoom());
        if detail == DetailLevel::Cards {
            let size = Size { width: rect.width, height: rect.height };
            return Self { corner, size, scale: 1.0, detail };
        }
        let size = Size { width: rect.width * zoom, height: rect.height * zoom };
        Self { corner, size, scale: 1.0 / zoom, detail }
    }

    /// The frame of a whole card that is drawn in its natural size above a thing that is far away.
    pub(super) fn closer(rect: Rect, zoom: f64) -> Self {
        let size = Size { width: rect.width, height: rect.height };
        let middle = rect.center();
        let corner = middle.moved(-size.width / zoom / 2.0, -size.height / zoom / 2.0);
        Self { corner, size, scale: 1.0 / zoom, detail: DetailLevel::Cards }
    }

    fn transform(self) -> String {
        let Self { corner, scale, .. } = self;
        let (x, y) = (Decimal(corner.x), Decimal(corner.y));
        match self.scale == 1.0 {
            true => format!("translate({x} {y})"),
            false => format!("translate({x} {y}) scale({})", Decimal(scale)),
        }
    }
}

impl Node {
    pub(super) fn width(&self) -> f64 {
        self.frame.size.width
    }

    pub(super) fn height(&self) -> f64 {
        self.frame.size.height
    }

    /// True if there is no room for a whole card.
    pub(super) fn is_far(&self) -> bool {
        self.frame.detail < DetailLevel::Cards
    }

    /// The SVG group of the drawing; board gestures find it by its `data-id`.
    pub(super) fn group(&self, class: &'static str, content: Html) -> Html {
        let classes = classes!(
            "node",
            class,
            self.is_selected.then_some("selected"),
            self.is_target.then_some("target"),
            self.problem.is_some().then_some("faulty"),
            self.is_lifted.then_some(if self.is_copy { "moving" } else { "lifted" }),
        );
        let transform = self.frame.transform();
        if self.is_copy {
            return html! { <g class={classes} {transform}>{ content }</g> };
        }
        html! {
            <g
                class={classes}
                id={element_id(self.id)}
                data-id={self.id.to_string()}
                {transform}
                tabindex="0"
                role="button"
                aria-label={self.label.clone()}
                aria-pressed={self.is_selected.to_string()}
            >
                { content }
            </g>
        }
    }

    pub(super) fn text(&self, x: f64, y: f64, class: &'static str, text: &str, width: f64) -> Html {
        let shown = TextMeasure::of(class).fit(text, width);
        html! { <text x={decimal(x)} y={decimal(y)} class={class}>{ shown }</text> }
    }

    pub(super) fn outline(&self, class: &'static str, radius: &'static str) -> Html {
        rectangle(class, self.at(0.0), Some(radius))
    }

    /// The rectangle of the node in its own units, some units below its place.
    fn at(&self, y: f64) -> Rect {
        Rect::at(Point::new(0.0, y), self.frame.size)
    }

    /// A card with its shadow. The shadow is a rectangle: a filter on each card would cost more
    /// than all the rest of a large picture.
    pub(super) fn card(&self) -> Html {
        html! {
            <>
                { rectangle("shade", self.at(1.5), Some("10")) }
                { self.outline("card", "10") }
            </>
        }
    }

    /// A handle, from which a connection is drawn, on the right side.
    pub(super) fn handle(&self, class: &str, end: &AttrValue, tip: &AttrValue, y: f64) -> Html {
        // Very far away it would be larger than the card.
        if self.frame.detail == DetailLevel::Blocks {
            return html! {};
        }
        let x = decimal(self.width());
        let (reach, dot) = if self.is_far() { ("9", "3.5") } else { ("14", "5") };
        html! {
            <g class={classes!("handle", class.to_owned())} data-end={end.clone()}>
                <title>{ tip.clone() }</title>
                <circle class="reach" cx={x.clone()} cy={decimal(y)} r={reach} />
                <circle class="dot" cx={x} cy={decimal(y)} r={dot} />
            </g>
        }
    }

    /// The mark of a thing with a problem, in its upper right corner.
    pub(super) fn fault(&self) -> Html {
        let Some(tip) = &self.problem else { return html! {} };
        let x = Decimal(self.width() - 2.0);
        html! {
            <g class="fault" transform={format!("translate({x} 2)")}>
                <title>{ tip }</title>
                <circle r="8" />
                <path d="M0 -4v4.5M0 3.4v.1" />
            </g>
        }
    }
}

/// The id of the element that draws a thing.
pub(super) fn element_id(id: ElementId) -> String {
    format!("node-{id}")
}
