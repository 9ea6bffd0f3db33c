//! The text of one file, or why it cannot be read.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::path::reason;
use crate::intake;
use crate::settings::Encoding;
use crate::source::Source;

/// The largest text in bytes: places count bytes with 32 bits.
const MOST: u64 = u32::MAX as u64 - 1;

/// Reads a file, or else standard input, as the text called `name` in reports.
///
/// # Errors
/// Why it cannot be read, in words that stand after the name and a colon.
pub(super) fn read(path: Option<&Path>, name: &str, encoding: Encoding) -> Result<Source, String> {
    let too_long = || "is longer than 4 GiB; split it into several files".to_owned();
    let bytes = match path {
        Some(path) => {
            let data = fs::metadata(path).map_err(|error| reason(&error))?;
            require_file(&data)?;
            if data.len() > MOST {
                return Err(too_long());
            }
            fs::read(path)
        }
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes).map(|_| bytes)
        }
    };
    let bytes = bytes.map_err(|error| reason(&error))?;
    if bytes.len() as u64 > MOST {
        return Err(too_long());
    }
    if let Some(reason) = why_no_text(&bytes) {
        return Err(reason.to_owned());
    }
    let source = match encoding {
        Encoding::Utf8 => Source::from_bytes(name, bytes),
        Encoding::Windows1252 => Source::new(name, intake::windows_1252(&bytes)),
    };
    // Replacing what is not UTF-8 may make a text longer.
    if source.text().len() as u64 > MOST { Err(too_long()) } else { Ok(source) }
}

/// Whether a path is a file; if not, why it is not read.
///
/// # Errors
/// If it is a folder, or a pipe or device, which might never end.
pub(super) fn require_file(data: &fs::Metadata) -> Result<(), String> {
    match data {
        data if data.is_file() => Ok(()),
        data if data.is_dir() => Err("it is a folder".to_owned()),
        _ => Err("it is a pipe or a device; only files and standard input (`-`) are read".to_owned()),
    }
}

/// Why a file is no plain text, if its first bytes show it: one problem to report, rather than one per line.
pub(super) fn why_no_text(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(8000)];
    let zeros = memchr::memchr_iter(0, start).count();
    let at_odd = memchr::memchr_iter(0, start).filter(|at| at % 2 == 1).count();
    // Of each two bytes of plain UTF-16 text one is mostly zero.
    let is_utf_16 = zeros * 5 > start.len() * 2 && (at_odd == 0 || at_odd == zeros);
    if start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]) || is_utf_16 {
        return Some("is UTF-16; save it as plain text, UTF-8");
    }
    if start.starts_with(b"{\\rtf") {
        return Some("is a rich text (RTF) document; save it as plain text, UTF-8");
    }
    if zeros > 0 || start.starts_with(b"PK\x03\x04") || start.starts_with(b"%PDF") {
        return Some("is not a text file; save its text as plain text, UTF-8");
    }
    if memchr::memchr(b'\n', bytes).is_none() && memchr::memchr_iter(b'\r', bytes).count() > 1 {
        return Some("has the line ends of old Macintoshes; save it with the line ends of Windows or Unix");
    }
    None
}
