//! The units of quantities: the items of Wikidata that stand for common ones.

/// Items, each with the unit that it is; an empty one is none.
const UNITS: [(&str, &str); 52] = [
    ("Q11573", "m"),
    ("Q828224", "km"),
    ("Q174728", "cm"),
    ("Q174789", "mm"),
    ("Q253276", "miles"),
    ("Q93318", "nautical miles"),
    ("Q482798", "yards"),
    ("Q3710", "feet"),
    ("Q218593", "inches"),
    ("Q712226", "km²"),
    ("Q25343", "m²"),
    ("Q35852", "hectares"),
    ("Q81292", "acres"),
    ("Q232291", "square miles"),
    ("Q25517", "m³"),
    ("Q11582", "litres"),
    ("Q11570", "kg"),
    ("Q41803", "g"),
    ("Q191118", "tonnes"),
    ("Q100995", "pounds"),
    ("Q11574", "seconds"),
    ("Q7727", "minutes"),
    ("Q25235", "hours"),
    ("Q573", "days"),
    ("Q23387", "weeks"),
    ("Q5151", "months"),
    ("Q577", "years"),
    ("Q24564698", "years"),
    ("Q180154", "km/h"),
    ("Q182429", "m/s"),
    ("Q25267", "°C"),
    ("Q42289", "°F"),
    ("Q25236", "W"),
    ("Q6982035", "MW"),
    ("Q182098", "kWh"),
    ("Q11229", "%"),
    ("Q215627", "people"),
    ("Q4916", "EUR"),
    ("Q4917", "USD"),
    ("Q25224", "GBP"),
    ("Q25344", "CHF"),
    ("Q8146", "JPY"),
    ("Q39099", "CNY"),
    ("Q80524", "INR"),
    ("Q41044", "RUB"),
    ("Q1104069", "CAD"),
    ("Q259502", "AUD"),
    ("Q122922", "SEK"),
    ("Q132643", "NOK"),
    ("Q25417", "DKK"),
    ("Q123213", "PLN"),
    ("Q199", ""),
];

/// The unit of an item; none where the table lacks it.
pub(super) fn unit(id: &str) -> Option<&'static str> {
    UNITS.iter().find(|(known, _)| *known == id).map(|(_, unit)| *unit)
}

#[cfg(test)]
mod tests {
    use super::UNITS;
    use std::collections::BTreeSet;

    #[test]
    fn each_item_stands_once() {
        let items: BTreeSet<&str> = UNITS.iter().map(|(id, _)| *id).collect();
        assert_eq!(items.len(), UNITS.len());
    }
}
