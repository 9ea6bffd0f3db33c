//! The parts of a zipped workbook, within a bounded memory.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use super::limits;

/// A zipped workbook.
pub(super) type Package<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens a zipped workbook, and makes sure that none of its parts unpacks to more than is read.
///
/// # Errors
/// If it is no such file, or too large.
pub(super) fn package(bytes: &[u8]) -> Result<Package<'_>, String> {
    within(bytes, limits::PART, limits::STREAM)
}

/// The same, with limits for parts that are held as a whole and for those that are not.
fn within(bytes: &[u8], part_limit: u64, stream_limit: u64) -> Result<Package<'_>, String> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    for number in 0..package.len() {
        let part = package.by_index_raw(number).map_err(|_| damaged())?;
        let name = part.name().unwrap_or_default().to_lowercase();
        let is_streamed = name.contains("worksheets/") || name == "content.xml";
        let is_read = is_streamed || name.ends_with(".xml") || name.ends_with(".rels");
        let most = if is_streamed { stream_limit } else { part_limit };
        let declared = part.size();
        drop(part);
        // What the file declares may be wrong: what is held as a whole is unpacked once to be counted.
        let found = match is_read && !is_streamed {
            true => {
                let part = package.by_index(number).map_err(|_| damaged())?;
                io::copy(&mut part.take(most + 1), &mut io::sink()).map_err(|_| damaged())?
            }
            false => declared,
        };
        if is_read && declared.max(found) > most {
            return Err(limits::too_large("unpacks to more than gainsay reads"));
        }
    }
    Ok(package)
}

/// What is said of a workbook that cannot be read.
pub(super) fn damaged() -> String {
    "is damaged, or no workbook; open it in the program that made it and save it again".to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::within;

    fn zipped(name: &str, length: usize) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).expect("a part can begin");
        writer.write_all(&vec![b' '; length]).expect("a part can be written");
        writer.finish().expect("a file can be finished").into_inner()
    }

    #[test]
    fn a_part_that_unpacks_to_too_much_is_refused_before_it_is_held() {
        let bomb = zipped("xl/sharedStrings.xml", 100_000);
        assert!(bomb.len() < 1_000 && within(&bomb, 100_000, 10).is_ok());
        assert!(within(&bomb, 99_999, 10).is_err_and(|why| why.contains("unpacks to more than")));
        // Also where the file declares less: the length stands twice, in the part's head and in the list at the end.
        let mut lying = bomb;
        let declared = 100_000_u32.to_le_bytes();
        while let Some(at) = memchr::memmem::find(&lying, &declared) {
            lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(within(&lying, 99_999, 10).is_err());
        assert!(within(&zipped("xl/worksheets/sheet1.xml", 100_000), 10, 99_999).is_err());
        assert!(within(&zipped("xl/media/film.bin", 100_000), 10, 10).is_ok());
    }
}
