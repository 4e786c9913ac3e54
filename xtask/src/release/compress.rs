//! Compressed copies beside the files, for hosts that serve them as they are.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::{name, read, write};
use crate::run::Done;

/// The endings of files that are worth compressing. Pictures and fonts are compressed already.
const ENDINGS: &[&str] = &[
    ".html",
    ".css",
    ".js",
    ".mjs",
    ".ts",
    ".json",
    ".map",
    ".svg",
    ".wasm",
    ".webmanifest",
    ".xml",
    ".txt",
    ".md",
];

/// Under this size, in bytes, the copy saves less than its name costs.
const SMALLEST: usize = 256;

/// Puts a `.br` and a `.gz` beside every file of a folder, and of the folders in it, that gets
/// smaller by it.
///
/// # Errors
/// A file cannot be read, compressed or written.
pub(crate) fn compress(folder: &Path) -> Done {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("`{}` cannot be read: {error}", folder.display()))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            compress(&path)?;
        } else if ENDINGS.iter().any(|ending| name(&path).ends_with(ending)) {
            copies(&path)?;
        }
    }
    Ok(())
}

fn copies(path: &Path) -> Done {
    let bytes = read(path)?;
    if bytes.len() < SMALLEST {
        return Ok(());
    }
    for (ending, copy) in [(".br", brotli(&bytes)), (".gz", gzip(&bytes))] {
        let copy = copy.map_err(|error| format!("`{}`: {error}", path.display()))?;
        if copy.len() < bytes.len() {
            write(&path.with_file_name(format!("{}{ending}", name(path))), copy)?;
        }
    }
    Ok(())
}

/// Brotli at its strongest, with the widest window that browsers take.
pub(crate) fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut out = vec![];
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, 11, 24);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(out)
}

fn gzip(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = GzEncoder::new(vec![], Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_is_compressed_reads_back() {
        let text = "the planner ".repeat(100).into_bytes();
        let packed = brotli(&text).unwrap_or_default();
        let mut read = vec![];
        let done = brotli::Decompressor::new(packed.as_slice(), 4096).read_to_end(&mut read);
        assert!(done.is_ok() && read == text && packed.len() < text.len());
        let packed = gzip(&text).unwrap_or_default();
        let mut read = vec![];
        let done = flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut read);
        assert!(done.is_ok() && read == text);
    }
}
