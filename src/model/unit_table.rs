//! The built-in units: names, factors and where they come from.
//!
//! Each group is one dimension; its first unit is the one the others are given in. Factors are exact by
//! definition: the international yard and pound agreement of 1959, SI, ISO 80000 and, for what is customary
//! (a barrel of oil, a dunam, a troy ounce), the value that trade and statistics use.

/// One unit of a dimension: its spellings, the first of which messages use; how many of the first unit it is, as
/// a quotient; and what its zero is in the first unit, as a quotient.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitEntry {
    pub(super) names: &'static [&'static str],
    pub(super) factor: (i64, i64),
    pub(super) zero: (i64, i64),
}

const fn unit(names: &'static [&'static str], over: i64, under: i64) -> UnitEntry {
    UnitEntry { names, factor: (over, under), zero: (0, 1) }
}

const fn with_zero(names: &'static [&'static str], factor: (i64, i64), zero: (i64, i64)) -> UnitEntry {
    UnitEntry { names, factor, zero }
}

pub(super) const PHYSICAL: &[&[UnitEntry]] = &[
    LENGTHS,
    AREAS,
    VOLUMES,
    MASSES,
    TIMES,
    YEARS,
    SPEEDS,
    TEMPERATURES,
    ENERGIES,
    POWERS,
    DATA,
    PRESSURES,
    ANGLES,
    PERCENTAGES,
    POINTS,
    MAGNITUDES,
    INDEX_POINTS,
    MULTIPLES,
];

const LENGTHS: &[UnitEntry] = &[
    unit(&["m", "metres", "meters"], 1, 1),
    unit(&["km", "kilometres", "kilometers", "kms"], 1000, 1),
    unit(&["cm", "centimetres", "centimeters"], 1, 100),
    unit(&["mm", "millimetres", "millimeters"], 1, 1000),
    unit(&["miles", "mi", "statute miles"], 1_609_344, 1000),
    unit(&["nautical miles", "nmi"], 1852, 1),
    unit(&["yards", "yd"], 9144, 10_000),
    unit(&["feet", "foot", "ft"], 3048, 10_000),
    unit(&["inches", "inch"], 254, 10_000),
];

const AREAS: &[UnitEntry] = &[
    unit(&["km²", "square kilometres", "square km", "sq km", "kilometres squared"], 1, 1),
    unit(&["m²", "square metres", "square m", "sq m", "sqm"], 1, 1_000_000),
    unit(&["hectares", "ha", "hectare"], 1, 100),
    unit(&["acres", "acre"], 40_468_564_224, 10_000_000_000_000),
    unit(&["square miles", "square mi", "sq mi", "mi²", "mile²"], 2_589_988_110_336, 1_000_000_000_000),
    unit(&["square feet", "square foot", "square ft", "ft²", "sqft"], 9_290_304, 100_000_000_000_000),
    unit(&["square yards", "square yd", "yd²"], 83_612_736, 100_000_000_000_000),
    unit(&["dunams", "dunam", "dunum", "dönüm"], 1, 1000),
];

const VOLUMES: &[UnitEntry] = &[
    unit(&["m³", "cubic metres", "cubic m", "cbm"], 1, 1),
    unit(&["litres", "liters", "l", "L"], 1, 1000),
    unit(&["ml", "millilitres", "mL"], 1, 1_000_000),
    unit(&["hectolitres", "hl"], 1, 10),
    unit(&["km³", "cubic kilometres", "cubic km"], 1_000_000_000, 1),
    unit(&["barrels", "bbl", "barrels of oil"], 158_987_294_928, 1_000_000_000_000),
    unit(&["gallons", "US gallons", "gal"], 3_785_411_784, 1_000_000_000_000),
    unit(&["imperial gallons", "UK gallons"], 454_609, 100_000_000),
    unit(&["cubic feet", "cubic foot", "cubic ft", "ft³"], 28_316_846_592, 1_000_000_000_000),
    unit(&["acre-feet", "acre-foot", "acre foot", "acre feet"], 123_348_183_754_752, 100_000_000_000),
    unit(&["bushels"], 3_523_907_016_688, 100_000_000_000_000),
];

