//! The right end of a footer: the shortcuts, and the theme.

use yew::prelude::*;

use crate::locale::{CommandText, ShellText};
use crate::platform::ThemeChoice;
use crate::view::commands::{ThemeSwitch, use_run_command};
use crate::view::parts::{name_of, shell, use_language};

/// The button that shows the shortcuts, and the one that changes the theme.
#[component]
pub(crate) fn PageTools() -> Html {
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
