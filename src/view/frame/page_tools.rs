//! The right end of a footer: settings, help, shortcuts, and the theme.

use yew::prelude::*;

use crate::locale::{CommandText, ShellText};
use crate::platform::ThemeChoice;
use crate::view::commands::{ThemeSwitch, use_run_command};
use crate::view::parts::{name_of, shell, use_language};

/// The properties of [`PageTools`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Properties)]
pub(crate) struct PageToolsProps {
    /// True beside a plan, which has settings.
    #[prop_or_default]
    pub(crate) has_plan: bool,
}

/// The buttons for settings, help and shortcuts, and the one that changes the theme.
#[component]
pub(crate) fn PageTools(props: &PageToolsProps) -> Html {
    let language = use_language();
    let run_command = use_run_command();
    let running = |name: CommandText| run_command.reform(move |_: MouseEvent| name);
    let switch = use_context::<ThemeSwitch>();
    let theme = match switch.map(|it| it.theme).unwrap_or_default() {
        ThemeChoice::System => ShellText::ThemeSystem,
        ThemeChoice::Light => ShellText::ThemeLight,
        ThemeChoice::Dark => ShellText::ThemeDark,
    };
    html! {
        <>
            <span class="space" />
            if props.has_plan {
                <button
                    type="button"
                    title={name_of(CommandText::ShowSettings, language)}
                    onclick={running(CommandText::ShowSettings)}
                >
                    { shell(ShellText::Settings, language) }
                </button>
            }
            <button
                type="button"
                aria-haspopup="dialog"
                onclick={running(CommandText::Help)}
            >
                { name_of(CommandText::Help, language) }
            </button>
            <button type="button" onclick={running(CommandText::Shortcuts)}>
                { name_of(CommandText::Shortcuts, language) }
            </button>
            <button
                type="button"
                title={name_of(CommandText::ChangeTheme, language)}
                onclick={running(CommandText::ChangeTheme)}
            >
                { shell(theme, language) }
            </button>
        </>
    }
}
