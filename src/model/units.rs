//! Units: what they are called, what they measure, and how one becomes another.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::currencies::CURRENCIES;
use super::name;
use super::number::Number;
use super::unit_table::{COUNTING, PHYSICAL, UnitEntry};

/// Units larger than ten to this power of the base unit of their kind, or smaller than its inverse, are not defined.
const MAGNITUDE: i16 = 100;

/// A unit by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u16);

/// What a unit measures; only units of one dimension can be converted. Each thing counted and each currency is
/// a dimension of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension(pub u16);

/// Why a unit cannot be defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitProblem {
    /// The other unit has a zero point of its own, as °C has: multiples of it are not defined.
    OwnZero,
    /// The factor is zero or below.
    NoFactor,
    /// The unit is too large or too small: more than ten to the hundredth of its dimension's first unit, or less than the inverse.
    TooFar,
    /// There are more units than can be numbered.
    TooMany,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnitKind {
    Physical,
    Percent,
    Money,
    Counting,
}

#[derive(Clone, Debug)]
struct Unit {
    name: Cow<'static, str>,
    dimension: Dimension,
    kind: UnitKind,
    /// How many of its dimension's first unit it is; none for 1.
    factor: Option<Number>,
    /// Its own zero, in its dimension's first unit; none for 0.
    offset: Option<Number>,
}

/// Every unit there is: the built-in ones, and what the corpus defines.
#[derive(Clone, Debug)]
pub struct Units {
    units: Vec<Unit>,
    /// The first unit of each dimension.
    bases: Vec<UnitId>,
    spellings: Vec<(Cow<'static, str>, UnitId)>,
    as_written: FxHashMap<Cow<'static, str>, UnitId>,
    folded: FxHashMap<Cow<'static, str>, UnitId>,
}

impl Units {
    /// SI and customary units, currencies, percentages, and the things newsrooms count.
    #[must_use]
    pub fn builtin() -> Self {
        static BUILTIN: LazyLock<Units> = LazyLock::new(Units::tabulated);
        BUILTIN.clone()
    }

    fn tabulated() -> Self {
        let mut units = Self {
            units: Vec::with_capacity(512),
            bases: Vec::with_capacity(256),
            spellings: Vec::with_capacity(1024),
            as_written: FxHashMap::with_capacity_and_hasher(1024, rustc_hash::FxBuildHasher),
            folded: FxHashMap::with_capacity_and_hasher(1024, rustc_hash::FxBuildHasher),
        };
        for (kind, names) in COUNTING.iter().map(|names| (UnitKind::Counting, names)) {
            units.base_unit(kind, names);
        }
        for dimension in PHYSICAL {
            let mut of = None;
            for &UnitEntry { names, factor: (over, under), zero } in *dimension {
                let percent = names.contains(&"%") || of.is_some_and(|first| units.is_percent(first));
                let kind = if percent { UnitKind::Percent } else { UnitKind::Physical };
                let Some(first) = of else {
                    of = units.base_unit(kind, names);
                    continue;
                };
                let offset = (zero.0 != 0).then(|| Number::ratio(zero.0, zero.1));
                let factor = Some(Number::ratio(over, under));
                let dimension = units.dimension(first);
                if let Some(id) = units.add(names[0].into(), dimension, kind, factor, offset) {
                    units.spell_all(names, id);
                }
            }
        }
        for names in CURRENCIES {
            units.base_unit(UnitKind::Money, names);
        }
        units
    }

    /// A unit by any of its spellings: as written first (`MW` is not `mw`), then without regard to case and plural.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<UnitId> {
        if let Some(&unit) = self.as_written.get(text) {
            return Some(unit);
        }
        let text = fold(text);
        let known = |text: &str| self.folded.get(text).copied();
        known(&text)
            .or_else(|| known(text.strip_suffix('s')?))
            .or_else(|| known(text.strip_suffix("es")?))
            .or_else(|| known(&format!("{}y", text.strip_suffix("ies")?)))
            .or_else(|| known(&format!("{text}s")).filter(|_| text.len() > 2))
    }

