//! Writes the values of a column as the texts of cells.

use std::fmt::Display;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    DecimalType, Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    Time32MillisecondType, Time32SecondType, Time64MicrosecondType, Time64NanosecondType,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, OffsetSizeTrait, StructArray};
use arrow_schema::{DataType, TimeUnit};

use super::day::{clock_text, moment_text, zone_offset};
use crate::intake::day_number::iso_day;

/// Adds the text of the value in a row.
pub(super) type CellWriter<'a> = Box<dyn Fn(usize, &mut String) + 'a>;

/// How values are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellStyle {
    /// The mark before decimals.
    pub(super) mark: char,
    /// What stands between the members of a list.
    pub(super) between: &'static str,
}

/// Why no cell can hold what a column of this type holds; none if it can.
pub(super) fn unwritable(kind: &DataType) -> Option<String> {
    use DataType as Kind;
    let is_plain = |kind: &DataType| !is_nested(kind) && unwritable(kind).is_none();
    match kind {
        Kind::List(inner) | Kind::LargeList(inner) | Kind::FixedSizeList(inner, _) => {
            (!is_plain(inner.data_type())).then(|| "it holds lists within lists, or of records".to_owned())
        }
        Kind::Struct(fields) => (!fields.iter().all(|field| is_plain(field.data_type())))
            .then(|| "it holds records within records".to_owned()),
        Kind::Map(entries, _) => match entries.data_type() {
            Kind::Struct(pair) if pair.len() == 2 && pair.iter().all(|field| is_plain(field.data_type())) => {
                None
            }
            _ => Some("it holds records within records".to_owned()),
        },
        Kind::Dictionary(_, inner) => unwritable(inner),
        Kind::Timestamp(_, Some(zone)) => zone_offset(zone).is_none().then(|| {
            format!("its times are in the zone {zone}; write them in UTC, or without a zone, or as days")
        }),
        Kind::Duration(_) | Kind::Interval(_) => Some("it holds lengths of time".to_owned()),
        Kind::ListView(_) | Kind::LargeListView(_) | Kind::Union(..) | Kind::RunEndEncoded(..) => {
            Some("it is stored in a rare way".to_owned())
        }
        _ => None,
    }
}

fn is_nested(kind: &DataType) -> bool {
    use DataType as Kind;
    match kind {
        Kind::List(_) | Kind::LargeList(_) | Kind::FixedSizeList(..) | Kind::Struct(_) | Kind::Map(..) => {
            true
        }
        Kind::Dictionary(_, inner) => is_nested(inner),
        _ => false,
    }
}

