//! The part of the page's address behind the `#`: which plan to open, and how to show it.
//!
//! ```text
//! #p=1…&readonly&sel=server-2&tab=trace&view=both&lang=en&theme=dark
//! #u=https://plans.example.com/shop.json&readonly
//! ```
//!
//! Names and values that this program does not know are passed over, so that the address of a
//! later version still opens what can be opened.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::locale::Language;
use crate::page::{Access, Options, Tab, Theme, View};

/// The name of the part that holds a plan: `#p=…`.
pub const PLAN: &str = "p";
/// The name of the part that says where a plan is: `#u=…`.
pub const PLACE: &str = "u";

/// The characters that stay as they are in a value: none of them parts values or is changed on the
/// way.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'/').remove(b':').remove(b',');

/// The most things that are selected; nobody points at more.
const MOST_SELECTED: usize = 1000;

/// The requests of an address to the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The plan to open; the visitor's own where left out.
    pub plan: Option<PlanSource>,
    /// The options that say how to show it.
    pub options: Options,
}

/// The source of the plan of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanSource {
    /// The address holds it, as [`super::encode`] writes it.
    Link(String),
    /// The address names a file that holds it.
    Url(String),
}

impl View {
    /// The view of a word. One that is not known is of a page within another one, and most likely
    /// mistyped: the whole planner would be no part of that page.
    fn named(word: &str) -> Self {
        match word {
            "" => Self::default(),
            _ => Self::of(word).unwrap_or(Self::Both),
        }
    }
}

/// The view that an address asks for and that is not known, cut where it is no word at all.
#[must_use]
pub fn unknown_view(fragment: &str) -> Option<String> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let word = fragment.split('&').find_map(|part| part.strip_prefix("view="))?;
    let word = percent_decode_str(word).decode_utf8_lossy();
    (!word.is_empty() && View::of(&word).is_none()).then(|| word.chars().take(40).collect())
}

/// Things in their order, each where it comes first.
pub fn each_once<T: Copy + PartialEq>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut each = vec![];
    for it in things {
        if !each.contains(&it) {
            each.push(it);
        }
    }
    each
}

