//! The words of the page of the plans, in English.

use std::borrow::Cow;

use super::grammar::count;
use crate::locale::library::Done;
use crate::locale::prose::{Prose, code, fill, strong, words};
use crate::locale::{BytesText, DoneText, LibraryText, MadeText, NotSaved, OriginText};

pub(in crate::locale) fn text(text: &LibraryText) -> Cow<'static, str> {
    use LibraryText as Text;
    match text {
        Text::Title => "Plans".into(),
        Text::Back => "Board".into(),
        Text::Count(plans) => {
            format!("{}, kept in this browser", count(*plans, "plan", "plans")).into()
        }
        Text::SearchLabel => "Search the plans".into(),
        Text::SearchPlaceholder => "Name, address or server".into(),
        Text::Import => "Import library".into(),
        Text::Export => "Export library".into(),
        Text::NewPlan => "New plan".into(),
        Text::NewEmpty => "An empty board".into(),
        Text::NewSample => "A sample…".into(),
        Text::NewFile => "A file of yours…".into(),
        Text::Filters => "Which plans".into(),
        Text::AllPlans => "All plans".into(),
        Text::Recent => "Recent".into(),
        Text::RecentHint => "changed today or yesterday".into(),
        Text::Earlier => "Earlier".into(),
        Text::FromLink => "From a link".into(),
        Text::Unreadable => "Could not be read".into(),
        Text::UnreadableHint => "kept byte for byte until you remove it".into(),
        Text::Removed => "Removed".into(),
        Text::RemovedHint => "can be got back for 30 days".into(),
        Text::ByAnswer => "By answer".into(),
        Text::RulesToAdd => "Rules to add".into(),
        Text::LookAtThisFirst => "Look at this first".into(),
        Text::NothingMissing => "Nothing missing".into(),
        Text::PillRules(rules) => format!("{} to add", count(*rules, "rule", "rules")).into(),
        Text::PillUnclear(flows) => format!("{flows} unclear").into(),
        Text::PillToLookAt(flows) => format!("{flows} to look at").into(),
        Text::PillNothingToCheck => "Nothing to check yet".into(),
        Text::Servers(servers) => count(*servers, "server", "servers").into(),
        Text::OtherWindow(when) => format!("{when}, changed in another window").into(),
        Text::ByLink(when) => format!("{when}, from a link").into(),
        Text::OnTheBoard => "On the board".into(),
        Text::Sentence { required: 0, unclear: 0, flows: 0 } => "Nothing flows yet.".into(),
        Text::Sentence { required: 0, unclear: 0, .. } => {
            "Nothing is missing: everything that has to flow passes.".into()
        }
        Text::Sentence { required: 0, unclear, .. } => attention(*unclear).into(),
        Text::Sentence { required, unclear, .. } => {
            let rules = format!("{} to add or change.", count(*required, "rule", "rules"));
            match unclear {
                0 => rules.into(),
                unclear => format!("{rules} {}", attention(*unclear)).into(),
            }
        }
        Text::NotLookedAt => "Open it to see what it needs.".into(),
        Text::Details => "The plan that is chosen".into(),
        Text::Open => "Open".into(),
        Text::Duplicate => "Duplicate".into(),
        Text::SaveAsFile => "Save as a file".into(),
        Text::More => "More".into(),
        Text::Rename => "Rename".into(),
        Text::Remove => "Remove".into(),
        Text::NewName => "New name of the plan".into(),
        Text::Cancel => "Cancel".into(),
        Text::ChangedElsewhere => "Changed in another window.".into(),
        Text::ItsEdit(when) => format!("Its edit of {when} is in here:").into(),
        Text::History => "History".into(),
        Text::Steps(steps) => format!("{} kept", count(*steps, "step", "steps")).into(),
        Text::Now => "Now".into(),
        Text::OpenStep(what) => format!("Open the plan as it was then: {what}").into(),
        Text::InOtherWindow => "other window".into(),
        Text::ShowAllSteps(steps) => format!("Show all {steps} steps").into(),
        Text::OlderSteps => "Older steps are no longer kept".into(),
        Text::Holds => "Holds".into(),
        Text::CameFrom => "Came from".into(),
        Text::Size => "Size".into(),
        Text::Contents { load_balancers, listeners, servers } => format!(
            "{}, {}, {}",
            count(*load_balancers, "load balancer", "load balancers"),
            count(*listeners, "listener", "listeners"),
            count(*servers, "server", "servers")
        )
        .into(),
        Text::WithHistory { plan, whole } => {
            format!("{}, with its history {}", size(*plan), size(*whole)).into()
        }
        Text::GetBack => "Get back".into(),
        Text::RemoveForGood => "Remove for good".into(),
        Text::EmptyRemoved => "Empty the removed plans".into(),
        Text::ReallyForget(name) => {
            format!("Remove {} for good? It cannot be got back then.", named(name)).into()
        }
        Text::ReallyEmpty(1) => {
            "Remove the removed plan for good? It cannot be got back then.".into()
        }
        Text::ReallyEmpty(plans) => {
            format!("Remove {plans} plans for good? They cannot be got back then.").into()
        }
        Text::NoRoomToRemove(name) => format!(
            "The browser has no room to note that {} is removed. Remove it for good? It cannot be \
             got back then.",
            named(name)
        )
        .into(),
        Text::KeepIt => "Keep".into(),
        Text::RemovedOn { removed, until } => {
            format!("removed on {removed}, kept until {until}").into()
        }
        Text::UsedOf { most } => format!("of about {}", size(*most)).into(),
        Text::Lasting => "The browser may not clear it by itself.".into(),
        Text::NotLasting => "The browser may clear it when it runs out of space.".into(),
        Text::AskToLast => "Ask the browser to keep it".into(),
        Text::AskedInVain => {
            "The browser does not promise to keep it, so export the library now and then.".into()
        }
        Text::NeverExported => "The library was not exported yet.".into(),
        Text::LastExported(when) => format!("Library last exported on {when}.").into(),
        Text::EmptyTitle => "No plan is kept yet".into(),
        Text::EmptyBody => "A plan is kept here from the first change on. What is on the board as \
                            an unchanged sample is not."
            .into(),
        Text::NothingHere => "There is no plan of this kind.".into(),
        Text::NothingFound => "No plan has this in its name or in its contents.".into(),
        Text::NotListed(why) => format!("The plans cannot be listed: {why}").into(),
        Text::LastWritten(when) => format!("Last one {when}").into(),
        Text::Copied(name) => format!("{name} is a plan of its own now.").into(),
        Text::IsRemoved { name, until } => {
            format!("{} is removed. You can get it back until {until}.", named(name)).into()
        }
        Text::IsBack(name) => format!("{} is back.", named(name)).into(),
        Text::IsGone(name) => format!("{} is gone for good.", named(name)).into(),
        Text::AreGone(plans) => {
            format!("{} gone for good.", count(*plans, "plan is", "plans are")).into()
        }
        Text::NotDone(why) => format!("Nothing was changed: {why}").into(),
        Text::Why(NotSaved::Full) => {
            "the browser has no room left; remove plans for good, or free space on the disk".into()
        }
        Text::Why(NotSaved::Forbidden) => {
            "this browser keeps nothing for the page; allow it to, or save plans as files".into()
        }
        Text::Why(NotSaved::Newer) => {
            "a newer version of the page is open; reload this window".into()
        }
        Text::Why(NotSaved::Failed(why)) => {
            format!("the browser's storage fails ({why}); try again").into()
        }
        Text::CannotBeRead { name, why } => {
            format!("{} cannot be read: {why}. It stays as it was found.", named(name)).into()
        }
        Text::CanBeRead(name) => format!("{} can be read.", named(name)).into(),
        Text::StateOpened { name, when } => format!(
            "This is {} as it was {when}, as a plan of its own. The other one is as it was.",
            named(name)
        )
        .into(),
        Text::Imported { count: plans, there } => {
            let came = format!("{} imported.", count(*plans, "plan was", "plans were"));
            match there {
                0 => came.into(),
                1 => format!("{came} 1 plan was here already.").into(),
                there => format!("{came} {there} plans were here already.").into(),
            }
        }
        Text::NotImported { file, why } => format!("{file} was not imported: {why}").into(),
        Text::NotALibrary { line, column, invalid } => {
            let why = invalid.text(crate::locale::Language::English);
            format!(
                "line {line}, column {column}: this is not a library as the planner saves it: {why}"
            )
            .into()
        }
        Text::LibraryOf(found) => {
            format!("this is not a library as the planner saves it: it is of `{found}`").into()
        }
        Text::NewerLibrary { found, known } => format!(
            "the library has version `{found}`; this program reads up to version {known}, so open \
             it with a newer one"
        )
        .into(),
        Text::Exported(plans) => {
            format!("{} exported.", count(*plans, "plan was", "plans were")).into()
        }
        Text::GoneMeanwhile => "This plan is gone; another window removed it.".into(),
        Text::CopyOf(name) => format!("{}, a copy", named(name)).into(),
    }
}

