//! Any table is read row by row, converted, and has settings proposed for it: every place lies in the file, and what is made
//! of it can be read.

use gainsay::convert::convert;
use gainsay::intake::{BlockSize, FileFormat, Sheet};
use gainsay::propose::propose;
use gainsay::settings::{self, Table};
use gainsay::source::{Source, Span};
use gainsay::syntax::unread;

/// What must hold of a file that may be a table, as some settings say to read it.
pub(crate) fn holds(source: &Source, table: Option<&Table>) {
    let Some(sheet) = Sheet::open(source, table, BlockSize::ONCE) else { return };
    let text = source.text();
    let inside = |span: Span| {
        assert!(
            text.get(span.start as usize..span.end as usize).is_some(),
            "{span:?} is no place in {text:?}"
        );
    };
    for error in sheet.errors() {
        inside(sheet.place(error.at));
        assert!(!error.message.is_empty(), "{error:?}");
    }
    let mut last = 0;
    for &stretch in sheet.ranges() {
        sheet.read(stretch, |read| {
            assert!(read.row > last, "row {} follows row {last}", read.row);
            last = read.row;
            let row = sheet.place(read.text);
            inside(row);
            sheet.label(row).into_iter().for_each(inside);
            for error in &read.errors {
                let at = sheet.place(error.at);
                inside(at);
                error.others.iter().for_each(|(part, _)| inside(sheet.place(part)));
                let _ = sheet.named(read.row, read.text, at);
                assert!(!error.message.is_empty(), "{error:?}");
            }
            for key in &read.unknown {
                inside(sheet.place(key));
                assert!(!sheet.unknown(key).message.is_empty());
            }
            read.statements.iter().for_each(|statement| inside(sheet.place(statement.text)));
        });
    }
    converts(source, table, &inside);
    if let Some(proposal) = propose(source, false) {
        let proposed = Source::new(settings::NAME, proposal.settings);
        let read = settings::read(&proposed, &[]);
        assert!(read.is_ok(), "proposed: {:?}\n{read:?}", proposed.text());
        assert_eq!(unread(&proposal.vocabulary), 0, "proposed: {:?}", proposal.vocabulary);
    }
}

/// In another form a table can be read, and it says the same whichever way it took.
fn converts(source: &Source, table: Option<&Table>, inside: &dyn Fn(Span)) {
    let into = |source: &Source, table, to| {
        let converted = convert(source, table, None, to, &|_| None);
        (converted.text, converted.lost)
    };
    let (claims, lost) = into(source, table, FileFormat::Claims);
    lost.iter().for_each(|lost| inside(lost.at));
    assert_eq!(unread(&claims), 0, "converted: {claims:?}");
    for (name, to) in [("a.csv", FileFormat::Cells), ("a.jsonl", FileFormat::Objects)] {
        let (rows, lost_rows) = into(source, table, to);
        lost_rows.iter().for_each(|lost| inside(lost.at));
        if lost_rows.len() == lost.len() {
            let (back, lost_again) = into(&Source::new(name, rows.as_str()), None, FileFormat::Claims);
            assert!(lost_again.is_empty(), "{lost_again:?} from {rows:?}");
            assert_eq!(back, claims, "by way of {rows:?}");
        }
    }
}
