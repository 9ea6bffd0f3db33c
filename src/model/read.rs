//! Every text of a run to one model: definitions first, then claims in parallel, then what speaks of other statements.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::finding::{Problem, ProblemKind};
use crate::intake::{self, Form, Sheet, Stretch};
use crate::model::amend::{self, Amendment, Change, Known};
use crate::model::as_of;
use crate::model::claim::Claim;
use crate::model::include;
use crate::model::label::{Found, Labels};
use crate::model::law::{self, Law};
use crate::model::law_check;
use crate::model::lower::{Frame, Lowering, declared, split_at};
use crate::model::own::{self, Accept, Allow, Expect};
use crate::model::register::{Registers, Shared, SourceId};
use crate::model::rows::{self, Tally};
use crate::model::series_break::{self, Break};
use crate::model::settle;
use crate::model::trouble::{At, Troubles};
use crate::model::vocabulary::{Pending, Vocabulary};
use crate::model::window::Day;
use crate::progress::Progress;
use crate::settings::{self, Settings, Table};
use crate::source::{FileId, Include, Place, Source, Sources, Span};
use crate::syntax::tree::{Body, Statement};
use crate::syntax::{self, Chunk, StatementKind};

/// What everybody may use without defining it, in the language itself.
const PRELUDE: &str = include_str!("prelude.claims");

/// How much text a thread takes at a time, in bytes.
const BLOCK: usize = 1 << 18;

/// Everything a run says, settled.
#[derive(Debug)]
pub struct Model {
    /// What is defined.
    pub vocabulary: Vocabulary,
    /// The names behind the numbers.
    pub registers: Registers,
    /// Every claim, by place and part.
    pub claims: Vec<Claim>,
    /// What could not be read, by place.
    pub problems: Vec<Problem>,
    /// Which label reaches where.
    pub labels: Labels,
    /// The laws.
    pub laws: Vec<Law>,
    /// Where series may step.
    pub breaks: Vec<Break>,
    /// Who retracted or corrected something.
    pub amenders: Vec<SourceId>,
    /// What they did, by place.
    pub amendments: Vec<Amendment>,
    /// Known conflicts.
    pub accepts: Vec<Accept>,
    /// The corpus's own tests.
    pub expects: Vec<Expect>,
    /// Comments that silence.
    pub allows: Vec<Allow>,
    /// How many statements there are, a table's rows among them.
    pub statements: usize,
    /// The statements that could not be read, by place.
    pub unread: Vec<Place>,
    /// What became of the rows of tables.
    pub tally: Tally,
    /// What the settings say that does not go with the claims.
    pub unsettled: Vec<settings::Trouble>,
}

impl Model {
    /// The byte of the ` of ` before which a bare head ends as a measure; none where it is a whole name.
    #[must_use]
    pub fn split(&self, head: &str) -> Option<usize> {
        split_at(head, |left| declared(&self.vocabulary, &self.registers, left).is_some())
    }
}

/// What texts are read with.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// What became of the `include` statements, which whoever loaded the texts followed.
    pub includes: &'a [Include],
    /// The names of the texts that every text is read with, as if it included them.
    pub vocabulary: &'a [String],
    /// What was published after this day does not exist yet.
    pub as_of: Option<Day>,
    /// What the corpus has settled.
    pub settings: &'a Settings,
    /// The path of each text from the settings' folder, by the text's name; its name where it has none here.
    pub paths: &'a BTreeMap<String, String>,
    /// Where it is said how far the reading has come.
    pub progress: &'a Progress,
}

impl<'a> Given<'a> {
    /// How the table of this name is to be read, where the settings say so.
    fn table(&self, name: &str) -> Option<&'a Table> {
        self.settings.table(self.paths.get(name).map_or(name, String::as_str))
    }
}

/// Statements of one file that belong together: those of a stretch of text, under the article in force at its start.
struct Block<'s> {
    file: FileId,
    whole: &'s str,
    text: &'s str,
    /// How far in column one is.
    margin: usize,
    /// The table and its rows, where they are rows.
    rows: Option<(&'s Sheet<'s>, Stretch)>,
    /// The articles of the file that begin in this block or before it, by where they begin.
    first_article: usize,
}

impl Block<'_> {
    /// How many bytes there are to read.
    fn bytes(&self) -> u64 {
        self.rows.map_or(self.text.len(), |(_, stretch)| stretch.end - stretch.start) as u64
    }
}

/// A statement that is neither claim, event nor quote.
pub(super) struct Special<'s> {
    pub(super) at: At<'s>,
    pub(super) statement: Statement<'s>,
    /// The number of the article it stands under, counted from 1 in its file; 0 for none.
    pub(super) article: usize,
}

