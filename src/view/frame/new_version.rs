//! The line that says that a new version is ready.

use yew::prelude::*;

use crate::locale::ShellText;
use crate::platform::{has_new_version, load_new_version, on_new_version};
use crate::view::parts::{Button, ButtonLook, Icon, shell, use_language, use_listening};

/// Says that a new version is ready, and leaves it to the reader when to load it. Once closed, it
/// does not come back until the page is loaded again.
#[component]
pub(crate) fn NewVersion() -> Html {
    let language = use_language();
    let is_ready = use_state_eq(has_new_version);
    let is_put_aside = use_state_eq(|| false);
    use_listening({
        let is_ready = is_ready.clone();
        move || on_new_version(move || is_ready.set(true))
    });
    // The region is always there, so that screen readers announce a sentence that comes into it.
    html! {
        <div class="new-version" role="status" aria-live="polite">
            if *is_ready && !*is_put_aside {
                <div class="notice">
                    <span>{ shell(ShellText::NewVersion, language) }</span>
                    <Button
                        label={shell(ShellText::Reload, language)}
                        small=true
                        onclick={|_| load_new_version()}
                    />
                    <Button
                        label={shell(ShellText::Close, language)}
                        icon={Icon::Close}
                        icon_alone=true
                        look={ButtonLook::Quiet}
                        small=true
                        onclick={move |_| is_put_aside.set(true)}
                    />
                </div>
            }
        </div>
    }
}
