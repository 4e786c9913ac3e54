//! The table of commands.

use super::{
    Command, CommandStep, Context, Dialog, DrawnKind, Effect, Shortcut, ViewChange, add, copy,
    remove,
};
use crate::layout::arrange;
use crate::locale::{CommandText as Name, NoticeText};
use crate::page::{HandbookPage, Tab};

fn always(_: &Context<'_>) -> bool {
    true
}

fn has_selection(context: &Context<'_>) -> bool {
    !context.selection.is_empty()
}

fn has_changes(context: &Context<'_>) -> bool {
    !context.is_report_old && !context.report.changes.is_empty()
}

fn has_steps(context: &Context<'_>) -> bool {
    has_changes(context) || !context.is_report_old && context.has_waiting
}

fn has_flows(context: &Context<'_>) -> bool {
    !context.report.flows.is_empty()
}

fn can_be_explained(context: &Context<'_>) -> bool {
    context.selection.len() == 1 && !context.plan.is_empty()
}

fn has_documentation(context: &Context<'_>) -> bool {
    context.has_documentation
}

fn is_drawn(context: &Context<'_>) -> bool {
    !context.plan.is_empty()
}

const fn plain(
    name: Name,
    shortcut: Option<Shortcut>,
    is_enabled: fn(&Context<'_>) -> bool,
    run: fn(&Context<'_>) -> Effect,
) -> Command {
    Command { name, shortcut, edits: false, is_enabled, run }
}

/// A command that changes the plan, or puts another in its place.
const fn editing(
    name: Name,
    shortcut: Option<Shortcut>,
    is_enabled: fn(&Context<'_>) -> bool,
    run: fn(&Context<'_>) -> Effect,
) -> Command {
    Command { edits: true, ..plain(name, shortcut, is_enabled, run) }
}

macro_rules! adding {
    ($name:ident, $key:literal, $kind:ident) => {
        editing(Name::$name, Shortcut::key($key), always, |context| {
            Effect::Edit(add(context.plan, context.selection, DrawnKind::$kind, None).step)
        })
    };
}

/// Every command: those that add things in the order of the palette, then the others.
pub const COMMANDS: &[Command] = &[
    adding!(AddVpc, "v", Vpc),
    adding!(AddSubnet, "n", Subnet),
    adding!(AddLoadBalancer, "l", LoadBalancer),
    adding!(AddBackendServerGroup, "g", BackendServerGroup),
    adding!(AddServer, "s", Server),
    adding!(AddIpBackend, "i", IpBackend),
    adding!(AddSecurityGroup, "r", SecurityGroup),
    adding!(AddNetworkAcl, "a", NetworkAcl),
    adding!(AddAddressGroup, "p", AddressGroup),
    editing(Name::AddMustReach, Shortcut::key("c"), is_drawn, |_| Effect::Open(Dialog::MustReach)),
    editing(Name::AddMustNotReach, Shortcut::key("x"), is_drawn, |_| {
        Effect::Open(Dialog::MustNotReach)
    }),
    editing(Name::Undo, Shortcut::ctrl("z"), |context| context.can_undo, |_| Effect::Undo),
    editing(Name::Redo, Shortcut::ctrl_shift("z"), |context| context.can_redo, |_| Effect::Redo),
    editing(Name::Delete, Shortcut::key("Delete"), has_selection, |context| {
        Effect::Edit(remove(context.plan, context.selection))
    }),
    editing(Name::Duplicate, Shortcut::ctrl("d"), has_selection, |context| {
        Effect::Edit(copy(context.plan, context.selection))
    }),
    plain(Name::SelectAll, Shortcut::ctrl("a"), is_drawn, |context| {
        Effect::Select(context.plan.element_ids().collect())
    }),
    plain(Name::SelectNothing, Shortcut::key("Escape"), has_selection, |_| Effect::Select(vec![])),
    editing(Name::ApplyAll, Shortcut::ctrl("Enter"), has_changes, |context| {
        let said = NoticeText::Applied(context.report.changes.len());
        Effect::Edit(CommandStep::of(context.report.remedy()).saying(Some(said)))
    }),
    plain(Name::CopyConsoleSteps, None, has_steps, |_| Effect::CopyConsoleSteps),
    plain(Name::Export, Shortcut::ctrl("e"), always, |_| Effect::Open(Dialog::Export)),
    plain(Name::Share, Shortcut::ctrl_shift("s"), is_drawn, |_| Effect::Open(Dialog::Share)),
    plain(Name::OpenSample, None, always, |_| Effect::Open(Dialog::Samples)),
    plain(Name::OpenFile, Shortcut::ctrl("o"), always, |_| Effect::ChooseFile),
    plain(Name::SaveFile, Shortcut::ctrl("s"), always, |_| Effect::SaveFile),
    plain(Name::StartEmpty, None, always, |_| Effect::NewPlan),
    plain(Name::ShowPlans, None, always, |_| Effect::ShowPlans),
    editing(Name::Tidy, Shortcut::key("t"), is_drawn, |context| {
        Effect::Edit(CommandStep::of(arrange(context.plan)).saying(Some(NoticeText::Tidied)))
    }),
    plain(Name::ZoomIn, Shortcut::key("="), always, |_| Effect::View(ViewChange::ZoomIn)),
    plain(Name::ZoomOut, Shortcut::key("-"), always, |_| Effect::View(ViewChange::ZoomOut)),
    plain(Name::ZoomTo100, Shortcut::key("0"), always, |_| Effect::View(ViewChange::To100)),
    plain(Name::Fit, Shortcut::shift("!"), always, |_| Effect::View(ViewChange::Fit)),
    plain(Name::FitSelection, Shortcut::shift("@"), has_selection, |_| {
        Effect::View(ViewChange::FitSelection)
    }),
    plain(Name::ShowRules, Shortcut::key("1"), always, |_| Effect::Show(Tab::Rules)),
    plain(Name::ShowSelection, Shortcut::key("2"), has_selection, |_| Effect::Show(Tab::Selection)),
    plain(Name::ShowExisting, Shortcut::key("3"), always, |_| Effect::Show(Tab::Existing)),
    plain(Name::ShowTrace, Shortcut::key("4"), always, |_| Effect::Show(Tab::Trace)),
    plain(Name::ShowChange, Shortcut::key("5"), always, |_| Effect::Show(Tab::Change)),
    plain(Name::ShowReach, Shortcut::key("m"), always, |_| Effect::ToggleReach),
    plain(Name::RememberState, None, is_drawn, |_| Effect::Remember),
    plain(Name::ShowProof, None, has_flows, |_| Effect::Open(Dialog::Proof)),
    plain(Name::MakeMine, None, |context| context.can_adopt, |_| Effect::Adopt),
    plain(Name::BackToOwn, None, |context| context.is_shared, |_| Effect::Leave),
    plain(Name::ChangeTheme, None, always, |_| Effect::ChangeTheme),
    plain(Name::Explain, Shortcut::key("w"), can_be_explained, |context| {
        context.selection.first().map_or(Effect::Nothing, |id| Effect::Explain(*id))
    }),
    plain(Name::ShowSettings, None, always, |_| Effect::ShowSettings),
    plain(Name::Help, None, always, |_| Effect::Open(Dialog::Help)),
    plain(Name::ReadHandbook, None, has_documentation, |_| Effect::Read(HandbookPage::Start)),
    plain(Name::ReadUnhealthy, None, has_documentation, |_| Effect::Read(HandbookPage::Unhealthy)),
    plain(Name::Search, Shortcut::ctrl("k"), always, |_| Effect::Open(Dialog::Search)),
    plain(Name::Shortcuts, Shortcut::shift("?"), always, |_| Effect::Open(Dialog::Shortcuts)),
];

/// A command by its name.
#[must_use]
pub fn command(name: Name) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The command that keys give. `Backspace` deletes as well, and Ctrl+Y makes a step again, as
/// people are used to. Shift+1 and Shift+2 are other signs on other keyboards.
#[must_use]
pub fn by_shortcut(key: &str, ctrl: bool, shift: bool) -> Option<&'static Command> {
    let key = if key.len() == 1 { key.to_ascii_lowercase() } else { key.to_owned() };
    match (key.as_str(), ctrl) {
        ("Backspace", false) => return command(Name::Delete),
        ("y", true) => return command(Name::Redo),
        ("+", false) => return command(Name::ZoomIn),
        ("1", false) if shift => return command(Name::Fit),
        ("2" | "\"", false) if shift => return command(Name::FitSelection),
        _ => {}
    }
    COMMANDS.iter().find(|command| {
        command.shortcut.is_some_and(|it| it.key == key && it.ctrl == ctrl && it.shift == shift)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;

    #[test]
    fn no_two_commands_have_one_name_or_one_shortcut() {
        for (at, command) in COMMANDS.iter().enumerate() {
            for other in &COMMANDS[at + 1..] {
                assert_ne!(command.name, other.name);
                assert!(command.shortcut.is_none() || command.shortcut != other.shortcut);
            }
        }
    }

    #[test]
    fn adding_to_an_empty_plan_brings_what_has_to_hold_it() {
        let plan = Plan::default();
        for command in COMMANDS.iter().take(9) {
            let report = crate::engine::check(&plan);
            let context = Context {
                plan: &plan,
                report: &report,
                is_report_old: false,
                selection: &[],
                has_waiting: false,
                is_locked: false,
                is_shared: false,
                can_adopt: false,
                can_undo: false,
                can_redo: false,
                has_documentation: false,
            };
            let Effect::Edit(step) = (command.run)(&context) else { panic!() };
            let changed = crate::edit::transact(&plan, &step.edits).unwrap();
            let added = step.select.unwrap()[0];
            let brings = changed.element_ids().count() > 1;
            assert_eq!(step.said.is_some(), brings, "{:?}", command.name);
            assert!(changed.name_of(added).is_some_and(|name| !name.is_empty()));
            let problems = changed.problems();
            assert!(problems.is_empty(), "{:?}: {problems:?}", command.name);
        }
    }

    #[test]
    fn the_console_steps_can_be_copied_while_applied_rules_wait_to_be_made() {
        let plan = Plan::default();
        let report = crate::engine::check(&plan);
        let context = |has_waiting| Context {
            plan: &plan,
            report: &report,
            is_report_old: false,
            selection: &[],
            has_waiting,
            is_locked: false,
            is_shared: false,
            can_adopt: false,
            can_undo: false,
            can_redo: false,
            has_documentation: false,
        };
        let copy = command(Name::CopyConsoleSteps).unwrap();
        assert!(copy.can_run(&context(true)) && !copy.can_run(&context(false)));
    }
}
