//! The directives of a page. A directive is a line of its own, `{{ name words… }}`.

use std::path::Path;

use elb_rule_planner::command::COMMANDS;
use elb_rule_planner::engine::check;
use elb_rule_planner::format::{FORMATS, Format};
use elb_rule_planner::locale::Language;

use crate::commands::Session;
use crate::{clauses, live, picture, plans, quiet};

/// The facts about a page that directives need.
pub(crate) struct Context<'a> {
    /// The root of the project.
    pub(crate) root: &'a Path,
    /// The number of folders between the page and the documentation's own folder.
    pub(crate) depth: usize,
    /// The pages of the clauses.
    pub(crate) clauses: &'a [clauses::Page],
}

/// A page with its directives carried out.
///
/// # Errors
/// Names the line that cannot be carried out.
pub(crate) fn expand(
    text: &str,
    context: &Context<'_>,
    session: &mut Session<'_>,
) -> Result<String, String> {
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        let asked = line.trim().strip_prefix("{{ ").and_then(|rest| rest.strip_suffix(" }}"));
        match asked {
            Some(asked) => {
                let done = carry_out(asked, context, session)
                    .map_err(|message| format!("line {}: {message}", number + 1))?;
                out.push_str(done.trim_end());
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    Ok(quiet::leave_out_of_search(&out))
}

fn carry_out(
    asked: &str,
    context: &Context<'_>,
    session: &mut Session<'_>,
) -> Result<String, String> {
    let (name, rest) = asked.split_once(' ').unwrap_or((asked, ""));
    let (first, others) = rest.split_once(' ').unwrap_or((rest, ""));
    match name {
        "plan" => {
            let named = plans::named(context.root, first)?;
            Ok(live::element(&named, context.depth, others))
        }
        "try" => {
            let named = plans::named(context.root, first)?;
            Ok(live::invitation(&named, context.depth, others))
        }
        "picture" => picture::figure(context.root, context.depth, first, others),
        "address" => {
            let named = plans::named(context.root, first)?;
            let address = live::address(&named, 0);
            Ok(format!(
                "```text\nhttps://planner.example/{}\n```",
                address.trim_start_matches("../")
            ))
        }
        "answer" => answer(context, first, others),
        "run" => {
            let code = first.parse().map_err(|_| format!("`{first}` is no exit code"))?;
            session.run(others, code)
        }
        "file" => file(context, first),
        "document" => document(context, first),
        "formats" => Ok(formats()),
        "keys" => Ok(keys()),
        "clauses" => Ok(clauses::index(context.clauses)),
        other => Err(format!("there is no directive `{other}`")),
    }
}

/// A plan's answer in a format. Markdown is shown as it reads, the others as they are.
fn answer(context: &Context<'_>, plan: &str, format: &str) -> Result<String, String> {
    let named = plans::named(context.root, plan)?;
    let format = Format::by_id(format).ok_or_else(|| format!("there is no format `{format}`"))?;
    let text = (format.write)(&named.plan, &check(&named.plan), Language::English);
    Ok(format!("```{} {{ .answer }}\n{}\n```", language(format.extension), text.trim_end()))
}

/// A file of the repository, as it is.
fn file(context: &Context<'_>, path: &str) -> Result<String, String> {
    let text = plans::read(&context.root.join(path))?;
    let ending = path.rsplit('.').next().unwrap_or_default();
    Ok(format!("```{} title=\"{path}\"\n{}\n```", language(ending), text.trim_end()))
}

/// A document of the repository below its own heading, which the page has. What it says in comments
/// to those who change it is left out.
fn document(context: &Context<'_>, path: &str) -> Result<String, String> {
    let text = plans::read(&context.root.join(path))?;
    let mut rest = text.split_once('\n').map_or("", |(_, rest)| rest).trim_start();
    while let Some((_, behind)) =
        rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->"))
    {
        rest = behind.trim_start();
    }
    Ok(rest.to_owned())
}

/// The keys of all commands that have some, on a keyboard with Ctrl and on one of Apple's.
fn keys() -> String {
    let mut table = "| Command | Keys | On a Mac |\n| --- | --- | --- |\n".to_owned();
    for command in COMMANDS {
        let Some(keys) = command.shortcut else { continue };
        let row = format!(
            "| {} | <kbd>{}</kbd> | <kbd>{}</kbd> |\n",
            command.name.text(Language::English),
            keys.label(false),
            keys.label(true)
        );
        table.push_str(&row);
    }
    table
}

fn formats() -> String {
    let mut table =
        "| Name | What it is | File | Media type |\n| --- | --- | --- | --- |\n".to_owned();
    for format in FORMATS {
        let label = format.label.text(Language::English);
        let row = format!(
            "| `{}` | {label} | `.{}` | `{}` |\n",
            format.id, format.extension, format.media_type
        );
        table.push_str(&row);
    }
    table
}

/// The name of a language for colouring, by the ending of a file.
fn language(ending: &str) -> &str {
    match ending {
        "md" => "markdown",
        "mjs" | "js" => "javascript",
        "txt" => "text",
        "conf" => "nginx",
        "yml" => "yaml",
        "tf" => "terraform",
        "rs" => "rust",
        other => other,
    }
}
