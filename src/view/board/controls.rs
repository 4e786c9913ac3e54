//! The controls above the board: the zoom bar, the legend, and the message of an empty board.

use yew::prelude::*;

use crate::command::Dialog;
use crate::engine::report::Verdict;
use crate::layout::{Decimal, tile};
use crate::locale::{BoardText, CommandText, ShellText};
use crate::view::commands::{is_enabled, use_run_command};
use crate::view::parts::{Button, ButtonLook, class_of, name_of, say, shell, use_language};
use crate::view::state::{Action, use_store};

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct ZoomProps {
    pub(super) zoom: f64,
}

/// The zoom bar: zoom out, the zoom itself, zoom in, fit, tidy.
#[component]
pub(super) fn ZoomBar(props: &ZoomProps) -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    // A very large plan is seen whole at less than one percent.
    let percent = props.zoom * 100.0;
    let percent = match props.zoom < 0.01 {
        true => Decimal::tenths(percent),
        false => Decimal(percent.round_ties_even()),
    };
    let percent = format!("{percent} %");
    let button = |name: CommandText, label: AttrValue| {
        let run_command = run_command.clone();
        let onclick = move |_| run_command.emit(name);
        let is_enabled = is_enabled(name, &store);
        // The spoken label begins with the visible one, so that voice control finds the button by
        // it.
        let full = name_of(name, language);
        let full = match name {
            CommandText::ZoomTo100 => AttrValue::from(format!("{label}, {full}")),
            _ => full,
        };
        html! {
            <button
                type="button"
                title={name_of(name, language)}
                aria-label={full}
                disabled={!is_enabled}
                {onclick}
            >
                { label }
            </button>
        }
    };
    html! {
        <div class="zoom-bar" role="toolbar" aria-label={shell(ShellText::Zoom, language)}>
            { button(CommandText::ZoomOut, "−".into()) }
            { button(CommandText::ZoomTo100, percent.into()) }
            { button(CommandText::ZoomIn, "+".into()) }
            { button(CommandText::Fit, shell(ShellText::Fit, language)) }
            { button(CommandText::Tidy, shell(ShellText::Tidy, language)) }
        </div>
    }
}

#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct LegendProps {
    /// True if servers are drawn as tiles.
    pub(super) is_far: bool,
}

/// The legend: the meaning of the lines, or of the tiles.
#[component]
pub(super) fn Legend(props: &LegendProps) -> Html {
    let language = use_language();
    let is_far = props.is_far;
    let entry = |verdict: Option<Verdict>, text| {
        let class = class_of(verdict);
        let sign = match is_far {
            true => html! {
                <svg class="tiles" viewBox="0 0 10 10" aria-hidden="true">
                    <path class={classes!("tile", class)} d={tile(verdict)} />
                </svg>
            },
            false => html! {
                <svg viewBox="0 0 24 8" aria-hidden="true">
                    <path class={classes!("strand", class)} d="M1 4h22" />
                </svg>
            },
        };
        let tip = say(BoardText::Line(verdict).text(language));
        html! { <span title={tip}>{ sign }{ shell(text, language) }</span> }
    };
    html! {
        <div class="legend">
            { entry(Some(Verdict::Open), ShellText::LegendOpen) }
            { entry(Some(Verdict::Blocked), ShellText::LegendBlocked) }
            { entry(Some(Verdict::Exempt), ShellText::LegendExempt) }
            { entry(Some(Verdict::Attention), ShellText::LegendAttention) }
            if is_far {
                { entry(None, ShellText::LegendUnreached) }
            }
        </div>
    }
}

/// The message of an empty board.
#[component]
pub(super) fn EmptyBoard() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let open = move |_| store.dispatch(Action::Open(Dialog::Samples));
    html! {
        <div class="empty-board">
            <h2>{ shell(ShellText::EmptyBoardTitle, language) }</h2>
            <p>{ shell(ShellText::EmptyBoardBody, language) }</p>
            <div class="row edits">
                <Button
                    label={name_of(CommandText::AddLoadBalancer, language)}
                    look={ButtonLook::Primary}
                    onclick={move |_| run_command.emit(CommandText::AddLoadBalancer)}
                />
                <Button label={name_of(CommandText::OpenSample, language)} onclick={open} />
            </div>
        </div>
    }
}