impl Address {
    /// Reads the part of an address behind the `#`, with or without it. Of a name that stands there
    /// twice the first counts; a plan counts before the place of one.
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let parts = fragment.split('&').map(|part| part.split_once('=').unwrap_or((part, "")));
        let parts = parts.collect::<Vec<_>>();
        let value = |name: &str| {
            let (_, value) = parts.iter().find(|(it, _)| *it == name)?;
            Some(percent_decode_str(value).decode_utf8_lossy().into_owned())
        };
        let plan = value(PLAN).map(PlanSource::Link);
        let place = || value(PLACE).map(PlanSource::Url);
        let access = Access::ALL.iter().copied().find(|it| value(it.word()).is_some());
        let selection = value("sel").unwrap_or_default();
        let selection = selection.split(',').filter_map(|it| it.trim().parse().ok());
        let selection = each_once(selection.take(MOST_SELECTED));
        let language = value("lang");
        let language = Language::ALL.iter().find(|it| language.as_deref() == Some(it.tag()));
        Self {
            plan: plan.or_else(place),
            options: Options {
                view: value("view").map_or_else(View::default, |it| View::named(&it)),
                access: access.unwrap_or_default(),
                selection,
                language: language.copied(),
                theme: value("theme").and_then(|it| Theme::of(&it)),
                tab: value("tab").and_then(|it| Tab::of(&it)),
            },
        }
    }

    /// The part of an address behind the `#`, without it. What is as usual is not said.
    #[must_use]
    pub fn fragment(&self) -> String {
        let mut parts = vec![];
        let mut say = |name: &str, value: &str| {
            parts.push(format!("{name}={}", utf8_percent_encode(value, ESCAPED)));
        };
        match &self.plan {
            Some(PlanSource::Link(link)) => say(PLAN, link),
            Some(PlanSource::Url(place)) => say(PLACE, place),
            None => {}
        }
        let options = &self.options;
        if options.view != View::default() {
            say("view", options.view.word());
        }
        if !options.selection.is_empty() {
            let ids = options.selection.iter().map(ToString::to_string).collect::<Vec<_>>();
            say("sel", &ids.join(","));
        }
        if let Some(language) = options.language {
            say("lang", language.tag());
        }
        if let Some(theme) = options.theme {
            say("theme", theme.word());
        }
        if let Some(tab) = options.tab {
            say("tab", tab.word());
        }
        if options.access != Access::default() {
            parts.push(options.access.word().to_owned());
        }
        parts.join("&")
    }

    /// The link in a text that somebody passes on: a whole address, what stands behind its `#`,
    /// or the link alone.
    #[must_use]
    pub fn parse_text(text: &str) -> Self {
        let text = text.trim();
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
        let address = Self::parse(fragment);
        match address.plan {
            None if !fragment.is_empty() && !fragment.contains(['=', ':']) => {
                Self { plan: Some(PlanSource::Link(fragment.to_owned())), ..address }
            }
            _ => address,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::report::ChangeId;
    use crate::page::Pointed;
    use crate::plan::{ServerId, SubnetId};

    #[test]
    fn an_address_reads_back_as_it_is_written() {
        let everything = Address {
            plan: Some(PlanSource::Link("1abc-_9".to_owned())),
            options: Options {
                view: View::Both,
                access: Access::ReadOnly,
                selection: vec![
                    Pointed::Element(ServerId(2).into()),
                    Pointed::Element(SubnetId(1).into()),
                    Pointed::Change(ChangeId(3)),
                    Pointed::Finding(1),
                ],
                language: Some(Language::English),
                theme: Some(Theme::Dark),
                tab: Some(Tab::Trace),
            },
        };
        let fragment = everything.fragment();
        assert_eq!(
            fragment,
            "p=1abc-_9&view=both&sel=server-2,subnet-1,change-3,finding-1&lang=en&theme=dark\
             &tab=trace&readonly"
        );
        assert_eq!(Address::parse(&fragment), everything);
        assert_eq!(Address::parse(&format!("#{fragment}")), everything);
        assert_eq!(Address::default().fragment(), "");
        assert_eq!(Address::parse(""), Address::default());
    }

    #[test]
    fn a_place_keeps_what_would_part_it() {
        let place = "https://a.example/plan.json?a=1&b=2#c %41";
        let address =
            Address { plan: Some(PlanSource::Url(place.to_owned())), options: Options::default() };
        let fragment = address.fragment();
        assert!(!fragment.contains('&') && !fragment.contains('#'), "{fragment}");
        assert!(fragment.starts_with("u=https://a.example/plan.json"), "{fragment}");
        assert_eq!(Address::parse(&fragment), address);
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let address =
            Address::parse("p=1x&view=hologram&sel=,moon-1,server-2,server-x&foo&=&lang=xx");
        assert_eq!(address.plan, Some(PlanSource::Link("1x".to_owned())));
        let options = address.options;
        assert_eq!((options.view, options.language), (View::Both, None));
        assert_eq!(options.selection, [Pointed::Element(ServerId(2).into())]);
    }

    #[test]
    fn a_view_that_is_not_known_is_a_part_of_the_page_and_is_told() {
        assert_eq!(Address::parse("view=").options.view, View::Full);
        assert_eq!(Address::parse("p=1x").options.view, View::Full);
        assert_eq!(unknown_view("#p=1x&view=holo%67ram&readonly"), Some("hologram".to_owned()));
        for fragment in ["p=1x", "view=", "view=full", "view=rules", "review=hologram"] {
            assert_eq!(unknown_view(fragment), None, "{fragment}");
        }
    }

    #[test]
    fn what_is_pointed_at_twice_is_selected_once() {
        let options = Address::parse("sel=server-2,change-1,server-2,server-1,change-1").options;
        assert_eq!(
            options.selection,
            [
                Pointed::Element(ServerId(2).into()),
                Pointed::Change(ChangeId(1)),
                Pointed::Element(ServerId(1).into()),
            ]
        );
    }

    #[test]
    fn what_programs_escape_on_the_way_is_read() {
        assert_eq!(Address::parse("p=1%61b").plan, Some(PlanSource::Link("1ab".to_owned())));
        // Bytes that are no UTF-8 behind the escapes are replaced, and then it is no link.
        assert_eq!(Address::parse("p=1%ff").plan, Some(PlanSource::Link("1\u{fffd}".to_owned())));
    }

    #[test]
    fn a_link_is_found_in_what_is_passed_on() {
        let link = Some(PlanSource::Link("1abc".to_owned()));
        for text in ["1abc", "#p=1abc", "p=1abc&readonly", " https://x.example/a/#p=1abc\n"] {
            assert_eq!(Address::parse_text(text).plan, link, "{text}");
        }
        for text in ["https://x.example/", "https://x.example/#", "", "https://x.example/#lang=en"]
        {
            assert_eq!(Address::parse_text(text).plan, None, "{text}");
        }
    }
}
