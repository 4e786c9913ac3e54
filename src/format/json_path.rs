//! The way to a place in a JSON text, for messages that say where something is wrong.
//!
//! The parser says line and column; the way is found by walking there once more, and only when
//! there is something to say. A parser that keeps track of it all the time would make the page's
//! module a tenth larger.

/// Something that is open at the place.
enum Open {
    Object { key: String, expects_key: bool },
    List { at: usize },
}

/// The way to the place where the parser says that something is wrong, such as `subnets[0].cidr`;
/// empty at the top. Lines and columns are the parser's: it has looked at the byte behind a value
/// that it refuses, and it has left an object in which something is missing.
pub(super) fn path_at(text: &str, line: usize, column: usize, is_missing: bool) -> String {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let before = text.as_bytes().get(..start.saturating_add(column)).unwrap_or(text.as_bytes());
    let value = match before {
        [value @ .., b'}' | b']' | b','] if !is_missing => value,
        whole => whole,
    };
    written(&walked(value))
}

fn walked(before: &[u8]) -> Vec<Open> {
    let mut open: Vec<Open> = vec![];
    let mut bytes = before.iter().copied().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => {
                let mut is_escaped = false;
                let end = bytes.find(|(_, byte)| {
                    let ends = *byte == b'"' && !is_escaped;
                    is_escaped = *byte == b'\\' && !is_escaped;
                    ends
                });
                let Some((end, _)) = end else { break };
                if let Some(Open::Object { key, expects_key: true }) = open.last_mut() {
                    let text = before.get(at..=end).unwrap_or_default();
                    *key = serde_json::from_slice(text).unwrap_or_default();
                }
            }
            b'{' => open.push(Open::Object { key: String::new(), expects_key: true }),
            b'[' => open.push(Open::List { at: 0 }),
            b'}' | b']' => {
                open.pop();
            }
            b':' => {
                if let Some(Open::Object { expects_key, .. }) = open.last_mut() {
                    *expects_key = false;
                }
            }
            b',' => match open.last_mut() {
                Some(Open::Object { key, expects_key }) => {
                    key.clear();
                    *expects_key = true;
                }
                Some(Open::List { at }) => *at = at.saturating_add(1),
                None => {}
            },
            _ => {}
        }
    }
    open
}

fn written(open: &[Open]) -> String {
    let mut path = String::new();
    for step in open {
        match step {
            Open::Object { key, .. } if key.is_empty() => {}
            Open::Object { key, .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Open::List { at } => path.push_str(&format!("[{at}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_leads_to_the_last_thing_read() {
        let text = "{\"a\": [1, {\"b\\\"\": {\"c\": 2}}],\n \"d\": \"x:{[\", \"e\": 3}";
        let at = |needle: &str| {
            let behind = text.find(needle).unwrap() + needle.len();
            let line = text[..behind].matches('\n').count() + 1;
            let column = behind - text[..behind].rfind('\n').map_or(0, |at| at + 1);
            path_at(text, line, column, true)
        };
        assert_eq!(at("[1"), "a[0]");
        assert_eq!(at("\"c\": 2"), "a[1].b\".c");
        assert_eq!(at("2}"), "a[1].b\"");
        assert_eq!(at("2}}]"), "a");
        assert_eq!(at("x:{[\""), "d");
        assert_eq!(at("3}"), "");
        assert_eq!(path_at(text, 9, 9, false), "e");
    }

    /// A library that keeps track of the way says the same.
    #[test]
    fn the_way_is_the_one_that_a_tracking_parser_goes() {
        let whole = include_str!("../../static/samples/everything-wrong.json");
        let mut compared = 0;
        for (at, _) in whole.match_indices(": ") {
            let rest = &whole[at + 2..];
            if rest.starts_with(['{', '[']) {
                continue;
            }
            let end = rest.find([',', '\n']).unwrap();
            let broken = format!("{}{{\"odd\": 1}}{}", &whole[..at + 2], &rest[end..]);
            let mut json = serde_json::Deserializer::from_str(&broken);
            let tracked: Result<crate::plan::Plan, _> = serde_path_to_error::deserialize(&mut json);
            let Err(tracked) = tracked else { continue };
            let inner = tracked.inner();
            let is_missing = inner.to_string().starts_with("missing field");
            let found = path_at(&broken, inner.line(), inner.column(), is_missing);
            let tracked = tracked.path().to_string();
            // Within a value of an odd kind the library does not know the way.
            let tracked = tracked.trim_start_matches('.').trim_end_matches(".?");
            assert!(found.starts_with(tracked.trim_end_matches('?')), "{found} {tracked}");
            compared += 1;
        }
        assert!(compared > 100, "only {compared} places were compared");
    }
}
