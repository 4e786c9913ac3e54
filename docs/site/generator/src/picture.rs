//! Pictures of the planner. The tests of the page make them, in both themes.

use std::fs;
use std::path::Path;

use crate::live::escape;

/// The folder of the pictures, from the root of the project.
pub(crate) const FOLDER: &str = "docs/site/pages/assets/pictures";

/// The themes, by their names in files and by the mark that shows a picture in one of them only.
pub(crate) const THEMES: [&str; 2] = ["light", "dark"];

/// The number of pixels of a picture for each two that it takes on the page, so that it is sharp on
/// most screens and light all the same.
const PIXELS_FOR_TWO: u32 = 3;

/// A picture in both themes, of which the page shows one, with the words for those who do not see it.
///
/// # Errors
/// There is no such picture, or nothing is said of it.
pub(crate) fn figure(root: &Path, depth: usize, name: &str, alt: &str) -> Result<String, String> {
    if alt.trim().is_empty() {
        return Err(format!("the picture `{name}` has no words for those who do not see it"));
    }
    let up = "../".repeat(depth);
    let alt = escape(alt.trim());
    let mut out = String::from("<figure class=\"picture\">\n");
    for theme in THEMES {
        let file = format!("{name}-{theme}.webp");
        let path = root.join(FOLDER).join(&file);
        let bytes = fs::read(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        let (width, height) =
            size(&bytes).ok_or_else(|| format!("`{}` is no WebP", path.display()))?;
        out.push_str(&format!(
            "<img src=\"{up}assets/pictures/{file}#only-{theme}\" alt=\"{alt}\" width=\"{}\" \
             height=\"{}\" loading=\"lazy\">\n",
            width * 2 / PIXELS_FOR_TWO,
            height * 2 / PIXELS_FOR_TWO
        ));
    }
    out.push_str("</figure>");
    Ok(out)
}

/// The width and the height of a WebP: of its canvas, or of its only picture.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize, length: usize| {
        let part = bytes.get(at..at + length)?;
        Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
    };
    match bytes.get(12..16)? {
        b"VP8X" => Some((number(24, 3)? + 1, number(27, 3)? + 1)),
        b"VP8 " => Some((number(26, 2)? & 0x3fff, number(28, 2)? & 0x3fff)),
        b"VP8L" => {
            let packed = number(21, 4)?;
            Some(((packed & 0x3fff) + 1, (packed >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}
