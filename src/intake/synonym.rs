//! What headings usually mean in the sheets of newsrooms, in English, German and French.

use super::field::{Field, plain};

/// Headings by the field that they usually mean.
const SYNONYMS: [(Field, &[&str]); 15] = [
    (
        Field::Measure,
        &[
            "indicator",
            "metric",
            "variable",
            "category",
            "what",
            "item",
            "claim",
            "what was claimed",
            "what was said",
            "assertion",
            "allegation",
            "statistic",
            "series",
            "claim text",
            "claim made",
            "what is claimed",
            "headline figure",
            "indikator",
            "kennzahl",
            "merkmal",
            "was",
            "aussage",
            "behauptung",
            "indicateur",
            "affirmation",
            "déclaration",
            "quoi",
            "libellé",
        ],
    ),
    (
        Field::Value,
        &[
            "figure",
            "number",
            "no.",
            "count",
            "amount",
            "total",
            "reported",
            "how many",
            "how much",
            "claimed figure",
            "figure claimed",
            "estimate",
            "quantity",
            "zahl",
            "wert",
            "anzahl",
            "betrag",
            "menge",
            "chiffre",
            "valeur",
            "nombre",
            "montant",
        ],
    ),
    (Field::Unit, &["units", "unit of measure", "einheit", "unité"]),
    (
        Field::Place,
        &[
            "where",
            "location",
            "country",
            "nation",
            "region",
            "city",
            "town",
            "area",
            "district",
            "province",
            "county",
            "municipality",
            "village",
            "state",
            "ort",
            "gemeinde",
            "land",
            "stadt",
            "kreis",
            "wo",
            "lieu",
            "pays",
            "ville",
            "commune",
            "département",
            "région",
            "où",
        ],
    ),
    (Field::Group, &["who", "population", "population group", "gruppe", "groupe"]),
    (
        Field::Date,
        &[
            "when",
            "as of",
            "day",
            "as at",
            "date of event",
            "event date",
            "data date",
            "reference period",
            "reference date",
            "period",
            "year",
            "month",
            "quarter",
            "week",
            "datum",
            "stand",
            "stichtag",
            "tag",
            "jahr",
            "monat",
            "zeitraum",
            "wann",
            "jour",
            "année",
            "mois",
            "période",
            "quand",
        ],
    ),
    (Field::From, &["start", "start date", "beginn", "début"]),
    (Field::To, &["end", "end date", "ende", "fin"]),
    (
        Field::Said,
        &[
            "date of claim",
            "claim date",
            "date claimed",
            "date said",
            "said on",
            "when said",
            "when was it said",
            "date of statement",
            "statement date",
            "stated on",
            "date stated",
            "date reported",
            "reported on",
            "report date",
            "date of report",
            "gesagt am",
            "datum der aussage",
            "date de la déclaration",
            "date de déclaration",
        ],
    ),
    (
        Field::Source,
        &[
            "by",
            "origin",
            "according to",
            "reported by",
            "said by",
            "who said",
            "agency",
            "who said it",
            "who says it",
            "who claimed it",
            "speaker",
            "claimed by",
            "claimant",
            "stated by",
            "made by",
            "attributed to",
            "attribution",
            "spokesperson",
            "politician",
            "organisation",
            "organization",
            "institution",
            "authority",
            "data source",
            "quelle",
            "laut",
            "wer",
            "wer sagt es",
            "sprecher",
            "behörde",
            "qui",
            "selon",
            "auteur",
            "organisme",
            "d'après",
        ],
    ),
    (
        Field::Via,
        &[
            "outlet",
            "publisher",
            "newspaper",
            "passed on by",
            "medium",
            "media",
            "zeitung",
            "média",
            "journal",
        ],
    ),
    (
        Field::Published,
        &[
            "date published",
            "publication date",
            "published on",
            "veröffentlicht",
            "veröffentlicht am",
            "publié le",
            "date de publication",
        ],
    ),
    (Field::Url, &["link", "source url", "source link", "address", "web address", "website", "lien"]),
    (
        Field::Note,
        &[
            "notes",
            "remark",
            "remarks",
            "comment",
            "comments",
            "email address",
            "timestamp",
            "description",
            "context",
            "explanation",
            "bemerkung",
            "bemerkungen",
            "anmerkung",
            "anmerkungen",
            "kommentar",
            "commentaire",
            "remarque",
            "remarques",
        ],
    ),
    (Field::Id, &["label", "ref"]),
];

