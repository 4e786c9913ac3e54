//! The words around shared plans, in English.

use std::borrow::Cow;

use crate::locale::ShareText;

pub(in crate::locale) fn text(text: &ShareText) -> Cow<'static, str> {
    use ShareText as Text;
    match text {
        Text::SharedPlan => "Shared plan".into(),
        Text::Looking => "You are looking at a shared plan. Your own plan is kept as it was.".into(),
        Text::LookingOnly => {
            "You are looking at a shared plan, to read. Your own plan is kept as it was.".into()
        }
        Text::TryingOut => {
            "You are trying out a shared plan. What you change is not kept until you make it yours."
                .into()
        }
        Text::From(origin) => format!("It comes from {origin}.").into(),
        Text::MadeByNewer { version } => format!(
            "A newer planner made this plan (version {version}). It can be looked at, but not \
             everything in it is shown, so the answer may not hold. Pass the link on as it is, or \
             open it with a newer planner."
        )
        .into(),
        Text::NotUnderstood(1) => "1 thing is not shown".into(),
        Text::NotUnderstood(count) => format!("{count} things are not shown").into(),
        Text::SaveAsIs => "Save it whole".into(),
        Text::Loading(from) => format!("The plan is being loaded from {from}…").into(),
        Text::NotOpened => "The shared plan was not opened:".into(),
        Text::OwnUntouched => "Your own plan is as it was.".into(),
        Text::CopyLink => "Copy the link".into(),
        Text::Locked => "This is a shared plan. Make it yours to change it.".into(),
        Text::Adopted => "The plan is now among your plans.".into(),
        Text::NoSuchPlace { place } => format!(
            "`{place}` is no address that plans are loaded from; it has to begin with `https://`"
        )
        .into(),
        Text::ForbiddenByPolicy { origin } => format!(
            "the policy of this page lets it load nothing from {origin}; whoever hosts the planner \
             can add it to `connect-src`, or you download the file and open it here"
        )
        .into(),
        Text::RefusedByHost { origin } => format!(
            "{origin} does not answer, or does not let other pages read the file (it has to send \
             `Access-Control-Allow-Origin`); download the file and open it here"
        )
        .into(),
        Text::HostSays { origin, status } => {
            format!("{origin} answers with status {status}; check the address").into()
        }
        Text::PlaceTooLong { most } => {
            format!("the file is larger than {most} bytes, which no plan needs").into()
        }
        Text::PlaceSlow { origin } => {
            format!("{origin} took too long; try again, or download the file and open it here")
                .into()
        }
        Text::Untitled => "Load balancer plan".into(),
        Text::Access => "Readers can".into(),
        Text::AccessOpen => "Look, and make it theirs".into(),
        Text::AccessReadOnly => "Look".into(),
        Text::AccessInteractive => "Try changes".into(),
        Text::View => "It shows".into(),
        Text::ViewFull => "The planner".into(),
        Text::ViewBoard => "The board".into(),
        Text::ViewRules => "The rules".into(),
        Text::ViewBoth => "Board and rules".into(),
        Text::Tab => "Open tab".into(),
        Text::AsUsual => "As usual".into(),
        Text::Theme => "Colours".into(),
        Text::AsReader => "The reader’s own".into(),
        Text::ThemeLight => "Light".into(),
        Text::ThemeDark => "Dark".into(),
        Text::Points => "Point at what is selected".into(),
        Text::As => "Share as".into(),
        Text::AsLink => "Link".into(),
        Text::AsMarkdown => "Markdown".into(),
        Text::AsFrame => "Frame".into(),
        Text::AsElement => "Embed".into(),
        Text::QrCode => "The link as a QR code".into(),
        Text::Copy => "Copy".into(),
        Text::Copied => "Copied".into(),
        Text::CopyByHand => {
            "The browser did not let the page copy. The text is selected: copy it by hand.".into()
        }
        Text::Private => {
            "The link holds the whole plan. No server stores it, and whoever has the link can read \
             it."
                .into()
        }
        Text::GetsAnywhere(length) => {
            format!("{length} characters: short enough for mail and chat").into()
        }
        Text::GetsByMail(length) => {
            format!("{length} characters: fits into mail and chat; too long for some form fields")
                .into()
        }
        Text::GetsCut(length) => format!(
            "{length} characters: some mail and chat programs cut links beyond 2,000; the file gets \
             there whole"
        )
        .into(),
        Text::GetsAsFile(length) => format!(
            "{length} characters: too long for most mail and chat programs; send the file"
        )
        .into(),
    }
}