    /// Declares a thing that is counted, such as `swabs`, as a dimension. If things of this name are counted already,
    /// the dimension is the same, whatever the aliases.
    pub fn define_counting(&mut self, name: &str, aliases: &[String]) {
        if let Some(known) =
            self.find(name).filter(|&known| self.is_counting(known) && self.name(known) == name)
        {
            self.spell_own(name, aliases, known);
            return;
        }
        let Some(dimension) = self.new_dimension() else { return };
        if let Some(id) = self.add(name.to_owned().into(), dimension, UnitKind::Counting, None, None) {
            self.bases.push(id);
            self.spell_own(name, aliases, id);
        }
    }

    /// Declares a unit as a multiple of another.
    ///
    /// # Errors
    /// Where nothing can be a multiple of that unit, the factor is not above zero, or the unit is too large or too small.
    pub fn define_multiple(
        &mut self,
        name: &str,
        aliases: &[String],
        factor: Number,
        of: UnitId,
    ) -> Result<UnitId, UnitProblem> {
        let unit = &self.units[usize::from(of.0)];
        if unit.offset.is_some()
            || self.units.iter().any(|known| known.dimension == unit.dimension && known.offset.is_some())
        {
            return Err(UnitProblem::OwnZero);
        }
        if factor.is_zero() || factor.is_negative() {
            return Err(UnitProblem::NoFactor);
        }
        let (dimension, kind) = (unit.dimension, unit.kind);
        let factor = unit.factor.as_ref().map_or_else(|| factor.clone(), |unit| &factor * unit);
        if factor > Number::pow10(MAGNITUDE) || factor < Number::pow10(-MAGNITUDE) {
            return Err(UnitProblem::TooFar);
        }
        let id = self
            .add(name.to_owned().into(), dimension, kind, Some(factor), None)
            .ok_or(UnitProblem::TooMany)?;
        self.spell_own(name, aliases, id);
        Ok(id)
    }

