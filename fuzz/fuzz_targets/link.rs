//! Any text is looked at as a link and as what is in one: it is opened or refused, and what is
//! opened comes back from a link of its own.

#![no_main]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use elb_rule_planner::format::link::address::Address;
use elb_rule_planner::format::link::{decode, encode, open};
use libfuzzer_sys::fuzz_target;
use miniz_oxide::deflate::compress_to_vec;

/// A link around any text, so that the checksum does not keep the fuzzer out.
fn around(text: &str) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let figures = |number: u32| {
        let figure = |place: u32| char::from(DIGITS[(number >> (5 * place) & 31) as usize]);
        [3, 2, 1, 0].map(figure).iter().collect::<String>()
    };
    let body = URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), 1));
    let sum = crc32fast::hash(body.as_bytes()) & 0xf_ffff;
    format!("1{}{body}{}", figures(body.len() as u32), figures(sum))
}

fuzz_target!(|text: &str| {
    let address = Address::parse(text);
    assert_eq!(Address::parse(&address.fragment()), address);
    for link in [text.to_owned(), around(text)] {
        if let Ok(plan) = decode(&link) {
            assert_eq!(decode(&encode(&plan)).expect("what is encoded is decoded"), plan);
        }
        if let Ok(opened) = open(&link) {
            let again = encode(&opened.plan);
            assert_eq!(decode(&again).expect("what is encoded is decoded"), opened.plan);
        }
    }
});
