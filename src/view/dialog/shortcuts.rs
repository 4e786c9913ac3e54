//! The help on keys and the mouse.

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::command::COMMANDS;
use crate::locale::AnswerText;
use crate::platform::prefers_apple_keys;
use crate::view::commands::{has_single_keys, set_single_keys};
use crate::view::field::Toggle;
use crate::view::parts::{name_of, say, use_language};

#[component]
pub(super) fn Shortcuts() -> Html {
    let language = use_language();
    let apple = prefers_apple_keys();
    let single_keys = use_state_eq(has_single_keys);
    let on_change = {
        let single_keys = single_keys.clone();
        move |is_on| {
            set_single_keys(is_on);
            single_keys.set(has_single_keys());
        }
    };
    let rows = COMMANDS.iter().filter_map(|command| {
        let keys = command.shortcut?.label(apple);
        Some(html! {
            <div key={keys.clone()}>
                <dt>{ name_of(command.name, language) }</dt>
                <dd><kbd>{ keys }</kbd></dd>
            </div>
        })
    });
    html! {
        <DialogFrame>
            <h3 class="section-title">{ say(AnswerText::MouseTitle.text(language)) }</h3>
            <p>{ say(AnswerText::MouseHelp.text(language)) }</p>
            <Toggle
                id="single-keys"
                label={say(AnswerText::SingleKeys.text(language))}
                is_on={*single_keys}
                {on_change}
            />
            <dl class="keys">{ for rows }</dl>
        </DialogFrame>
    }
}
