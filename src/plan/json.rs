//! JSON as the program writes it. Letters that are not seen are escaped, so that the text can be
//! shown anywhere and says the same to every program that reads it.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use super::invisible::is_invisible;

/// The layout of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Indented by two spaces, for people.
    Indented,
    /// Without a space or a line break.
    Compact,
}

/// Writes a value as JSON.
///
/// # Errors
/// The writer fails.
pub fn write_json(
    value: &impl Serialize,
    spacing: Spacing,
    writer: &mut dyn Write,
) -> io::Result<()> {
    let style = Style { indented: PrettyFormatter::new(), spacing };
    value.serialize(&mut serde_json::Serializer::with_formatter(writer, style))?;
    Ok(())
}

/// The length of a value's compact JSON, in bytes.
#[must_use]
pub fn length_of(value: &impl Serialize) -> usize {
    let mut count = Count(0);
    // Counting never fails.
    let _ = write_json(value, Spacing::Compact, &mut count);
    count.0
}

/// Counts what is written.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One style for both layouts, so that the program holds one writer of each type.
struct Style {
    indented: PrettyFormatter<'static>,
    spacing: Spacing,
}

macro_rules! forwarded {
    ($($name:ident($($argument:ident: $type:ty)?);)*) => {$(
        fn $name<W: ?Sized + Write>(&mut self, writer: &mut W $(, $argument: $type)?) -> io::Result<()> {
            match self.spacing {
                Spacing::Indented => self.indented.$name(writer $(, $argument)?),
                Spacing::Compact => CompactFormatter.$name(writer $(, $argument)?),
            }
        }
    )*};
}

impl Formatter for Style {
    forwarded! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        // Most texts have no such letter, and bytes are looked at faster than letters.
        if rest.is_ascii() && !rest.as_bytes().contains(&0x7f) {
            return writer.write_all(rest.as_bytes());
        }
        while let Some(at) = rest.find(is_invisible) {
            let (seen, from) = rest.split_at(at);
            writer.write_all(seen.as_bytes())?;
            let mut letters = from.chars();
            if let Some(letter) = letters.next() {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
            rest = letters.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &impl Serialize, spacing: Spacing) -> String {
        let mut bytes = vec![];
        write_json(value, spacing, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn both_layouts_are_those_of_every_other_program() {
        let value = serde_json::json!({"a": [1, {"b": "x\"y\n"}, []], "c": {}, "d": null});
        assert_eq!(written(&value, Spacing::Compact), value.to_string());
        assert_eq!(written(&value, Spacing::Indented), format!("{value:#}"));
        assert_eq!(length_of(&value), value.to_string().len());
    }

    #[test]
    fn what_is_not_seen_is_escaped_and_reads_back() {
        let text = "a\u{9b}b\u{202e}\u{e0041}\u{7f}\u{feff}é";
        let json = written(&text, Spacing::Compact);
        assert_eq!(json, "\"a\\u009bb\\u202e\\udb40\\udc41\\u007f\\ufeffé\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
