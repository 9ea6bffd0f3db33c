//! The hidden rows of an `.xlsx` sheet, which calamine does not report.

use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits;
use super::package::Package;

/// The hidden rows of a sheet, from 1; empty if there are none, or if the sheet is not found where
/// it usually is in the file.
pub(super) fn hidden_rows(package: &mut Package<'_>, sheet: &str) -> Vec<u32> {
    part_of(package, sheet).filter(|part| says_hidden(package, part)).map_or_else(Vec::new, |part| {
        let mut rows = Vec::new();
        let mut number = 0;
        each_element(package, &part, |element| {
            if element.local_name().as_ref() == "row" && rows.len() < limits::ROWS as usize {
                number = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(number + 1);
                if attribute(element, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true") {
                    rows.push(number);
                }
            }
        });
        rows
    })
}

/// The part of the package that is a sheet.
fn part_of(package: &mut Package<'_>, sheet: &str) -> Option<String> {
    let (mut id, mut target) = (None, None);
    each_element(package, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet" && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "r:id");
        }
    });
    let id = id?;
    each_element(package, "xl/_rels/workbook.xml.rels", |element| {
        if attribute(element, "Id").as_ref() == Some(&id) {
            target = attribute(element, "Target");
        }
    });
    let target = target?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// Whether the text of a part contains `hidden=` at all: a quick test, as most parts do not.
fn says_hidden(package: &mut Package<'_>, part: &str) -> bool {
    const WORD: &[u8] = b"hidden=";
    let Ok(mut part) = package.by_name(part) else { return false };
    let mut held = vec![0; 1 << 16];
    let mut kept = 0;
    while let Ok(count @ 1..) = part.read(&mut held[kept..]) {
        let filled = kept + count;
        if memchr::memmem::find(&held[..filled], WORD).is_some() {
            return true;
        }
        kept = filled.min(WORD.len() - 1);
        held.copy_within(filled - kept..filled, 0);
    }
    false
}

/// Calls `each` with every element that opens in a part, as far as the part can be read.
fn each_element(package: &mut Package<'_>, part: &str, mut each: impl FnMut(&BytesStart<'_>)) {
    let Ok(part) = package.by_name(part) else { return };
    let mut reader = Reader::from_reader(BufReader::new(part));
    read(&mut reader, &mut each);
}

fn read<R: BufRead>(reader: &mut Reader<R>, each: &mut impl FnMut(&BytesStart<'_>)) {
    let mut held = Vec::new();
    loop {
        held.clear();
        match reader.read_event_into(&mut held) {
            Ok(Event::Start(element) | Event::Empty(element)) => each(&element),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The text of an attribute.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.attributes().with_checks(false).flatten().find(|found| found.key.as_ref() == name)?;
    let value: &str = &found.value;
    Some(quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |text| text.into_owned()))
}
