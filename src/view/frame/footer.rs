//! The footer of the page: the proof, the numbers of listeners and servers, and the theme.

use yew::prelude::*;

use super::page_tools::PageTools;
use crate::locale::{AmountText, CommandText, DraftText, ProofText, ShellText};
use crate::view::answer::{in_place_of_proof, showing_first};
use crate::view::commands::use_run_command;
use crate::view::parts::{name_of, say, shell, use_language};
use crate::view::state::use_store;

/// The footer of the page.
#[component]
pub(crate) fn Footer() -> Html {
    let store = use_store();
    let language = use_language();
    let run_command = use_run_command();
    let report = &store.report;
    let plan = store.plan();
    let proof_class = if report.summary.proved { "open" } else { "blocked" };
    // Past a thousand seconds nobody counts tenths.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to what fits just before"
    )]
    let tenths = (store.answered_in * 10.0).round().clamp(0.0, 9_999_999.0) as u32;
    let explain = move |_| run_command.emit(CommandText::ShowProof);
    html! {
        <footer class="footer">
            if let Some(text) = in_place_of_proof(&store, language) {
                <button
                    type="button"
                    class="proof attention"
                    title={say(DraftText::ShowField.text(language))}
                    onclick={showing_first(&store)}
                >
                    <svg class="proof-dot" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" /></svg>
                    { text }
                </button>
            } else if store.shows_old_answer() {
                <span class="proof attention">
                    <svg class="proof-dot" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" /></svg>
                    { say(AmountText::UpdateIsComing.text(language)) }
                </span>
            } else if !report.flows.is_empty() {
                <button
                    type="button"
                    class={classes!("proof", proof_class)}
                    title={name_of(CommandText::ShowProof, language)}
                    aria-haspopup="dialog"
                    onclick={explain}
                >
                    <svg class="proof-dot" viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" /></svg>
                    { say(ProofText::of(report).text(language)) }
                </button>
            }
            <span>{ shell(ShellText::Listeners(plan.listeners().count()), language) }</span>
            <span>{ shell(ShellText::Servers(plan.servers.len()), language) }</span>
            if store.awaited.is_none() {
                <span>{ shell(ShellText::AnsweredIn { tenths }, language) }</span>
            }
            <PageTools has_plan=true />
        </footer>
    }
}