    /// The known spelling that is nearest to a text, if one is near enough.
    #[must_use]
    pub fn nearest(&self, text: &str) -> Option<&str> {
        let text = fold(text);
        // Which ton is meant cannot be known; outside the United States it is mostly this one.
        if text == "tons" || text == "ton" {
            return Some("tonnes");
        }
        let length = text.chars().count();
        let reach = if length < 3 { 0 } else { 1 + length / 6 };
        let near = self.spellings.iter().filter(|(spelling, _)| {
            // Every short text is near to a symbol of one or two letters.
            let letters = spelling.chars().count();
            letters > 2 && letters.abs_diff(length) <= reach
        });
        let distance = |spelling: &str| strsim::osa_distance(&fold(spelling), &text);
        near.map(|(spelling, _)| (distance(spelling), spelling))
            .filter(|(distance, _)| *distance <= reach)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, spelling)| spelling.as_ref())
    }

    /// A number of one unit in another; none where they measure different things.
    #[must_use]
    pub fn convert(&self, number: &Number, from: UnitId, to: UnitId) -> Option<Number> {
        let (one, other) = (self.unit(from), self.unit(to));
        if one.dimension != other.dimension {
            return None;
        }
        if from == to {
            return Some(number.clone());
        }
        let mut base = one.factor.as_ref().map_or_else(|| number.clone(), |factor| number * factor);
        if let Some(offset) = &one.offset {
            base = &base + offset;
        }
        if let Some(offset) = &other.offset {
            base = &base - offset;
        }
        match &other.factor {
            Some(factor) => base.checked_div(factor),
            None => Some(base),
        }
    }

    /// A difference of one unit in another, for which no unit's own zero point matters: 9 °F are 5 °C.
    #[must_use]
    pub fn convert_difference(&self, number: &Number, from: UnitId, to: UnitId) -> Option<Number> {
        let zero = self.convert(&Number::ZERO, from, to)?;
        Some(&self.convert(number, from, to)? - &zero)
    }

    /// What a unit measures.
    #[must_use]
    pub fn dimension(&self, unit: UnitId) -> Dimension {
        self.unit(unit).dimension
    }

    /// The unit in which figures of its dimension are compared if the measure names none: metres for lengths.
    #[must_use]
    pub fn base(&self, unit: UnitId) -> UnitId {
        self.bases[usize::from(self.dimension(unit).0)]
    }

    /// Whether it counts things, so that its figures are whole and exact.
    #[must_use]
    pub fn is_counting(&self, unit: UnitId) -> bool {
        self.unit(unit).kind == UnitKind::Counting
    }

    /// Whether it is per cent or per mille; percentage points are not.
    #[must_use]
    pub fn is_percent(&self, unit: UnitId) -> bool {
        self.unit(unit).kind == UnitKind::Percent
    }

    /// Whether it is a currency.
    #[must_use]
    pub fn is_money(&self, unit: UnitId) -> bool {
        self.unit(unit).kind == UnitKind::Money
    }

    /// The unit's name in messages.
    #[must_use]
    pub fn name(&self, unit: UnitId) -> &str {
        &self.unit(unit).name
    }

    fn unit(&self, unit: UnitId) -> &Unit {
        &self.units[usize::from(unit.0)]
    }

    fn new_dimension(&self) -> Option<Dimension> {
        u16::try_from(self.bases.len()).ok().map(Dimension)
    }

    fn base_unit(&mut self, kind: UnitKind, names: &'static [&'static str]) -> Option<UnitId> {
        let id = self.add(names[0].into(), self.new_dimension()?, kind, None, None)?;
        self.bases.push(id);
        self.spell_all(names, id);
        Some(id)
    }

    fn add(
        &mut self,
        name: Cow<'static, str>,
        dimension: Dimension,
        kind: UnitKind,
        factor: Option<Number>,
        offset: Option<Number>,
    ) -> Option<UnitId> {
        let id = UnitId(u16::try_from(self.units.len()).ok()?);
        self.units.push(Unit { name, dimension, kind, factor, offset });
        Some(id)
    }

    /// Adds the built-in spellings. The first unit with a folded spelling keeps it.
    fn spell_all(&mut self, names: &'static [&'static str], id: UnitId) {
        for &spelling in names {
            self.spellings.push((spelling.into(), id));
            self.as_written.entry(spelling.into()).or_insert(id);
            if folds(spelling) {
                self.folded.entry(fold(spelling)).or_insert(id);
            }
        }
    }

    /// Units that the corpus defines take over spellings of other units.
    fn spell_own(&mut self, name: &str, aliases: &[String], id: UnitId) {
        for spelling in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            self.spellings.push((spelling.to_owned().into(), id));
            self.as_written.insert(spelling.to_owned().into(), id);
            self.folded.insert(fold(spelling).into_owned().into(), id);
        }
    }
}

/// Whether a spelling means the same in other case: `kg` and `acres` do; `MW`, `m` and `ALL` (the Albanian lek) do
/// not.
fn folds(spelling: &str) -> bool {
    let symbol = spelling.len() < 4 && spelling.is_ascii();
    spelling.len() > 1 && !(symbol && spelling.bytes().any(|byte| byte.is_ascii_uppercase()))
}

/// The name's key without full stops, with one spelling for words that have several.
fn fold(text: &str) -> Cow<'_, str> {
    let key = name::folded(text);
    let irregular = ["meter", "liter", "per cent"].iter().any(|part| key.contains(part))
        || key.contains(['.', '^', '-'])
        || key.starts_with("sq ")
        || key.starts_with("cu ");
    if !irregular {
        return key;
    }
    let mut text = key.replace(['.', '^'], "").replace('-', " ");
    for (from, to) in [("meter", "metre"), ("liter", "litre"), ("per cent", "percent")] {
        text = text.replace(from, to);
    }
    for (short, long) in [("sq ", "square "), ("cu ", "cubic ")] {
        if let Some(rest) = text.strip_prefix(short) {
            text = format!("{long}{rest}");
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
#[path = "units_tests.rs"]
mod tests;
