//! Which part of a page is the article. In: its blocks and what the page says of itself. Out: a range of blocks, and which of
//! the page's parts are none of it. Never: a rule for one site.
//!
//! Every container's worth is the letters of its sentences less a price for each label and link in it; the dearest one is the
//! article, or the innermost in it that holds nearly all of its sentences. What names, tags or the shape of a card mark as
//! something beside an article counts for nothing, unless the headline or most of the page's sentences stand in it.

use super::blocks::{Block, Blocks, Container, Kind};

/// A line with at least so many letters may be a sentence; a shorter one is a label more often.
pub(super) const SENTENCE_LETTERS_MIN: usize = 25;
/// A line of which more than this share stands in links is a list of links.
pub(super) const LINKED_MAX: f64 = 0.5;
/// How much more a container counts that is named as an article's words, or is an article's element.
const BODY_FACTOR: f64 = 1.2;
const ARTICLE_FACTOR: f64 = 1.05;
/// What a line takes off the container that holds it when it is no sentence, in letters: at least, and at most for its links.
const LABEL_COST: usize = 30;
const LINKS_COST_MAX: usize = 100;
/// What a sentence that is no paragraph (of a list, a table, a bare box) is worth against one that is.
const BARE_WORTH: f64 = 0.7;
/// The innermost container that holds this share of the chosen one's sentences is the article: .70 to .90 were tried on half of
/// the publishers of a set of news pages; below, leads are lost, above, boxes at the end come in.
const INNERMOST_SHARE: f64 = 0.75;
/// A container is looked into, whatever it is named, when it holds this share of the page's sentences.
const MOST_SHARE: f64 = 0.5;
/// A container that is named as an article's words is believed with so many letters of sentences.
const BODY_LETTERS_MIN: usize = 400;
/// A linked heading with sentences around it up to so many letters, in up to so many lines, announces another article.
const CARD_LETTERS_MAX: usize = 600;
const CARD_LINES_MAX: usize = 10;
/// How many containers above a linked heading may be the card, and how many above a teaser may hold the headline.
const CARD_LEVELS: usize = 4;
/// A heading that is a link is one from so many letters on.
const CARD_HEADING_LETTERS_MIN: usize = 15;

/// What is known of a page before its lines are looked at.
pub(super) struct Known {
    /// What the page calls the article, in letters only.
    pub(super) titles: Vec<String>,
    /// What the page says that it is about, in letters only.
    pub(super) description: String,
}

impl Known {
    pub(super) fn new<'a>(titles: impl Iterator<Item = &'a str>, description: &str) -> Self {
        let titles = titles.map(bare).filter(|title| !title.is_empty()).collect();
        Self { titles, description: bare(description) }
    }

    pub(super) fn is_title(&self, text: &str) -> bool {
        let text = bare(text);
        self.titles.contains(&text)
    }
}

/// A part of a page: the blocks of the article, in the wider range in which its summary may stand.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Where the wider range begins.
    pub(super) wide_from: usize,
    /// The block of the headline.
    pub(super) headline: Option<usize>,
    /// For each block whether it is none of the article.
    out: Vec<bool>,
}

impl Choice {
    /// The article's part; `anywhere` looks into what is named as foreign, too.
    pub(super) fn of(page: &Blocks, known: &Known, anywhere: bool) -> Self {
        let headline = headline(page, known);
        let sums = Sums::of(page, &out(page, headline, anywhere));
        let top = sums.dearest(page);
        let inner = sums.innermost(page, top);
        let range = |at: usize| page.containers.get(at).map_or((0, 0), |one| (one.from, one.to));
        let (from, to) = range(inner);
        Self { from, to, wide_from: range(top).0, headline, out: sums.out }
    }

    /// Whether a block is none of the article wherever it stands.
    pub(super) fn is_out(&self, block: usize) -> bool {
        self.out.get(block).copied().unwrap_or(true)
    }
}

/// What the blocks up to each are worth.
struct Sums {
    out: Vec<bool>,
    worth: Vec<f64>,
    letters: Vec<usize>,
}

impl Sums {
    fn of(page: &Blocks, out: &[bool]) -> Self {
        let (mut worth, mut letters) = (vec![0.0], vec![0]);
        let (mut worth_sum, mut letters_sum) = (0.0, 0);
        for (block, out) in page.blocks.iter().zip(out) {
            if !out {
                worth_sum += block_worth(block);
                letters_sum += if is_sentence(block) { block.letters } else { 0 };
            }
            worth.push(worth_sum);
            letters.push(letters_sum);
        }
        Self { out: out.to_vec(), worth, letters }
    }

    fn worth(&self, one: &Container) -> f64 {
        let sum = |at: usize| self.worth.get(at).copied().unwrap_or_default();
        let factor = match one {
            _ if one.hint.body => BODY_FACTOR,
            Container { article: true, .. } => ARTICLE_FACTOR,
            _ => 1.0,
        };
        (sum(one.to) - sum(one.from)) * factor
    }

    fn letters(&self, one: &Container) -> usize {
        let sum = |at: usize| self.letters.get(at).copied().unwrap_or_default();
        sum(one.to) - sum(one.from)
    }

    /// The container that is worth most; of equals the innermost.
    fn dearest(&self, page: &Blocks) -> usize {
        let worths = page.containers.iter().enumerate().filter(|(_, one)| one.from < one.to);
        let worths = worths.map(|(at, one)| (at, self.worth(one)));
        worths.max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(at, _)| at)
    }

    fn innermost(&self, page: &Blocks, top: usize) -> usize {
        let Some(outer) = page.containers.get(top) else { return top };
        let wanted = self.letters(outer) as f64 * INNERMOST_SHARE;
        let inside = page
            .containers
            .iter()
            .enumerate()
            .skip(top)
            .filter(|(_, one)| outer.from <= one.from && one.to <= outer.to);
        inside.rev().find(|(_, one)| self.letters(one) as f64 >= wanted).map_or(top, |(at, _)| at)
    }
}