/// The writer of a column; none if no cell can hold what is in it.
pub(super) fn cell_writer<'a>(array: &'a dyn Array, style: CellStyle) -> Option<CellWriter<'a>> {
    use DataType as Kind;
    let write: CellWriter<'a> = match array.data_type() {
        Kind::Null => Box::new(|_, _| {}),
        Kind::Boolean => {
            let values = array.as_boolean();
            text(|row| if values.value(row) { "yes" } else { "no" })
        }
        Kind::Int8 => whole::<Int8Type>(array),
        Kind::Int16 => whole::<Int16Type>(array),
        Kind::Int32 => whole::<Int32Type>(array),
        Kind::Int64 => whole::<Int64Type>(array),
        Kind::UInt8 => whole::<UInt8Type>(array),
        Kind::UInt16 => whole::<UInt16Type>(array),
        Kind::UInt32 => whole::<UInt32Type>(array),
        Kind::UInt64 => whole::<UInt64Type>(array),
        Kind::Float16 => float::<Float16Type>(array, style),
        Kind::Float32 => float::<Float32Type>(array, style),
        Kind::Float64 => float::<Float64Type>(array, style),
        Kind::Decimal32(..) => decimal::<Decimal32Type>(array, style),
        Kind::Decimal64(..) => decimal::<Decimal64Type>(array, style),
        Kind::Decimal128(..) => decimal::<Decimal128Type>(array, style),
        Kind::Decimal256(..) => decimal::<Decimal256Type>(array, style),
        Kind::Date32 => number::<Date32Type>(array, |days| iso_day(days.into())),
        Kind::Date64 => number::<Date64Type>(array, |millis| iso_day(millis.div_euclid(86_400_000))),
        Kind::Time32(TimeUnit::Second) => number::<Time32SecondType>(array, |time| clock_text(time.into())),
        Kind::Time32(_) => {
            number::<Time32MillisecondType>(array, |time| clock_text(i64::from(time).div_euclid(1_000)))
        }
        Kind::Time64(TimeUnit::Nanosecond) => {
            number::<Time64NanosecondType>(array, |time| clock_text(time.div_euclid(1_000_000_000)))
        }
        Kind::Time64(_) => {
            number::<Time64MicrosecondType>(array, |time| clock_text(time.div_euclid(1_000_000)))
        }
        Kind::Timestamp(unit, zone) => {
            let (ahead, zone) = match zone {
                Some(zone) => zone_offset(zone)?,
                None => (0, String::new()),
            };
            let moment =
                move |time: i64, parts: i64| moment_text(time.div_euclid(parts).saturating_add(ahead), &zone);
            match unit {
                TimeUnit::Second => number::<TimestampSecondType>(array, move |time| moment(time, 1)),
                TimeUnit::Millisecond => {
                    number::<TimestampMillisecondType>(array, move |time| moment(time, 1_000))
                }
                TimeUnit::Microsecond => {
                    number::<TimestampMicrosecondType>(array, move |time| moment(time, 1_000_000))
                }
                TimeUnit::Nanosecond => {
                    number::<TimestampNanosecondType>(array, move |time| moment(time, 1_000_000_000))
                }
            }
        }
        Kind::Utf8 => {
            let values = array.as_string::<i32>();
            text(|row| values.value(row))
        }
        Kind::LargeUtf8 => {
            let values = array.as_string::<i64>();
            text(|row| values.value(row))
        }
        Kind::Utf8View => {
            let values = array.as_string_view();
            text(|row| values.value(row))
        }
        // Old writers do not say that their texts are texts.
        Kind::Binary => {
            let values = array.as_binary::<i32>();
            bytes(array, |row| values.value(row))?
        }
        Kind::LargeBinary => {
            let values = array.as_binary::<i64>();
            bytes(array, |row| values.value(row))?
        }
        Kind::BinaryView => {
            let values = array.as_binary_view();
            bytes(array, |row| values.value(row))?
        }
        Kind::FixedSizeBinary(_) => {
            let values = array.as_fixed_size_binary();
            bytes(array, |row| values.value(row))?
        }
        Kind::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            if dictionary.values().is_empty() {
                return Some(Box::new(|_, _| {}));
            }
            let (keys, inner) = (dictionary.normalized_keys(), cell_writer(dictionary.values(), style)?);
            Box::new(move |row, into| inner(keys[row], into))
        }
        Kind::List(_) => list::<i32>(array, style)?,
        Kind::LargeList(_) => list::<i64>(array, style)?,
        Kind::FixedSizeList(..) => {
            let lists = array.as_fixed_size_list();
            let (length, inner) = (lists.value_length() as usize, cell_writer(lists.values(), style)?);
            Box::new(move |row, into| members(row * length..(row + 1) * length, &inner, style.between, into))
        }
        Kind::Struct(_) => record(array.as_struct(), style)?,
        Kind::Map(..) => {
            let maps = array.as_map();
            let (keys, values) = (cell_writer(maps.keys(), style)?, cell_writer(maps.values(), style)?);
            Box::new(move |row, into| {
                let ends = maps.value_offsets();
                for at in ends[row] as usize..ends[row + 1] as usize {
                    pair(into, |into| keys(at, into), |into| values(at, into));
                }
            })
        }
        _ => return None,
    };
    Some(Box::new(move |row, into| {
        if array.is_valid(row) {
            write(row, into);
        }
    }))
}

