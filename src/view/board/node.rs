//! A node: the properties that every drawn thing on the board has.

use yew::prelude::*;

use super::text_measure::TextMeasure;
use crate::layout::Rect;
use crate::plan::ElementId;

/// The properties of every drawn thing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    pub(super) id: ElementId,
    pub(super) rect: Rect,
    pub(super) name: AttrValue,
    /// The text for screen readers.
    pub(super) label: AttrValue,
    pub(super) is_selected: bool,
    /// True if a gesture would end on it.
    pub(super) is_target: bool,
    pub(super) has_problem: bool,
    pub(super) is_lifted: bool,
    /// True if this drawing moves with the pointer and its own one waits, unseen.
    pub(super) is_copy: bool,
}

impl Node {
    /// The SVG group of the drawing; board gestures find it by its `data-id`.
    pub(super) fn frame(&self, class: &'static str, content: Html) -> Html {
        let classes = classes!(
            "node",
            class,
            self.is_selected.then_some("selected"),
            self.is_target.then_some("target"),
            self.has_problem.then_some("faulty"),
            self.is_lifted.then_some(if self.is_copy { "moving" } else { "lifted" }),
        );
        let place = format!("translate({} {})", self.rect.x, self.rect.y);
        if self.is_copy {
            return html! { <g class={classes} transform={place}>{ content }</g> };
        }
        let id = self.id.to_string();
        html! {
            <g
                class={classes}
                id={format!("node-{id}")}
                data-id={id}
                transform={place}
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
        html! { <text x={x.to_string()} y={y.to_string()} class={class}>{ shown }</text> }
    }

    pub(super) fn outline(&self, class: &'static str, radius: &'static str) -> Html {
        html! {
            <rect
                class={class}
                width={self.rect.width.to_string()}
                height={self.rect.height.to_string()}
                rx={radius}
            />
        }
    }

    /// A card with its shadow. The shadow is a rectangle: a filter on each card would cost more
    /// than all the rest of a large picture.
    pub(super) fn card(&self) -> Html {
        html! {
            <>
                <rect
                    class="shade"
                    y="1.5"
                    width={self.rect.width.to_string()}
                    height={self.rect.height.to_string()}
                    rx="10"
                />
                { self.outline("card", "10") }
            </>
        }
    }

    /// The mark of a thing with a problem, in its upper right corner.
    pub(super) fn fault(&self) -> Html {
        if !self.has_problem {
            return html! {};
        }
        let x = self.rect.width - 2.0;
        html! {
            <g class="fault" transform={format!("translate({x} 2)")}>
                <circle r="8" />
                <path d="M0 -4v4.5M0 3.4v.1" />
            </g>
        }
    }
}