const MASSES: &[UnitEntry] = &[
    unit(&["kg", "kilograms", "kilos", "kilogrammes", "kgs"], 1, 1),
    unit(&["g", "grams", "grammes"], 1, 1000),
    unit(&["mg", "milligrams"], 1, 1_000_000),
    unit(&["tonnes", "metric tons", "t", "metric tonnes"], 1000, 1),
    unit(&["kilotonnes", "kt"], 1_000_000, 1),
    unit(&["megatonnes", "Mt"], 1_000_000_000, 1),
    unit(&["gigatonnes", "Gt"], 1_000_000_000_000, 1),
    unit(&["pounds", "lb", "lbs"], 45_359_237, 100_000_000),
    unit(&["ounces", "oz"], 28_349_523_125, 1_000_000_000_000),
    unit(&["stone"], 635_029_318, 100_000_000),
    unit(&["short tons", "US tons"], 90_718_474, 100_000),
    unit(&["long tons", "imperial tons"], 10_160_469_088, 10_000_000),
    unit(&["troy ounces", "ozt"], 311_034_768, 10_000_000_000),
    unit(&["quintals"], 100, 1),
    unit(&["carats"], 2, 10_000),
];

const TIMES: &[UnitEntry] = &[
    unit(&["seconds", "s", "sec", "secs"], 1, 1),
    unit(&["minutes", "min", "mins"], 60, 1),
    unit(&["hours", "h", "hrs", "hr"], 3600, 1),
    unit(&["days", "day"], 86_400, 1),
    unit(&["weeks", "week"], 604_800, 1),
    unit(&["milliseconds", "ms"], 1, 1000),
];

/// A month and a year are no fixed number of days.
const YEARS: &[UnitEntry] = &[
    unit(&["years", "years old", "year-old", "yrs", "yr"], 1, 1),
    unit(&["months", "month"], 1, 12),
    unit(&["decades"], 10, 1),
    unit(&["centuries", "century"], 100, 1),
];

const SPEEDS: &[UnitEntry] = &[
    unit(&["km/h", "kph", "kmh", "kilometres per hour", "kilometres an hour"], 1, 1),
    unit(&["m/s", "metres per second", "metres a second"], 36, 10),
    unit(&["mph", "miles per hour", "miles an hour"], 1_609_344, 1_000_000),
    unit(&["knots", "kn"], 1852, 1000),
    unit(&["km/s", "kilometres per second"], 3600, 1),
];

const TEMPERATURES: &[UnitEntry] = &[
    unit(&["°C", "degrees Celsius", "celsius", "degrees C", "ºC", "C"], 1, 1),
    with_zero(&["°F", "degrees Fahrenheit", "fahrenheit", "degrees F", "ºF", "F"], (5, 9), (-160, 9)),
    with_zero(&["K", "kelvin", "kelvins"], (1, 1), (-27_315, 100)),
];

const ENERGIES: &[UnitEntry] = &[
    unit(&["kWh", "kilowatt-hours", "kilowatt hours", "kwh"], 1, 1),
    unit(&["MWh", "megawatt-hours", "megawatt hours", "mwh"], 1000, 1),
    unit(&["GWh", "gigawatt-hours", "gigawatt hours", "gwh"], 1_000_000, 1),
    unit(&["TWh", "terawatt-hours", "terawatt hours", "twh"], 1_000_000_000, 1),
    unit(&["J", "joules"], 1, 3_600_000),
    unit(&["kJ", "kilojoules"], 1, 3600),
    unit(&["MJ", "megajoules"], 5, 18),
    unit(&["GJ", "gigajoules"], 2500, 9),
    unit(&["kcal", "kilocalories"], 4184, 3_600_000),
];

const POWERS: &[UnitEntry] = &[
    unit(&["MW", "megawatts"], 1, 1),
    unit(&["kW", "kilowatts"], 1, 1000),
    unit(&["W", "watts"], 1, 1_000_000),
    unit(&["GW", "gigawatts"], 1000, 1),
    unit(&["TW", "terawatts"], 1_000_000, 1),
];

/// Decimal prefixes, as the standards and the makers of disks have them; binary ones under their own names.
const DATA: &[UnitEntry] = &[
    unit(&["GB", "gigabytes"], 1, 1),
    unit(&["MB", "megabytes"], 1, 1000),
    unit(&["kB", "kilobytes", "KB"], 1, 1_000_000),
    unit(&["bytes", "B"], 1, 1_000_000_000),
    unit(&["TB", "terabytes"], 1000, 1),
    unit(&["PB", "petabytes"], 1_000_000, 1),
    unit(&["MiB", "mebibytes"], 1_048_576, 1_000_000_000),
    unit(&["GiB", "gibibytes"], 1_073_741_824, 1_000_000_000),
    unit(&["TiB", "tebibytes"], 1_099_511_627_776, 1_000_000_000),
];

