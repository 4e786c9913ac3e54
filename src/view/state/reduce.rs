//! The work that each action does on the state.

use std::rc::Rc;

use yew::prelude::*;

use super::action::Action;
use super::awaited::AwaitedAnswer;
use super::cloud_news::CloudNews;
use super::own_part::OwnPart;
use super::page::{OpenedDialog, Pane};
use super::page_state::State;
use crate::command::CommandStep;
use crate::library::Operation;
use crate::page::Tab;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Edit { .. }
            | Action::Take(_)
            | Action::Tell { .. }
            | Action::Undo
            | Action::Redo
                if self.is_locked() =>
            {
                next.refuse();
            }
            Action::Hear(CloudNews::Made) if self.is_locked() => next.refuse(),
            Action::Hear(news) => next.hear(news),
            Action::Refuse => next.refuse(),
            Action::Arrive(arrival) => next.arrive(*arrival),
            Action::SetAppearance(options) => next.options = Rc::new(options),
            Action::Leave => next.leave(),
            Action::Adopt => next.adopt(),
            Action::Begin(plan, origin) => next.begin_plan(*plan, origin),
            Action::Resume(loaded) => next.resume_plan(*loaded),
            Action::HearKeeper(heard) => next = next.hear_keeper(heard),
            Action::Visit(page) => {
                next.page = page;
                next.dialog = None;
                next.asked = OwnPart(None);
            }
            Action::Edit { edits, topic, select } => {
                next.change(edits, topic.as_deref(), select);
            }
            Action::Take(CommandStep { edits, select, said }) => {
                let language = self.language();
                next.tell(edits, select, said.map(|said| said.text(language).into_owned()));
            }
            Action::Tell { edits, text } => next.tell(edits, None, Some(text)),
            Action::Undo => {
                let opens = next.history.undoes_opening();
                if next.history.undo() {
                    next.note(self.plan(), Operation::Undo);
                }
                next.stepped(opens);
                next = next.settle();
            }
            Action::Redo => {
                let opens = next.history.redoes_opening();
                if next.history.redo() {
                    next.note(self.plan(), Operation::Redo);
                }
                next.stepped(opens);
                next = next.settle();
            }
            Action::Select(ids) => next.select(ids),
            Action::Drafted => next.tell_drafts(),
            Action::ShowField(field) => next.show_field(&field),
            Action::Seal => {
                next.history.seal();
                next.seals = next.seals.wrapping_add(1);
            }
            Action::Highlight(change) => next.highlight = OwnPart(change),
            Action::Explain(asked) => next.asked = OwnPart(asked),
            Action::Seek(sought) => next.seek(sought),
            Action::Ask(draft, tracer) => {
                next.tracer = OwnPart(tracer);
                next.ask(draft);
            }
            Action::Remember(is_kept) => {
                next.remembered = is_kept.then(|| self.plan().clone());
                if let Some(kept) = &mut next.persistence.persisted {
                    kept.is_wanted = true;
                }
                next.tab = Tab::Change;
                next.pane = Pane::Answer;
            }
            Action::Audited => next.audits = next.audits.wrapping_add(1),
            Action::WorkSoon => next.awaited = next.awaited.and(Some(AwaitedAnswer::Soon)),
            Action::WorkOut => next.work_out(),
            Action::TakeAnswer(answered) => next.take_answer(answered),
            Action::LoseWorker => next.has_worker = false,
            Action::Say(notice) => next.notice = notice,
            Action::Show(tab) => {
                next.tab = tab;
                next.pane = Pane::Answer;
            }
            Action::ShowPane(pane) => next.pane = pane,
            Action::ToggleReach => {
                next.shows_reach = !next.shows_reach;
                if next.shows_reach {
                    // On a narrow screen the panel stands below the board.
                    next.pane = Pane::Board;
                }
            }
            Action::Open(dialog) => {
                // An earlier notice has nothing to do with the dialog.
                next.notice = None;
                next.asked = OwnPart(None);
                next.openings = next.openings.wrapping_add(1);
                next.dialog = Some(OpenedDialog { dialog, number: next.openings });
            }
            Action::Close => next.dialog = None,
            Action::Closed(number) => {
                next.dialog = next.dialog.filter(|opened| opened.number != number);
            }
            Action::View(change) => {
                next.look(change);
                next.pane = Pane::Board;
            }
        }
        Rc::new(next)
    }
}