/// The block of the headline: a heading that says what the page is called, else the first of the highest headings.
fn headline(page: &Blocks, known: &Known) -> Option<usize> {
    let first = |kind: Kind, titled: bool| {
        page.blocks.iter().position(|block| block.kind == kind && (!titled || known.is_title(&block.text)))
    };
    first(Kind::Headline, true).or_else(|| first(Kind::Heading, true)).or_else(|| first(Kind::Headline, false))
}

/// For each block whether it is none of the article, as far as names and shapes tell.
fn out(page: &Blocks, headline: Option<usize>, anywhere: bool) -> Vec<bool> {
    let letters = Sums::of(page, &vec![false; page.blocks.len()]);
    let excused = excused(page, &letters, headline, anywhere);
    let second = |one: &Container| headline.is_some_and(|headline| is_second(page, &letters, one, headline));
    let near_headline = |at: usize| {
        headline.is_some_and(|headline| page.around(at).take(CARD_LEVELS).any(|(_, one)| one.holds(headline)))
    };
    let mut dropped: Vec<bool> = Vec::with_capacity(page.containers.len());
    for (at, one) in page.containers.iter().enumerate() {
        let above = at > 0 && dropped.get(one.parent) == Some(&true);
        let here = (one.hint.beside || (one.hint.teaser && !near_headline(at))) && excused.get(at) != Some(&true);
        dropped.push(above || here || second(one));
    }
    let cards = cards(page, headline);
    let is_out = |(block, card): (&Block, bool)| card || dropped.get(block.container) == Some(&true);
    page.blocks.iter().zip(cards).map(is_out).collect()
}

/// Whether an element is another article that follows this one on the same page, under a headline of its own.
fn is_second(page: &Blocks, letters: &Sums, one: &Container, headline: usize) -> bool {
    if !one.article || one.holds(headline) || letters.letters(one) == 0 {
        return false;
    }
    let is_headline = |block: &Block| block.kind == Kind::Headline;
    if !page.blocks.get(one.from..one.to).unwrap_or_default().iter().any(is_headline) {
        return false;
    }
    let first =
        page.blocks.get(headline).and_then(|block| page.around(block.container).find(|(_, around)| around.article));
    first.is_some_and(|(_, first)| {
        let inside = if first.holds(one.from) { letters.letters(one) } else { 0 };
        letters.letters(first) >= inside + BODY_LETTERS_MIN
    })
}

/// For each container whether it is looked into although it is named as beside the article.
fn excused(page: &Blocks, letters: &Sums, headline: Option<usize>, anywhere: bool) -> Vec<bool> {
    let most = letters.letters.last().copied().unwrap_or_default() as f64 * MOST_SHARE;
    let foreign = |at: usize| page.around(at).any(|(_, one)| one.hint.never || (one.hint.foreign && !anywhere));
    let mut excused = vec![false; page.containers.len()];
    let mut excuse = |container: usize| {
        for (at, _) in page.around(container) {
            // What is around an excused one is excused already.
            match excused.get_mut(at) {
                Some(one) if !*one => *one = true,
                _ => break,
            }
        }
    };
    if let Some(block) = headline.and_then(|at| page.blocks.get(at)) {
        excuse(block.container);
    }
    for (at, one) in page.containers.iter().enumerate() {
        let inside = letters.letters(one);
        let body = one.hint.body && inside >= BODY_LETTERS_MIN;
        if (body || (inside > 0 && inside as f64 >= most)) && !foreign(at) {
            excuse(at);
        }
    }
    excused
}

/// For each block whether it announces another article: a few lines around a heading that is a link.
fn cards(page: &Blocks, headline: Option<usize>) -> Vec<bool> {
    let mut cards = vec![false; page.blocks.len()];
    for (at, block) in page.blocks.iter().enumerate() {
        let linked = block.kind == Kind::Heading && share(block.linked, block.letters) > 0.8;
        if !linked || block.letters < CARD_HEADING_LETTERS_MIN || headline == Some(at) {
            continue;
        }
        for (_, one) in page.around(block.container).skip(1).take(CARD_LEVELS) {
            let inside = page.blocks.get(one.from..one.to).unwrap_or_default();
            if inside.len() > CARD_LINES_MAX || headline.is_some_and(|headline| one.holds(headline)) {
                break;
            }
            let letters: usize = inside.iter().filter(|block| is_sentence(block)).map(|block| block.letters).sum();
            if letters > CARD_LETTERS_MAX {
                break;
            }
            if letters > 0 {
                cards.get_mut(one.from..one.to).unwrap_or_default().fill(true);
                break;
            }
        }
    }
    cards
}

/// Whether a block may be a sentence of an article.
fn is_sentence(block: &Block) -> bool {
    let heading = matches!(block.kind, Kind::Heading | Kind::Headline);
    !heading && block.letters >= SENTENCE_LETTERS_MIN && share(block.linked, block.letters) <= LINKED_MAX
}

/// What a block adds to the worth of what holds it, in letters.
fn block_worth(block: &Block) -> f64 {
    if is_sentence(block) {
        let worth = if block.kind == Kind::Paragraph { 1.0 } else { BARE_WORTH };
        return block.letters as f64 * (worth - share(block.linked, block.letters));
    }
    match block.kind {
        Kind::Heading | Kind::Headline if block.linked == 0 => 0.0,
        _ => -(LABEL_COST.max(block.linked.min(LINKS_COST_MAX)) as f64),
    }
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// A text's letters and digits in lower case, to compare two texts by.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
