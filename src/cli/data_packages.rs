//! The data packages beside the tables of a run.

use std::fs;
use std::path::{Path, PathBuf};

use super::path::{canonical, from_here, reason, shown};
use super::screen::complain;
use crate::settings::{DATA_PACKAGE, DataPackage, data_package};

/// The largest package, in bytes.
const MOST: u64 = 1 << 24;

/// The packages in the folders that are named, or that hold a named file, each with its folder. What has no effect in them, and which
/// cannot be read, is told.
pub(super) fn data_packages<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Vec<(PathBuf, DataPackage)> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths {
        let path = canonical(path);
        let folder = if path.is_dir() { Some(path.as_path()) } else { path.parent() };
        let folder = folder.map(Path::to_owned).filter(|folder| folder.join(DATA_PACKAGE).is_file());
        folders.extend(folder.filter(|folder| !folders.contains(folder)));
    }
    let mut found = Vec::new();
    for folder in folders {
        let file = folder.join(DATA_PACKAGE);
        let name = shown(&from_here(&file));
        match read(&file) {
            Ok(package) => {
                package.ignored.iter().for_each(|ignored| complain(format_args!("{name}: {ignored}")));
                found.push((folder, package));
            }
            Err(why) => complain(format_args!("{name}: {why}; its tables are read without it")),
        }
    }
    found
}

fn read(file: &Path) -> Result<DataPackage, String> {
    let data = fs::metadata(file).map_err(|error| reason(&error))?;
    if data.len() > MOST {
        return Err("is larger than 16 MiB".to_owned());
    }
    let bytes = fs::read(file).map_err(|error| reason(&error))?;
    let text = String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    data_package(text.trim_start_matches('\u{FEFF}'))
}