fn text<'a, 't: 'a>(value: impl Fn(usize) -> &'t str + 'a) -> CellWriter<'a> {
    Box::new(move |row, into| into.push_str(value(row)))
}

/// Bytes that are texts; none if some are not.
fn bytes<'a>(array: &dyn Array, value: impl Fn(usize) -> &'a [u8] + 'a) -> Option<CellWriter<'a>> {
    let is_text = |row: usize| array.is_null(row) || std::str::from_utf8(value(row)).is_ok();
    if !(0..array.len()).all(is_text) {
        return None;
    }
    Some(Box::new(move |row, into| into.push_str(std::str::from_utf8(value(row)).unwrap_or_default())))
}

fn number<'a, T: ArrowPrimitiveType>(
    array: &'a dyn Array,
    shown: impl Fn(T::Native) -> String + 'a,
) -> CellWriter<'a> {
    let values = array.as_primitive::<T>();
    Box::new(move |row, into| into.push_str(&shown(values.value(row))))
}

fn whole<'a, T: ArrowPrimitiveType>(array: &'a dyn Array) -> CellWriter<'a>
where
    T::Native: Display,
{
    number::<T>(array, |value| value.to_string())
}

/// The shortest decimal that is this binary number. What is no number says nothing.
fn float<'a, T: ArrowPrimitiveType>(array: &'a dyn Array, style: CellStyle) -> CellWriter<'a>
where
    T::Native: Display,
{
    number::<T>(array, move |value| match value.to_string() {
        text if text == "NaN" => String::new(),
        text if text == "-0" => "0".to_owned(),
        text => with_mark(text, style.mark),
    })
}

fn decimal<'a, T: DecimalType>(array: &'a dyn Array, style: CellStyle) -> CellWriter<'a> {
    let values = array.as_primitive::<T>();
    Box::new(move |row, into| into.push_str(&with_mark(values.value_as_string(row), style.mark)))
}

fn with_mark(number: String, mark: char) -> String {
    if mark == '.' { number } else { number.replace('.', mark.encode_utf8(&mut [0; 4])) }
}

fn list<'a, O: OffsetSizeTrait>(array: &'a dyn Array, style: CellStyle) -> Option<CellWriter<'a>> {
    let lists = array.as_list::<O>();
    let inner = cell_writer(lists.values(), style)?;
    Some(Box::new(move |row, into| {
        let ends = lists.value_offsets();
        members(ends[row].as_usize()..ends[row + 1].as_usize(), &inner, style.between, into);
    }))
}

/// The members of a list, `A; B`.
fn members(range: std::ops::Range<usize>, inner: &CellWriter<'_>, between: &str, into: &mut String) {
    let begun = into.len();
    for at in range {
        let before = into.len();
        if before > begun {
            into.push_str(between);
        }
        let start = into.len();
        inner(at, into);
        if into.len() == start {
            into.truncate(before);
        }
    }
}

/// A record: `place=Italy; province=Bergamo`.
fn record<'a>(records: &'a StructArray, style: CellStyle) -> Option<CellWriter<'a>> {
    let fields = records.fields().iter().zip(records.columns());
    let fields: Vec<(&str, CellWriter<'a>)> = fields
        .map(|(field, column)| Some((field.name().as_str(), cell_writer(column, style)?)))
        .collect::<Option<_>>()?;
    Some(Box::new(move |row, into| {
        for (name, value) in &fields {
            pair(into, |into| into.push_str(name), |into| value(row, into));
        }
    }))
}

/// Adds a key with its value, unless that is empty.
fn pair(into: &mut String, key: impl Fn(&mut String), value: impl Fn(&mut String)) {
    let before = into.len();
    if before > 0 {
        into.push_str("; ");
    }
    key(into);
    into.push('=');
    let start = into.len();
    value(into);
    if into.len() == start {
        into.truncate(before);
    }
}