/// The name of a plan, which may have none.
fn named(name: &str) -> &str {
    if name.is_empty() { "Untitled plan" } else { name }
}

fn attention(flows: usize) -> String {
    match flows {
        1 => "1 flow needs attention.".to_owned(),
        flows => format!("{flows} flows need attention."),
    }
}

pub(in crate::locale) fn bytes(BytesText(bytes): &BytesText) -> Cow<'static, str> {
    size(*bytes).into()
}

/// A number of bytes in the unit that a person reads; a kilobyte has a thousand.
fn size(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    if bytes == 1 {
        return "1 byte".to_owned();
    }
    for (unit, name) in UNITS {
        // A number that rounds up to a thousand of a smaller unit is one of this.
        if bytes.saturating_add(unit / 2_000) < unit {
            continue;
        }
        let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
        return match name {
            "KB" => format!("{} KB", bytes.saturating_add(unit / 2) / unit),
            _ if tenths >= 1_000 => format!("{} {name}", tenths / 10),
            _ => format!("{}.{} {name}", tenths / 10, tenths % 10),
        };
    }
    format!("{bytes} bytes")
}

pub(in crate::locale) fn origin(text: &OriginText) -> Prose {
    match text {
        OriginText::Empty => words("an empty board"),
        OriginText::Sample(title) => fill("the sample {}", [strong(title)]),
        OriginText::File(name) => code(name),
        OriginText::Link => words("a link"),
        OriginText::Copy(name) => fill("{}, as a copy", [strong(named(name))]),
        OriginText::State(name) => fill("{}, an earlier state", [strong(named(name))]),
        OriginText::Earlier => words("an earlier version of this page"),
    }
}