/// Where an article begins or ends, and what it gives.
struct ArticleAt {
    start: u32,
    frame: Option<Frame>,
}

/// What one file's first pass finds.
struct Outline<'s> {
    blocks: Vec<Block<'s>>,
    specials: Vec<Special<'s>>,
    /// For each article or `end article`, where it begins and its number among the specials; none for an end.
    articles: Vec<(u32, Option<usize>)>,
    troubles: Troubles,
    broken: Vec<&'s str>,
    unread: Vec<Place>,
    statements: usize,
    allows: Vec<Allow>,
}

/// What a block's claims are.
#[derive(Default)]
pub(super) struct Lowered<'s> {
    pub(super) claims: Vec<Claim>,
    pub(super) troubles: Troubles,
    pub(super) allows: Vec<Allow>,
    pub(super) broken: Vec<(FileId, String)>,
    pub(super) unread: Vec<Place>,
    /// The rows that speak of other statements.
    pub(super) specials: Vec<Special<'s>>,
    /// The keys of rows that are no field, each where it stands first.
    pub(super) keys: Vec<(FileId, &'s str)>,
    pub(super) tally: Tally,
}

/// Reads every text.
#[must_use]
pub fn read(sources: &Sources, given: &Given<'_>) -> Model {
    let as_of = given.as_of;
    let mut troubles = Troubles::default();
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let sheets: Vec<Option<Sheet<'_>>> =
        files.par_iter().map(|(_, source)| Sheet::open(source, given.table(source.name()))).collect();
    let mut outlines: Vec<Outline<'_>> =
        files.par_iter().zip(&sheets).map(|((file, source), sheet)| outline(*file, source, sheet)).collect();
    let (mut allows, mut unread) = (Vec::new(), Vec::new());
    for outline in &mut outlines {
        unread.append(&mut outline.unread);
        troubles.problems.append(&mut outline.troubles.problems);
        allows.append(&mut outline.allows);
    }
    let includes =
        include::resolve(sources, given.includes, given.vocabulary, inclusions(&outlines), &mut troubles);

    let prelude = prelude();
    let mut registers = Registers::new();
    let pending = definitions(&outlines, prelude);
    let (vocabulary, unsettled) = Vocabulary::build(&pending, given.settings, &mut registers, &mut troubles);
    drop(pending);
    let fixed = settle::Fixed::of(&registers);
    let shared = Shared::new(registers);

    let articles: Vec<Vec<ArticleAt>> =
        outlines.iter().map(|outline| frames(outline, &vocabulary, &shared, &mut troubles)).collect();
    let blocks: Vec<&Block<'_>> = outlines.iter().flat_map(|outline| &outline.blocks).collect();
    given.progress.expect(blocks.iter().map(|block| block.bytes()).sum());
    let lowered: Vec<Lowered<'_>> = blocks
        .par_iter()
        .map_init(
            || Lowering::new(&vocabulary, &shared, At::of(FileId(0), "", "")),
            |lowering, block| {
                let lowered = match block.rows {
                    None => lower(lowering, block, &articles[block.file.0 as usize]),
                    Some((sheet, stretch)) => rows::lower(lowering, block.file, sheet, stretch),
                };
                given.progress.add(block.bytes(), lowered.claims.len() as u64);
                lowered
            },
        )
        .collect();

    let mut claims = Vec::with_capacity(lowered.iter().map(|block| block.claims.len()).sum());
    let mut broken: Vec<(FileId, String)> = Vec::new();
    let (mut tally, mut row_specials, mut keys) = (Tally::default(), Vec::new(), Vec::new());
    for block in lowered {
        claims.extend(block.claims);
        troubles.problems.extend(block.troubles.problems);
        allows.extend(block.allows);
        broken.extend(block.broken);
        unread.extend(block.unread);
        tally.add(block.tally);
        row_specials.extend(block.specials);
        keys.extend(block.keys);
    }
    rows::unknown_keys(keys, &sheets, &mut troubles);
    for (outline, (file, _)) in outlines.iter().zip(&files) {
        broken.extend(outline.broken.iter().map(|&label| (*file, label.to_owned())));
    }

    let specials = || outlines.iter().flat_map(|outline| &outline.specials).chain(&row_specials);
    let labels = labels(specials(), &claims, &sheets, &shared, broken, includes, &mut troubles);
    claims.sort_by_key(|claim| (claim.place, claim.part));
    let amended =
        specials().any(|special| matches!(special.statement.body, Body::Retract(_) | Body::Correct(_)));
    let mut gathered = Gathered { known: Known::new(claims, amended), labels, as_of, ..Gathered::default() };
    let mut amendments = Vec::new();
    for special in specials() {
        let articles = &articles[special.at.file.0 as usize];
        let frame = special.article.checked_sub(1).and_then(|number| articles[number].frame.as_ref());
        let mut lowering = Lowering::new(&vocabulary, &shared, special.at);
        match Change::of(&special.statement) {
            Some(change) => amendments.push((special.at, change, frame)),
            None => gathered.follow(special, frame, &mut lowering),
        }
        troubles.problems.append(&mut lowering.troubles.problems);
    }
    // What corrects a correction waits for it, wherever either stands.
    while !amendments.is_empty() {
        let waiting = amendments.len();
        let stuck = |gathered: &Gathered, (at, change, _): &(At<'_>, Change<'_, '_>, Option<&Frame>)| {
            let mut lowering = Lowering::new(&vocabulary, &shared, *at);
            gathered.awaits(change, &mut lowering)
        };
        let ready = amendments.iter().any(|amendment| !stuck(&gathered, amendment));
        let mut later = Vec::new();
        for amendment in amendments {
            if ready && stuck(&gathered, &amendment) {
                later.push(amendment);
                continue;
            }
            let (at, change, frame) = amendment;
            let mut lowering = Lowering::new(&vocabulary, &shared, at);
            gathered.amend(&change, frame, &mut lowering);
            troubles.problems.append(&mut lowering.troubles.problems);
        }
        amendments = later;
        debug_assert!(amendments.len() < waiting, "each round settles one at least");
    }
    let claims = gathered.known.into_claims();
    gathered.amendments.sort_by_key(|amendment| amendment.place);
    {
        let registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (laws, breaks) = (&mut gathered.laws, &gathered.breaks);
        law_check::check(laws, breaks, &claims, &vocabulary, &registers, &mut troubles.problems);
    }
    own::details(&claims, &gathered.labels, sources, &shared, &mut troubles);
    troubles.problems.sort_by_key(|problem| (problem.at, problem.kind));
    allows.sort_by_key(|allow| allow.comment);
    unread.sort_unstable();
    let mut model = Model {
        vocabulary,
        registers: shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner),
        claims,
        problems: troubles.problems,
        labels: gathered.labels,
        laws: gathered.laws,
        breaks: gathered.breaks,
        amenders: gathered.amenders,
        amendments: gathered.amendments,
        accepts: gathered.accepts,
        expects: gathered.expects,
        allows,
        statements: outlines.iter().map(|outline| outline.statements).sum::<usize>() + tally.rows,
        tally,
        unread,
        unsettled,
    };
    settle::settle(&mut model, fixed);
    if let Some(day) = as_of {
        as_of::hold_back(&mut model, day);
    }
    model
}

