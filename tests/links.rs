//! Links that were made once are read for ever.
//!
//! Each `tests/links/NAME.url` is a link as it was made, and `tests/links/NAME.json` its plan.
//! Links are added, never changed: somebody has them in a document.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it fails")]

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use elb_rule_planner::format::link::{self, LinkError};
use elb_rule_planner::format::plan;
use elb_rule_planner::locale::Language;
use miniz_oxide::deflate::compress_to_vec;

#[test]
fn old_links_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "url") {
            continue;
        }
        let wanted = plan::read(&std::fs::read_to_string(path.with_extension("json")).unwrap());
        let kept = std::fs::read_to_string(&path).unwrap();
        let (_, kept) = kept.trim().split_once("#p=").unwrap();
        assert_eq!(link::decode(kept).unwrap(), wanted.unwrap(), "{}", path.display());
        count += 1;
    }
    assert!(count >= 2, "there are only {count} links");
}

/// A link of codec `1` around any bytes, put together from its description and not by the encoder.
fn link_around(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let figures = |number: u32| {
        let figure = |place: u32| char::from(DIGITS[(number >> (5 * place) & 31) as usize]);
        [3, 2, 1, 0].map(figure).iter().collect::<String>()
    };
    let body = URL_SAFE_NO_PAD.encode(compress_to_vec(bytes, 9));
    let mut crc = !0_u32;
    for byte in body.bytes() {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    format!("1{}{body}{}", figures(u32::try_from(body.len()).unwrap()), figures(!crc & 0xf_ffff))
}

#[test]
fn a_link_that_another_program_made_is_read() {
    let plan = link::decode(&link_around(br#"{"n":"x","V":[{"n":["a"],"C":["10.0.0.0/16"]}]}"#));
    let plan = plan.unwrap();
    assert_eq!((plan.name.as_str(), plan.vpcs.len()), ("x", 1));
    assert_eq!(plan.vpcs[0].id.to_string(), "vpc-1");
}

#[test]
fn hostile_links_are_refused_with_a_reason() {
    let refused = |link: &str| link::decode(link).unwrap_err();
    let why = |bytes: &[u8]| refused(&link_around(bytes)).text(Language::English).into_owned();
    // A bomb, and one that is not quite one.
    assert_eq!(refused(&link_around(&vec![b' '; 80 << 20])), LinkError::TooLarge(64 << 20));
    assert!(why(&vec![b' '; 1 << 20]).contains("the text is empty"));
    // Two million letters.
    assert_eq!(refused(&format!("1{}", "A".repeat(2_000_000))), LinkError::Changed);
    assert!(matches!(refused(&format!("1{}", "0".repeat(3))), LinkError::CutOff { .. }));
    // Letters that are not of the alphabet, of one byte and of several.
    let mut link = link_around(b"{}");
    link.replace_range(6..7, "!");
    assert_eq!(refused(&link), LinkError::Changed);
    assert_eq!(refused("1\u{1f600}\u{1f600}\u{1f600}\u{1f600}"), LinkError::Changed);
    assert_eq!(refused("\u{1f600}"), LinkError::UnknownCodec('\u{1f600}'));
    // Bytes that are no UTF-8.
    assert_eq!(refused(&link_around(&[b'"', 0xff, 0xc0, b'"'])), LinkError::Changed);
    // Depth.
    let deep = [vec![b'['; 200_000], vec![b']'; 200_000]].concat();
    assert!(why(&deep).contains("is an object in braces"), "{}", why(&deep));
    let deep = format!("{{\"x\":{}1{}}}", "[".repeat(120), "]".repeat(120));
    assert!(why(deep.as_bytes()).contains("cannot be read"), "{}", why(deep.as_bytes()));
    // Huge counts, by a number and by nested lists.
    assert!(why(br##"{"V":[{"#":4000000000}]}"##).contains("holds 4000000000 things"));
    let nested = r##"{"#":60000,"l":[[{"#":60000,"l":[[{"#":60000}]]}]]}"##;
    assert!(why(format!("{{\"V\":[{nested}]}}").as_bytes()).contains("cannot be read"));
    // A text that is no plan at all.
    for text in ["", "null", "[]", "7", "{\"V\":7}", "{", "\"plan\""] {
        assert!(why(text.as_bytes()).starts_with("the plan in the link cannot be read"), "{text}");
    }
}

#[test]
fn script_in_names_is_text_like_any_other() {
    let name = "<script>alert(1)</script>\u{202e}\"'&";
    let text = format!("{{\"n\":{}}}", serde_json::Value::from(name));
    let plan = link::decode(&link_around(text.as_bytes())).unwrap();
    assert_eq!(plan.name, name);
    assert_eq!(link::decode(&link::encode(&plan)).unwrap(), plan);
}

#[test]
fn a_newer_link_is_opened_as_far_as_it_is_understood() {
    let kept = include_str!("links/newer/moons.url");
    let (_, kept) = kept.trim().split_once("#p=").unwrap();
    assert!(link::decode(kept).is_err());
    let opened = link::open(kept).unwrap();
    let newer = opened.newer.unwrap();
    assert_eq!(newer.version, 2);
    assert_eq!(newer.unknown, ["moons", "vpcs[].gravity"]);
    assert_eq!((opened.plan.vpcs.len(), opened.plan.subnets.len()), (1, 1));
    assert!(newer.text.contains("moons"));
}
