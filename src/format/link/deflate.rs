//! Raw deflate that knows beforehand what plans look like.
//!
//! A dictionary is compressed in front of the text and not sent: whoever unpacks puts it back. It
//! belongs to codec `1` and is never changed.

use miniz_oxide::deflate::core::{CompressorOxide, create_comp_flags_from_zip_params};
use miniz_oxide::deflate::stream::deflate;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use miniz_oxide::{MZFlush, MZStatus};

/// Text that occurs in plans, the likeliest last.
const DICTIONARY: &[u8] = include_bytes!("dictionary.txt");

/// The strongest compression that there is.
const LEVEL: i32 = 10;
/// No header: the sign asks for raw deflate.
const WINDOW_BITS: i32 = -15;
const STRATEGY: i32 = 0;

/// The reason bytes are not unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// They unpack to more than was allowed.
    TooLarge,
    /// They are not what was packed.
    Broken,
}

/// Packs bytes.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let (mut compressor, _) = primed();
    run(&mut compressor, bytes, MZFlush::Finish)
}

/// Unpacks bytes, up to a limit.
///
/// # Errors
/// Says whether there are too many or they are broken.
pub(super) fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, Refusal> {
    let (_, mut whole) = primed();
    whole.extend_from_slice(packed);
    let limit = limit.saturating_add(DICTIONARY.len());
    let bytes =
        decompress_to_vec_with_limit(&whole, limit).map_err(|error| match error.status {
            TINFLStatus::HasMoreOutput => Refusal::TooLarge,
            _ => Refusal::Broken,
        })?;
    bytes.strip_prefix(DICTIONARY).map(<[u8]>::to_vec).ok_or(Refusal::Broken)
}

/// A compressor that has met the dictionary, and what it wrote of it. The flush ends at a whole
/// byte, so that what follows can be taken apart from it.
fn primed() -> (CompressorOxide, Vec<u8>) {
    let flags = create_comp_flags_from_zip_params(LEVEL, WINDOW_BITS, STRATEGY);
    let mut compressor = CompressorOxide::new(flags);
    let head = run(&mut compressor, DICTIONARY, MZFlush::Sync);
    (compressor, head)
}

fn run(compressor: &mut CompressorOxide, mut input: &[u8], flush: MZFlush) -> Vec<u8> {
    let mut output = vec![];
    let mut buffer = [0_u8; 4096];
    loop {
        let result = deflate(compressor, input, &mut buffer, flush);
        output.extend_from_slice(buffer.get(..result.bytes_written).unwrap_or_default());
        input = input.get(result.bytes_consumed..).unwrap_or_default();
        let is_done = match result.status {
            Ok(MZStatus::Ok) => input.is_empty() && result.bytes_written < buffer.len(),
            Ok(MZStatus::StreamEnd | MZStatus::NeedDict) | Err(_) => true,
        };
        if is_done {
            return output;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        for bytes in
            [b"".to_vec(), b"{\"n\":\"x\"}".to_vec(), (0..=255).cycle().take(20_000).collect()]
        {
            assert_eq!(unpack(&pack(&bytes), 1 << 20).unwrap(), bytes);
        }
    }

    #[test]
    fn the_dictionary_saves_what_it_knows() {
        let known = br#""r":["0.0.0.0/0","::/0"],"t":["all","all"]"#;
        assert!(pack(known).len() < known.len() / 3);
    }
}
