//! Detects that something a run reads has changed, by the times and sizes of files, which works on every file system.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::path::{canonical, destination};
use super::today;
use super::walk::walk;
use crate::intake::FileFormat;
use crate::settings;

/// The shortest pause between two looks at the files.
const BEAT: Duration = Duration::from_millis(100);

/// How many times as long as a look the pause after it is at least.
const LEAST_PAUSE: u32 = 10;

/// How long files have to stay as they are before they are read, as an editor writes in steps.
const CALM: Duration = Duration::from_millis(40);

/// How many times in a row that is waited for at most.
const MAX_WAITS: usize = 25;

/// A file as it was: its time and its size; none if there was none.
type Stamp = Option<(SystemTime, u64)>;

/// What is looked at, and how it was when it was last read.
#[derive(Debug)]
pub(super) struct Watch {
    /// What the command names, canonical.
    named: Vec<PathBuf>,
    /// What was read, canonical.
    read: Vec<PathBuf>,
    /// What the command writes itself.
    own: Vec<PathBuf>,
    seen: State,
}

/// What was seen at one time.
#[derive(Debug, Default, PartialEq, Eq)]
struct State {
    files: BTreeMap<PathBuf, Stamp>,
    /// The day, which decides what has expired.
    today: String,
}

impl Watch {
    /// Looks at the paths that a command names from now on.
    pub(super) fn new(named: &[PathBuf]) -> Self {
        let named = named.iter().map(|path| canonical(path)).collect();
        let mut watch = Self { named, read: Vec::new(), own: Vec::new(), seen: State::default() };
        watch.seen = watch.state();
        watch
    }

    /// Looks at no file that the command writes itself.
    pub(super) fn without(mut self, own: &[PathBuf]) -> Self {
        self.own = own.iter().map(|path| destination(path)).collect();
        self.seen = self.state();
        self
    }

    /// Looks also at files that were read, wherever they are.
    pub(super) fn also(&mut self, read: impl Iterator<Item = PathBuf>) {
        self.read = read.map(|path| canonical(&path)).collect();
    }

    /// Waits until something has changed, and has been left alone for a moment since.
    pub(super) fn wait(&mut self) {
        let mut pause = BEAT;
        loop {
            thread::sleep(pause);
            let start = Instant::now();
            let mut now = self.state();
            pause = BEAT.max(start.elapsed() * LEAST_PAUSE);
            if now == self.seen {
                continue;
            }
            for _ in 0..MAX_WAITS {
                thread::sleep(CALM);
                let again = self.state();
                if again == now {
                    break;
                }
                now = again;
            }
            self.seen = now;
            return;
        }
    }

    fn state(&self) -> State {
        let mut files = BTreeMap::new();
        for path in self.read.iter().chain(&self.named) {
            files.insert(path.clone(), stamp(path));
        }
        // A settings file may be created in any folder above what is named.
        for folder in self.named.iter().flat_map(|path| path.ancestors()) {
            let settings = folder.join(settings::NAME);
            let stamp = stamp(&settings);
            files.insert(settings, stamp);
        }
        for folder in self.named.iter().filter(|path| path.is_dir()) {
            let entries = walk(folder).build().flatten();
            for entry in entries.filter(|entry| FileFormat::of(&entry.path().to_string_lossy()).is_some()) {
                let stamp = stamp(entry.path());
                files.insert(entry.into_path(), stamp);
            }
        }
        files.retain(|path, _| !self.own.iter().any(|own| path.starts_with(own)));
        State { files, today: today::today() }
    }
}

fn stamp(path: &Path) -> Stamp {
    let data = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((data.modified().ok()?, data.len()))
}
