//! The proof dialog: what is proved, and how to check it without the page.

use yew::prelude::*;

use super::frame::DialogFrame;
use crate::format::Format;
use crate::locale::{AmountText, ProofDialogText as Text, ProofText};
use crate::view::commands::{download, file_stem};
use crate::view::parts::{Button, ButtonLook, Icon, say, use_language};
use crate::view::state::use_store;

#[component]
pub(super) fn Proof() -> Html {
    let store = use_store();
    let language = use_language();
    let Some(format) = Format::by_id("json") else { return html! {} };
    let file = format!("{}-report.{}", file_stem(store.plan()), format.extension);
    let on_download = {
        let (store, file) = (store.clone(), file.clone());
        move |_| {
            // The certificate is made only now, not with every edit.
            let text = (format.write)(store.plan(), &store.settled_report(), language);
            download(&store, language, &file, format.media_type, &text);
        }
    };
    html! {
        <DialogFrame>
            if store.shows_old_answer() {
                <p role="status">{ say(AmountText::UpdateIsComing.text(language)) }</p>
            } else {
                <p><strong>{ say(ProofText::of(&store.report).text(language)) }</strong></p>
                <p>{ say(Text::shown(&store.report).text(language)) }</p>
            }
            <p>{ say(Text::Exact.text(language)) }</p>
            <p>{ say(Text::Check.text(language)) }</p>
            <pre class="preview" tabindex="0">{ say(Text::CommandLine(file).text(language)) }</pre>
            <p>{ say(Text::NotChecked.text(language)) }</p>
            <div class="row end">
                <Button
                    label={say(Text::Download.text(language))}
                    icon={Icon::Download}
                    look={ButtonLook::Primary}
                    onclick={on_download}
                />
            </div>
        </DialogFrame>
    }
}
