//! A plan that can be looked at within a page.

use elb_rule_planner::engine::check;
use elb_rule_planner::format::{Format, link};
use elb_rule_planner::layout::placed;
use elb_rule_planner::locale::Language;

use crate::plans::Named;

/// The part of a link to a plan behind `#p=`.
pub(crate) fn link(named: &Named) -> String {
    link::encode(&placed(named.plan.clone()))
}

/// The address of a plan in the planner, from a page that lies so many folders below the
/// documentation's own.
pub(crate) fn address(named: &Named, depth: usize) -> String {
    let up = "../".repeat(depth + 1);
    format!("{up}index.html#p={}", link(named))
}

/// The element that shows a plan. What stands in it is for readers without scripts, for feeds and
/// for paper: the answer in words, and a link.
pub(crate) fn element(named: &Named, depth: usize, attributes: &str) -> String {
    let report = check(&named.plan);
    let answer = Format::by_id("text")
        .map(|format| (format.write)(&named.plan, &report, Language::English))
        .unwrap_or_default();
    let address = address(named, depth);
    let plan = link(named);
    let space = if attributes.is_empty() { "" } else { " " };
    // Every line is of one block: an empty one would end it for some readers of Markdown.
    let answer = escape(answer.trim()).replace("\n\n", "\n&#8203;\n");
    format!(
        "<figure class=\"live-plan\" data-search-exclude>\n<elb-plan plan=\"{plan}\" title=\"{title}\"{space}{attributes}>\n\
         <pre class=\"live-plan-answer\">{answer}</pre>\n\
         <p><a href=\"{address}\">Open this plan in the planner</a></p>\n</elb-plan>\n\
         <figcaption>{title}. <a href=\"{address}\">Open in the planner</a></figcaption>\n</figure>",
        title = escape(&named.title),
    )
}

/// A line with a link that opens a plan. Words of the form `tab=existing` before the text are parts of
/// the link.
pub(crate) fn invitation(named: &Named, depth: usize, words: &str) -> String {
    let mut address = address(named, depth);
    let mut text = words;
    while let Some((part, rest)) = text.split_once(' ') {
        if !part.contains('=') {
            break;
        }
        address.push('&');
        address.push_str(part);
        text = rest;
    }
    format!(
        "<p class=\"try\"><a href=\"{}\">{}</a></p>",
        escape(&address),
        escape(if text.is_empty() { &named.title } else { text })
    )
}

/// Text as HTML has it.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