/// What the statements that speak of others add to.
#[derive(Default)]
struct Gathered {
    known: Known,
    amenders: Vec<SourceId>,
    amendments: Vec<Amendment>,
    labels: Labels,
    laws: Vec<Law>,
    breaks: Vec<Break>,
    accepts: Vec<Accept>,
    expects: Vec<Expect>,
    as_of: Option<Day>,
}

/// Cuts a file into blocks and reads its statements that are neither claims, events nor quotes.
fn outline<'s>(file: FileId, source: &'s Source, sheet: &'s Option<Sheet<'s>>) -> Outline<'s> {
    let whole = source.text();
    let mut outline = Outline {
        blocks: Vec::new(),
        specials: Vec::new(),
        articles: Vec::new(),
        troubles: Troubles::default(),
        broken: Vec::new(),
        unread: Vec::new(),
        statements: 0,
        allows: Vec::new(),
    };
    if let Some(sheet) = sheet {
        let at = At { sheet: Some(sheet), ..At::of(file, whole, whole) };
        for trouble in sheet.troubles() {
            outline.troubles.syntax(at, trouble.clone());
        }
        outline.blocks.extend(sheet.stretches().iter().map(|&stretch| Block {
            file,
            whole,
            text: "",
            margin: 0,
            rows: Some((sheet, stretch)),
            first_article: 0,
        }));
    } else if Form::of(source.name()) == Some(Form::Markdown) {
        for fence in intake::fences(whole) {
            let start = fence.text.as_ptr() as usize - whole.as_ptr() as usize;
            let chunks = syntax::split_within(fence.text, fence.margin);
            outline.part(At::of(file, whole, whole), start, fence.margin, chunks);
        }
    } else {
        outline.part(At::of(file, whole, whole), 0, 0, syntax::split(whole));
    }
    outline
}

