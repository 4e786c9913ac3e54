//! Snippets around a link where it is pasted: in Markdown, in HTML, as an embedded plan.

use super::address::{Address, PlanSource};
use crate::format::markdown_text::escaped;
use crate::page::{Access, View};

/// The form in which a link is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Snippet {
    /// The link alone.
    #[default]
    Link,
    /// A link in Markdown.
    Markdown,
    /// A frame in HTML.
    Frame,
    /// The custom element of `embed.js`.
    Element,
}

/// The height of an embedded plan, in CSS pixels.
const HEIGHT: u32 = 420;

impl Snippet {
    /// Every way.
    pub const ALL: &'static [Self] = &[Self::Link, Self::Markdown, Self::Frame, Self::Element];

    /// The text to paste. `base` is the address of the planner's page without what stands behind
    /// the `#`; `title` is what the link is called.
    #[must_use]
    pub fn text(self, base: &str, address: &Address, title: &str) -> String {
        let link = format!("{base}#{}", address.fragment());
        match self {
            Self::Link => link,
            // Angle brackets, so that no character of the address ends it.
            Self::Markdown => format!("[{}](<{link}>)", escaped(title)),
            Self::Frame => format!(
                "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT}\" \
                 loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>",
                html(&link),
                html(title)
            ),
            Self::Element => {
                let script = format!("{}embed.js", folder(base));
                let (name, value) = match &address.plan {
                    Some(PlanSource::Url(place)) => ("src", place.as_str()),
                    Some(PlanSource::Link(link)) => ("plan", link.as_str()),
                    None => ("plan", ""),
                };
                let view = match address.options.view {
                    View::Full => View::Both,
                    view => view,
                };
                let access = match address.options.access {
                    Access::Interactive => " interactive",
                    Access::Open | Access::ReadOnly => " readonly",
                };
                format!(
                    "<script src=\"{}\" defer></script>\n\
                     <elb-plan {name}=\"{}\" view=\"{}\"{access} height=\"{HEIGHT}px\">\n  \
                     <a href=\"{}\">{}</a>\n\
                     </elb-plan>",
                    html(&script),
                    html(value),
                    view.word(),
                    html(&link),
                    html(title)
                )
            }
        }
    }
}

/// The folder of a page, with its slash.
fn folder(base: &str) -> &str {
    let path = base.split(['?', '#']).next().unwrap_or(base);
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("")
}

/// Text as it stands in HTML, inside of an element or of quotes.
fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Options;

    const BASE: &str = "https://x.example/planner/index.html?a=1";

    fn address() -> Address {
        let options = Options { access: Access::ReadOnly, ..Options::default() };
        Address { plan: Some(PlanSource::Link("1abc".to_owned())), options }
    }

    #[test]
    fn each_way_names_the_plan() {
        let text = |it: Snippet| it.text(BASE, &address(), "Shop");
        let link = format!("{BASE}#p=1abc&readonly");
        assert_eq!(text(Snippet::Link), link);
        assert_eq!(text(Snippet::Markdown), format!("[Shop](<{link}>)"));
        assert!(
            text(Snippet::Frame)
                .contains("src=\"https://x.example/planner/index.html?a=1#p=1abc&amp;readonly\"")
        );
        let element = text(Snippet::Element);
        assert!(
            element.starts_with("<script src=\"https://x.example/planner/embed.js\" defer>"),
            "{element}"
        );
        assert!(
            element.contains("<elb-plan plan=\"1abc\" view=\"both\" readonly height=\"420px\">"),
            "{element}"
        );
    }

    #[test]
    fn a_name_cannot_break_out() {
        let name = "\"><script>alert(1)</script>](https://evil.example)";
        for snippet in Snippet::ALL {
            let text = snippet.text(BASE, &address(), name);
            assert!(!text.contains("<script>alert"), "{text}");
        }
        // In Markdown a bracket behind a backslash ends nothing.
        let text = Snippet::Markdown.text(BASE, &address(), name);
        assert_eq!(text.replace("\\]", "").matches("](").count(), 1, "{text}");
    }
}
