//! `gainsay completions` and `gainsay man`: shell completions and manual pages, made from the description of the
//! commands.

use std::fs;

use clap::CommandFactory;

use super::arguments::{Arguments, Completions, Man};
use super::output::write;
use super::path::{reason, shown};
use super::screen::complain;
use super::status::Status;

/// Writes the completions of a shell.
pub(super) fn run(command: &Completions) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(command.shell, &mut Arguments::command(), "gainsay", &mut script);
    write(None, |out| out.write_all(&script)).err().unwrap_or(Status::Clean)
}

/// Writes the manual's pages: into a folder, one file per command; else the page of `gainsay` itself.
pub(super) fn man(command: &Man) -> Status {
    let all = Arguments::command();
    let Some(folder) = &command.folder else {
        let mut text = Vec::new();
        // Writing to a vector cannot fail.
        let _ = clap_mangen::Man::new(all).render(&mut text);
        return write(None, |out| out.write_all(&text)).err().unwrap_or(Status::Clean);
    };
    match fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(all, folder)) {
        Ok(()) => Status::Clean,
        Err(error) => {
            complain(format_args!("cannot write {}: {}", shown(folder), reason(&error)));
            Status::Wrong
        }
    }
}
