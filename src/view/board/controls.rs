//! The controls above the board: the zoom bar, the legend, and the message of an empty board.

use yew::prelude::*;

use crate::command::Dialog;
use crate::locale::{CommandText, ShellText};
use crate::view::commands::{is_enabled, use_run_command};
use crate::view::parts::{Button, ButtonLook, name_of, shell, use_language};
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
    let decimals = usize::from(props.zoom < 0.01);
    let percent = format!("{:.decimals$} %", props.zoom * 100.0);
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

/// The legend: the meaning of the lines.
#[component]
pub(super) fn Legend() -> Html {
    let language = use_language();
    let entry = |class: &'static str, text| {
        html! {
            <span>
                <svg class={classes!("strand", class)} viewBox="0 0 24 8" aria-hidden="true">
                    <path class="way" d="M1 4h22" />
                </svg>
                { shell(text, language) }
            </span>
        }
    };
    html! {
        <div class="legend">
            { entry("open", ShellText::LegendOpen) }
            { entry("blocked", ShellText::LegendBlocked) }
            { entry("exempt", ShellText::LegendExempt) }
            { entry("attention", ShellText::LegendAttention) }
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