impl<'s> Outline<'s> {
    /// Takes up the statements of a stretch of the file that begins at `start`.
    fn part(
        &mut self,
        file: At<'s>,
        mut start: usize,
        margin: usize,
        chunks: impl Iterator<Item = Chunk<'s>>,
    ) {
        let At { file, whole, .. } = file;
        let (mut end, mut first_article) = (start, self.articles.len());
        for chunk in chunks {
            self.statements += 1;
            let offset = chunk.text.as_ptr() as usize - whole.as_ptr() as usize;
            if end - start > BLOCK {
                self.blocks.push(Block {
                    file,
                    whole,
                    text: &whole[start..end],
                    margin,
                    rows: None,
                    first_article,
                });
                start = end;
                first_article = self.articles.len();
            }
            end = offset + chunk.text.len();
            if is_claim(chunk.text) {
                continue;
            }
            let at = At::of(file, whole, chunk.text);
            let Some(statement) = parse(at, chunk, &mut self.troubles) else {
                self.broken.extend(label_of(chunk.text));
                self.unread.push(at.statement());
                continue;
            };
            self.allows.extend(own::allows(&statement, at));
            match statement.body {
                Body::Article(_) => self.articles.push((offset as u32, Some(self.specials.len()))),
                Body::EndArticle => self.articles.push((offset as u32, None)),
                _ => {}
            }
            let article = self.articles.len();
            self.specials.push(Special { at: At { text: statement.text, ..at }, statement, article });
        }
        self.blocks.push(Block { file, whole, text: &whole[start..end], margin, rows: None, first_article });
    }
}

/// Whether a statement makes claims by itself.
fn is_claim(text: &str) -> bool {
    matches!(syntax::kind_of(text), StatementKind::Claim | StatementKind::Event | StatementKind::Quote)
}

fn parse<'s>(at: At<'s>, chunk: Chunk<'s>, troubles: &mut Troubles) -> Option<Statement<'s>> {
    let (statement, found) = syntax::statement(chunk);
    for trouble in found {
        troubles.syntax(at, trouble);
    }
    statement
}

/// The label of a statement that could not be read, so that those who name it are not told it is missing.
fn label_of(text: &str) -> Option<&str> {
    text.strip_prefix('@')?.split_whitespace().next()
}

fn prelude() -> Vec<(At<'static>, Statement<'static>)> {
    let statements = syntax::split(PRELUDE).filter_map(|chunk| {
        let at = At::of(FileId(u32::MAX), PRELUDE, chunk.text);
        syntax::statement(chunk).0.map(|statement| (at, statement))
    });
    statements.collect()
}

fn definitions<'s>(outlines: &[Outline<'s>], prelude: Vec<(At<'s>, Statement<'s>)>) -> Vec<Pending<'s>> {
    let mut pending = Vec::new();
    for special in outlines.iter().flat_map(|outline| &outline.specials) {
        if let Body::Define(definition) = &special.statement.body {
            pending.push(Pending { definition: definition.clone(), at: special.at, builtin: false });
        }
    }
    for (at, statement) in prelude {
        if let Body::Define(definition) = statement.body {
            pending.push(Pending { definition, at, builtin: true });
        }
    }
    pending
}

fn inclusions<'o, 's>(
    outlines: &'o [Outline<'s>],
) -> impl Iterator<Item = (At<'s>, syntax::tree::Name<'s>)> + 'o {
    outlines.iter().flat_map(|outline| &outline.specials).filter_map(|special| {
        match &special.statement.body {
            Body::Include(path) => Some((special.at, *path)),
            _ => None,
        }
    })
}

fn frames(
    outline: &Outline<'_>,
    vocabulary: &Vocabulary,
    shared: &Shared,
    troubles: &mut Troubles,
) -> Vec<ArticleAt> {
    let frames = outline.articles.iter().map(|&(start, special)| {
        let frame = special.and_then(|number| {
            let special = &outline.specials[number];
            let Body::Article(article) = &special.statement.body else { return None };
            let mut lowering = Lowering::new(vocabulary, shared, special.at);
            let frame = lowering.frame(&special.statement, &article.qualifiers);
            troubles.problems.append(&mut lowering.troubles.problems);
            Some(frame)
        });
        ArticleAt { start, frame }
    });
    frames.collect()
}

