//! Files in other encodings than UTF-8, and files that are too long.

use crate::{err, fed, file, out, path, run};

#[test]
fn a_plan_is_read_in_every_encoding_that_says_what_it_is() {
    let text = std::fs::read_to_string(path("shop")).unwrap();
    let wanted = out(&run(&["check", &path("shop")]));
    let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let mark = format!("\u{feff}{text}").into_bytes();
    for bytes in [mark, wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
        let output = fed(&["check", "-"], &bytes);
        assert_eq!(out(&output), wanted, "{}", err(&output));
        let path = file("encoded.json", "");
        std::fs::write(&path, &bytes).unwrap();
        assert_eq!(out(&run(&["check", path.to_str().unwrap()])), wanted);
    }
    let report = out(&run(&["check", &path("shop"), "--format", "json"]));
    let wide: Vec<u8> =
        format!("\u{feff}{report}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(fed(&["verify", "-"], &wide).status.code(), Some(0));
}

/// A file without content takes no room on the disk, whatever length it has.
#[test]
fn a_file_that_is_too_long_is_refused_before_it_is_read() {
    let path = file("long.json", "");
    std::fs::File::options().write(true).open(&path).unwrap().set_len(1 << 40).unwrap();
    let path = path.to_str().unwrap();
    for command in ["check", "audit", "verify", "link"] {
        let output = run(&[command, path]);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            err(&output),
            format!(
                "error: `{path}`: the file is 1099511627776 bytes long; 1073741824 are read at \
                 most\n"
            )
        );
    }
}