/// Words in headings of what a desk thinks or does about a claim: never what the claim says, whatever else the heading
/// says.
const OF_THE_DESK: [&str; 38] = [
    "verdict",
    "rating",
    "rated",
    "status",
    "checked",
    "checker",
    "reviewed",
    "reviewer",
    "assigned",
    "assignee",
    "priority",
    "conclusion",
    "assessment",
    "ruling",
    "email",
    "todo",
    "verified",
    "verification",
    "confidence",
    "credibility",
    "tags",
    "rebuttal",
    "correction",
    "notes",
    "bewertung",
    "urteil",
    "einschätzung",
    "geprüft",
    "prüfer",
    "bearbeiter",
    "ergebnis",
    "verdikt",
    "évaluation",
    "statut",
    "vérifié",
    "vérification",
    "avis",
    "jugement",
];

/// The field that a heading probably means: by a usual synonym, as a typing slip, or by some of its words.
#[must_use]
pub fn probable(heading: &str) -> Option<Field> {
    let name = plain(heading);
    let names = Field::ALL.into_iter().map(Field::name);
    if let Some(field) = named(&name) {
        return Some(field);
    }
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    if words.iter().any(|word| OF_THE_DESK.contains(word)) {
        return Some(Field::Note);
    }
    // First a known heading but for its punctuation, then one with a typing slip, then the longest
    // among its words.
    let bare = words.join(" ");
    let within = || {
        let longest = (1..words.len()).rev();
        longest.flat_map(|count| words.windows(count)).find_map(|some| named(&some.join(" ")))
    };
    // Short words are near to others that mean something else: `Tote` (dead) is no `note`.
    let slip =
        || crate::syntax::nearest(&name, names).and_then(Field::of).filter(|_| name.chars().count() > 4);
    named(&bare).or_else(slip).or_else(within)
}

/// Whether a heading asks who spoke, rather than where a figure was found.
#[must_use]
pub fn is_speaker(heading: &str) -> bool {
    const SPEAKS: [&str; 12] = [
        "who",
        "speaker",
        "claimed",
        "claimant",
        "spokesperson",
        "politician",
        "stated",
        "said",
        "wer",
        "sprecher",
        "qui",
        "auteur",
    ];
    let name = plain(heading);
    probable(heading) == Some(Field::Source)
        && name.split(|c: char| !c.is_alphanumeric()).any(|word| SPEAKS.contains(&word))
}

/// The field of a name, or of a usual synonym of it.
fn named(name: &str) -> Option<Field> {
    let usual = || SYNONYMS.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field);
    Field::of(name).or_else(usual)
}

#[cfg(test)]
mod tests {
    use super::{Field, is_speaker, probable};

    #[test]
    fn headings_are_guessed() {
        for (heading, field) in [
            ("As of", Some(Field::Date)),
            ("Sorce", Some(Field::Source)),
            ("Date (local)", Some(Field::Date)),
            ("Reported_by", Some(Field::Source)),
            ("Death toll", None),
            ("Who said it?", Some(Field::Source)),
            ("Name of speaker", Some(Field::Source)),
            ("Claimed by", Some(Field::Source)),
            ("Our verdict", Some(Field::Note)),
            ("Status of claim", Some(Field::Note)),
            ("Checked by", Some(Field::Note)),
            ("What was claimed?", Some(Field::Measure)),
            ("Date of claim", Some(Field::Said)),
            ("Reference period", Some(Field::Date)),
            ("Email address", Some(Field::Note)),
            ("Link to source", Some(Field::Url)),
            ("Date de publication", Some(Field::Published)),
            ("Quelle", Some(Field::Source)),
        ] {
            assert_eq!(probable(heading), field, "{heading}");
        }
        assert!(is_speaker("Who said it") && !is_speaker("Source") && !is_speaker("Who checked it"));
    }
}