/// The claims of a block. What the thread has looked up in blocks before, which stand before this one, it still knows.
fn lower<'s>(lowering: &mut Lowering<'_, 's>, block: &Block<'s>, articles: &[ArticleAt]) -> Lowered<'s> {
    let (mut allows, mut broken, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    let mut article = block.first_article;
    // The first block of a file may open with a byte order mark.
    let text = block.text.strip_prefix('\u{FEFF}').unwrap_or(block.text);
    for chunk in syntax::split_within(text, block.margin).filter(|chunk| is_claim(chunk.text)) {
        let at = At::of(block.file, block.whole, chunk.text);
        let start = at.statement().span.start;
        while articles.get(article).is_some_and(|article| article.start < start) {
            article += 1;
        }
        let frame = article.checked_sub(1).and_then(|number| articles[number].frame.as_ref());
        lowering.at = at;
        match parse(at, chunk, &mut lowering.troubles) {
            Some(statement) => {
                lowering.at.text = statement.text;
                allows.extend(own::allows(&statement, lowering.at));
                lowering.statement(&statement, frame);
            }
            None => {
                broken.extend(label_of(chunk.text).map(|label| (block.file, label.to_owned())));
                unread.push(at.statement());
            }
        }
    }
    Lowered {
        claims: std::mem::take(&mut lowering.claims),
        troubles: std::mem::take(&mut lowering.troubles),
        allows,
        broken,
        unread,
        ..Lowered::default()
    }
}

fn labels<'o, 's: 'o>(
    specials: impl Iterator<Item = &'o Special<'s>>,
    claims: &[Claim],
    sheets: &[Option<Sheet<'_>>],
    shared: &Shared,
    broken: Vec<(FileId, String)>,
    includes: Vec<Vec<FileId>>,
    troubles: &mut Troubles,
) -> Labels {
    let mut registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut labels = Labels::new(includes);
    let mut given: Vec<(Place, crate::model::register::LabelId)> = claims
        .iter()
        .filter(|claim| claim.part <= 1)
        .filter_map(|claim| Some((claim.place, claim.label?)))
        .collect();
    for special in specials {
        if let Some(label) = special.statement.label {
            let id = registers.labels.intern(label, label, None);
            given.push((special.at.statement(), crate::model::register::LabelId(id)));
        }
    }
    given.sort();
    for (place, label) in given {
        if let Some(first) = labels.give(label, place) {
            let name = &registers.labels.get(label.0).display;
            let cell = sheets[place.file.0 as usize].as_ref().and_then(|sheet| sheet.label(place.span));
            let written = Span { end: place.span.start + name.len() as u32 + 1, ..place.span };
            troubles.problems.push(Problem {
                kind: ProblemKind::DuplicateLabel,
                at: Place { span: cell.unwrap_or(written), ..place },
                label: "the second one".to_owned(),
                others: vec![(first, "the first one".to_owned())],
                message: format!("two statements have the label `@{name}`"),
                help: vec!["give one of the two statements another label".to_owned()],
            });
        }
    }
    for (file, label) in broken {
        let id = registers.labels.intern(&label, &label, None);
        labels.lost(crate::model::register::LabelId(id), file);
    }
    labels
}

impl Gathered {
    /// Takes up a statement that speaks of others.
    fn follow<'s>(&mut self, special: &Special<'s>, frame: Option<&Frame>, lowering: &mut Lowering<'_, 's>) {
        match &special.statement.body {
            Body::Break(step) => self.breaks.extend(series_break::series_break(step, lowering, frame)),
            Body::Accept(accept) => self.accepts.push(own::accept(accept, &self.labels, frame, lowering)),
            Body::Expect(expect) => self.expects.push(own::expect(expect, &self.labels, lowering)),
            Body::Law(written) => self.laws.push(law::law(written, &self.labels, lowering)),
            _ => {}
        }
    }

    /// Whether what a change takes back is itself a correction that has not been taken up yet.
    fn awaits<'s>(&self, change: &Change<'_, 's>, lowering: &mut Lowering<'_, 's>) -> bool {
        let label = lowering.label(change.target);
        match self.labels.find(lowering.at.file, label) {
            Found::Statement(place) => self.known.made_at(place).is_empty(),
            Found::Unread | Found::Nothing => false,
        }
    }

    /// Takes up a retraction or correction, unless it was made after the day as of which the corpus is seen.
    fn amend<'s>(&mut self, change: &Change<'_, 's>, frame: Option<&Frame>, lowering: &mut Lowering<'_, 's>) {
        if let Some(day) = self.as_of {
            let when = lowering.particulars(change.qualifiers, None, frame).when();
            // What could not be read in it is told when it is taken up.
            lowering.troubles.problems.clear();
            if when.is_some_and(|when| when.from > day) {
                return;
            }
        }
        let (by, amendment) = amend::amend(&mut self.known, &self.labels, lowering, frame, change);
        self.amenders.extend(by);
        self.amendments.extend(amendment);
    }
}