const PRESSURES: &[UnitEntry] = &[
    unit(&["hPa", "hectopascals", "mbar", "millibars"], 1, 1),
    unit(&["Pa", "pascals"], 1, 100),
    unit(&["kPa", "kilopascals"], 10, 1),
    unit(&["bar", "bars"], 1000, 1),
    unit(&["atmospheres", "atm"], 101_325, 100),
];

const ANGLES: &[UnitEntry] = &[unit(&["degrees", "°"], 1, 1)];

const PERCENTAGES: &[UnitEntry] = &[
    unit(&["%", "percent", "per cent", "pct", "％"], 1, 1),
    unit(&["‰", "per mille", "per thousand", "permille"], 1, 10),
];

/// A difference of percentages is no percentage.
const POINTS: &[UnitEntry] = &[
    unit(&["percentage points", "pp", "pct points", "% points", "ppt", "percent points"], 1, 1),
    unit(&["basis points", "bps", "bp"], 1, 100),
];

const MAGNITUDES: &[UnitEntry] = &[unit(&["magnitude", "on the Richter scale", "Mw", "Richter"], 1, 1)];

/// Points of an index; which index is given by the measure.
const INDEX_POINTS: &[UnitEntry] = &[unit(&["points", "index points"], 1, 1)];

const MULTIPLES: &[UnitEntry] = &[unit(&["times", "fold", "-fold"], 1, 1)];

/// Things that are counted in the news. Each line is a dimension of its own: a case is no death, a home no building.
pub(super) const COUNTING: &[&[&str]] = &[
    &[
        "people",
        "person",
        "persons",
        "men",
        "individuals",
        "human beings",
        "inhabitants",
        "souls",
        "human lives",
    ],
    &["votes", "vote", "ballots cast"],
    &["ballots", "ballot papers"],
    &["seats", "seat"],
    &["cases", "case"],
    &["deaths", "death", "fatalities"],
    &["injuries"],
    &["infections"],
    &["tests"],
    &["doses", "jabs", "vaccine doses"],
    &["beds", "hospital beds"],
    &["families", "family"],
    &["households"],
    &["homes", "dwellings", "housing units"],
    &["houses"],
    &["apartments", "flats"],
    &["buildings"],
    &["schools"],
    &["hospitals"],
    &["villages"],
    &["settlements"],
    &["towns"],
    &["cities", "city"],
    &["municipalities", "municipality"],
    &["districts"],
    &["countries", "country"],
    &["states"],
    &["companies", "company", "firms"],
    &["businesses", "business"],
    &["jobs"],
    &["vehicles"],
    &["cars"],
    &["trucks", "lorries"],
    &["buses", "bus"],
    &["trains"],
    &["tanks"],
    &["armoured vehicles", "armored vehicles", "armoured combat vehicles"],
    &["artillery pieces", "artillery systems"],
    &["aircraft", "airplanes", "aeroplanes", "planes"],
    &["helicopters"],
    &["drones", "UAVs", "unmanned aerial vehicles"],
    &["missiles"],
    &["rockets"],
    &["shells"],
    &["bombs"],
    &["ships"],
    &["boats"],
    &["flights"],
    &["attacks"],
    &["strikes", "airstrikes", "air strikes"],
    &["violations", "ceasefire violations"],
    &["incidents"],
    &["clashes", "clash"],
    &["arrests"],
    &["crimes"],
    &["protests", "demonstrations"],
    &["events"],
    &["fires", "wildfires"],
    &["earthquakes"],
    &["aftershocks"],
    &["trees"],
    &["animals"],
    &["cattle", "head of cattle"],
    &["polling stations"],
    &["candidates"],
    &["parties", "political parties", "party"],
    &["reports"],
    &["complaints"],
    &["documents"],
    &["pages"],
    &["copies", "copy"],
    &["articles"],
    &["books"],
    &["films", "movies"],
    &["goals"],
    &["medals"],
    &["matches", "match"],
    &["passengers"],
    &["tickets"],
    &["units"],
    &["items"],
    &["pieces"],
    &["projects"],
];
