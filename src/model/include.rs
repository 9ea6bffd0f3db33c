//! `include "path"`: which file each names, and cycles among them.

use rustc_hash::FxHashMap;

use crate::finding::ProblemKind;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::source::{FileId, Include, Sources};
use crate::syntax::tree::Name;

/// For each file every file that it includes, directly or not, nearest first. Every file also includes those of
/// `vocabulary`, last.
pub(super) fn resolve<'s>(
    sources: &Sources,
    known: &[Include],
    vocabulary: &[String],
    includes: impl Iterator<Item = (Locator<'s>, Name<'s>)>,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<FileId>> {
    let by_name: FxHashMap<&str, FileId> =
        sources.iter().map(|(file, source)| (source.name(), file)).collect();
    let known: FxHashMap<(&str, &str), &Include> =
        known.iter().rev().map(|include| ((include.from.as_str(), include.path.as_str()), include)).collect();
    let mut direct_includes: Vec<Vec<(FileId, Locator<'s>, Name<'s>)>> = vec![Vec::new(); sources.len()];
    for (at, path) in includes {
        let text = path.text();
        let from = sources.get(at.file).name();
        let target = match known.get(&(from, &*text)).map(|include| &include.to) {
            Some(Ok(name)) => Ok(name.clone()),
            Some(Err(why)) => Err(why.clone()),
            None => Ok(join(from, &text)),
        };
        let file = target
            .and_then(|name| by_name.get(name.as_str()).copied().ok_or_else(|| "it was not read".to_owned()));
        match file {
            Ok(file) => direct_includes[at.file.0 as usize].push((file, at, path)),
            Err(why) => {
                diagnostics
                    .add(
                        ProblemKind::Syntax,
                        at,
                        path.raw,
                        format!("gainsay cannot include the file `{text}`: {why}"),
                    )
                    .label("this file was not read")
                    .help(Some(
                        "write a path relative to this file, within the folder that you check".to_owned(),
                    ));
            }
        }
    }
    cycles(sources, &direct_includes, diagnostics);
    let vocabulary_files: Vec<FileId> =
        vocabulary.iter().filter_map(|name| by_name.get(name.as_str()).copied()).collect();
    // The last file that reached each one.
    let mut reached_by = vec![usize::MAX; sources.len()];
    (0..sources.len())
        .map(|file| {
            let mut reachable: Vec<FileId> = Vec::new();
            let mut next = vec![FileId(file as u32)];
            reached_by[file] = file;
            let mut vocabulary_files = vocabulary_files.iter();
            loop {
                let Some(at) = next.pop() else {
                    let Some(&common) = vocabulary_files.next() else { break };
                    if std::mem::replace(&mut reached_by[common.0 as usize], file) != file {
                        reachable.push(common);
                        next.push(common);
                    }
                    continue;
                };
                for &(target, ..) in &direct_includes[at.0 as usize] {
                    if std::mem::replace(&mut reached_by[target.0 as usize], file) != file {
                        reachable.push(target);
                        next.push(target);
                    }
                }
            }
            reachable
        })
        .collect()
}

/// The path of a file as another one has to write it.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let folders = &folders[..folders.len() - 1];
    let shared = folders.iter().zip(&parts[..parts.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", folders.len() - shared);
    up.chain(parts[shared..].iter().copied()).collect::<Vec<&str>>().join("/")
}

/// The name of the file that a path in another one leads to.
#[must_use]
pub fn join(from: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = if absolute { Vec::new() } else { from.split('/').collect() };
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    if absolute { format!("/{joined}") } else { joined }
}

/// Reports each cycle of inclusions once, with its chain.
fn cycles(
    sources: &Sources,
    direct_includes: &[Vec<(FileId, Locator<'_>, Name<'_>)>],
    diagnostics: &mut Diagnostics,
) {
    // 0 unseen, 1 on the path, 2 done.
    let mut state = vec![0_u8; direct_includes.len()];
    for start in 0..direct_includes.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        while let Some((file, next)) = path.last_mut() {
            let Some(&(target, at, name)) = direct_includes[*file].get(*next) else {
                state[*file] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            let target = target.0 as usize;
            match state[target] {
                0 => {
                    state[target] = 1;
                    path.push((target, 0));
                }
                1 => {
                    let first = path.iter().position(|&(file, _)| file == target).unwrap_or(0);
                    let chain: Vec<&str> = path[first..]
                        .iter()
                        .map(|&(file, _)| sources.get(FileId(file as u32)).name())
                        .chain([sources.get(FileId(target as u32)).name()])
                        .collect();
                    diagnostics
                        .add(ProblemKind::Syntax, at, name.raw, "files include each other in a circle")
                        .label("this closes the circle")
                        .help(Some(format!("the circle is {}", chain.join(" → "))));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn a_path_is_relative_to_the_file_that_names_it() {
        assert_eq!(join("corpus/war/a.claims", "vocabulary.claims"), "corpus/war/vocabulary.claims");
        assert_eq!(join("corpus/war/a.claims", "../vocabulary.claims"), "corpus/vocabulary.claims");
        assert_eq!(join("a.claims", "./x/../b.claims"), "b.claims");
        assert_eq!(join("/abs/a.claims", "b.claims"), "/abs/b.claims");
        assert_eq!(join("a.claims", "../b.claims"), "../b.claims");
    }
}
