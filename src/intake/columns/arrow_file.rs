//! Reads Arrow files, which are also called Feather, and Arrow streams.

use std::io::Cursor;

use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_ipc::{Message, MessageHeader, RecordBatch};

use super::batches::table_of;
use super::column_table::ColumnTable;
use crate::settings::DecimalMark;

/// With what a file begins.
pub(super) const MAGIC: &[u8] = b"ARROW1\0\0";

/// With what a message begins, and so a stream of them.
pub(super) const MESSAGE: &[u8] = &[0xFF; 4];

/// The most bytes that a part of a message may unpack to.
const PART: i64 = 1 << 31;

/// The table of a file; `damaged` is said of one that cannot be read.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub(super) fn arrow(
    file: &[u8],
    decimal: Option<DecimalMark>,
    damaged: fn() -> String,
) -> Result<ColumnTable, String> {
    let is_file = file.starts_with(MAGIC);
    if !(if is_file { file_unpacks_within(file) } else { Some(stream_unpacks_within(file)) }).unwrap_or(false)
    {
        return Err(damaged());
    }
    let bytes = Cursor::new(file);
    if is_file {
        let reader = FileReader::try_new(bytes, None).map_err(|_| damaged())?;
        table_of(&reader.schema(), reader, decimal, |_| damaged())
    } else {
        let reader = StreamReader::try_new(bytes, None).map_err(|_| damaged())?;
        table_of(&reader.schema(), reader, decimal, |_| damaged())
    }
}

/// Whether no part of a file says that it unpacks to more than is read: the reader takes the memory before it looks. None if
/// the file has no list of its messages.
fn file_unpacks_within(file: &[u8]) -> Option<bool> {
    let (rest, end) = file.split_last_chunk::<10>()?;
    let length = u32::from_le_bytes(*end.first_chunk::<4>()?) as usize;
    let footer = arrow_ipc::root_as_footer(rest.get(rest.len().checked_sub(length)?..)?).ok()?;
    let blocks = footer.dictionaries().into_iter().chain(footer.recordBatches()).flatten();
    let mut all = true;
    for block in blocks {
        let start = usize::try_from(block.offset()).ok()?;
        let head = usize::try_from(block.metaDataLength()).ok()?;
        let (head, body) = file.get(start..)?.split_at_checked(head)?;
        // The length of the head stands before it, in old files without a mark.
        let head = head.strip_prefix(MESSAGE).unwrap_or(head).get(4..)?;
        all &= message_is_within(&arrow_ipc::root_as_message(head).ok()?, body);
    }
    Some(all)
}

/// The same of a stream.
fn stream_unpacks_within(mut stream: &[u8]) -> bool {
    while let Some(rest) = stream.strip_prefix(MESSAGE) {
        let Some((length, rest)) = rest.split_first_chunk::<4>() else { return false };
        let length = u32::from_le_bytes(*length) as usize;
        if length == 0 {
            return true;
        }
        let Some((head, rest)) = rest.split_at_checked(length) else { return false };
        let Ok(message) = arrow_ipc::root_as_message(head) else { return false };
        let body =
            usize::try_from(message.bodyLength()).ok().and_then(|length| rest.split_at_checked(length));
        let Some((body, rest)) = body else { return false };
        if !message_is_within(&message, body) {
            return false;
        }
        stream = rest;
    }
    true
}

fn message_is_within(message: &Message<'_>, body: &[u8]) -> bool {
    let batch = match message.header_type() {
        MessageHeader::RecordBatch => message.header_as_record_batch(),
        MessageHeader::DictionaryBatch => {
            message.header_as_dictionary_batch().and_then(|dictionary| dictionary.data())
        }
        _ => None,
    };
    batch.is_none_or(|batch| parts_are_within(&batch, body))
}

fn parts_are_within(batch: &RecordBatch<'_>, body: &[u8]) -> bool {
    let Some(buffers) = batch.compression().and_then(|_| batch.buffers()) else { return true };
    buffers.iter().all(|buffer| {
        let start = usize::try_from(buffer.offset()).unwrap_or(usize::MAX);
        let length = body.get(start..).and_then(|part| part.first_chunk::<8>());
        // An empty part has no length.
        length.is_none_or(|length| buffer.length() == 0 || i64::from_le_bytes(*length) <= PART)
    })
}