pub(in crate::locale) fn made(MadeText(text): &MadeText) -> Prose {
    match text {
        OriginText::Empty => words("Begun with an empty board"),
        OriginText::Sample(title) => fill("Made from the sample {}", [strong(title)]),
        OriginText::File(name) => fill("Opened as the file {}", [code(name)]),
        OriginText::Link => words("Came by a link"),
        OriginText::Copy(name) => fill("Copied from {}", [strong(named(name))]),
        OriginText::State(name) => fill("Begun with a state of {}", [strong(named(name))]),
        OriginText::Earlier => words("Kept by an earlier version of this page"),
    }
}

pub(in crate::locale) fn done(text: &DoneText) -> Prose {
    let DoneText { done, name, count: number } = text;
    let things = |verb: &str| match (name.as_str(), number) {
        ("", 0 | 1) => words(format!("1 thing without a name {verb}")),
        ("", number) => words(format!("{number} things {verb}")),
        (name, 0 | 1) => fill(&format!("{{}} {verb}"), [strong(name)]),
        (name, number) => {
            let more = number.saturating_sub(1);
            fill(&format!("{{}} and {more} more {verb}"), [strong(name)])
        }
    };
    let rules = |verb: &str, place: &str| match (name.as_str(), number) {
        ("", 0 | 1) => words(format!("Rule {verb}")),
        ("", number) => words(format!("{number} rules {verb}")),
        (name, 0 | 1) => fill(&format!("Rule {verb} {place} {{}}"), [strong(name)]),
        (name, number) => {
            fill(&format!("{number} rules {verb}, the first {place} {{}}"), [strong(name)])
        }
    };
    match done {
        Done::Added => things("added"),
        Done::Changed => things("changed"),
        Done::Removed => things("removed"),
        Done::Moved => things("moved"),
        Done::AddedRule => rules("added", "to"),
        Done::ChangedRule => rules("changed", "of"),
        Done::RemovedRule => rules("removed", "from"),
        Done::Renamed if name.is_empty() => words("Name taken away"),
        Done::Renamed => fill("Renamed to {}", [strong(name)]),
        Done::Annotated => words("Note changed"),
        Done::ChoseReadings => words("Readings chosen"),
        Done::Opened if name.is_empty() => words("Another plan opened in its place"),
        Done::Opened => fill("{} opened in its place", [strong(name)]),
        Done::Undid => words("Step undone"),
        Done::Redid => words("Step made again"),
        Done::Exported => fill("Exported as {}", [words(name)]),
        Done::Several => words(count(*number, "change", "changes at once")),
    }
}
