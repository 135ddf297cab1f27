//! Which lines of the article's part are the article. In: the blocks and the choice among them. Out: its paragraphs, headings and
//! summary, in the page's order. Never: the headline; a line twice; a picture's owner.

use super::blocks::{Block, Blocks, Kind};
use super::choice::{Choice, Known, LINKED_MAX, SENTENCE_LETTERS_MIN, bare, share};
use std::collections::BTreeSet;

/// Fewest letters of a line that does not end as a sentence does: of a paragraph, of an item of a list, of a bare box.
const PARAGRAPH_LETTERS_MIN: usize = 8;
const ITEM_LETTERS_MIN: usize = 60;
const BARE_LETTERS_MIN: usize = 40;
/// Fewest letters of a bare box that does, and of a cell of a table.
const BARE_SENTENCE_LETTERS_MIN: usize = 10;
const CELL_LETTERS_MIN: usize = 80;
/// A paragraph with more letters than this is kept however many of them are links.
const LINK_LIST_LETTERS_MAX: usize = 200;
/// A sentence is kept up to this share of links.
const SENTENCE_LINKED_MAX: f64 = 0.8;
/// A heading that ends as a sentence and is so long says something by itself, as in a list of headings.
const HEADING_LETTERS_MIN: usize = 30;
/// A summary has at least so many letters, few links, and no more than so many lines.
const STANDFIRST_LETTERS_MIN: usize = 30;
const STANDFIRST_LINKED_MAX: f64 = 0.3;
const STANDFIRST_LINES_MAX: usize = 3;
/// A lead outside of the article's innermost part has at least so many letters.
const LEAD_LETTERS_MIN: usize = 40;
/// How many of the description's letters a summary repeats.
const DESCRIPTION_LETTERS: usize = 60;
/// Notes at the end: most lines, and most letters of one that calls to action and of one that ends without a mark.
const NOTES_MAX: usize = 4;
const CALL_LETTERS_MAX: usize = 300;
const LABEL_LETTERS_MAX: usize = 100;
/// Longest line that says whose picture it is, in letters.
const CREDIT_LETTERS_MAX: usize = 300;
/// How such a line begins.
const CREDITS: &[&str] = &[
    "©",
    "(c)",
    "foto:",
    "fotos:",
    "photo:",
    "photos:",
    "image:",
    "bild:",
    "picture:",
    "credit:",
    "quelle:",
    "source:",
    "legende:",
    "photo by ",
    "photo credit",
    "imagen:",
    "fotoğraf:",
    "photograph:",
    "kuva:",
];
/// Where links lead in a line at the end of an article that asks its readers to follow or to write.
const CALLS: &[&str] = &[
    "facebook.com",
    "twitter.com",
    "//x.com",
    "instagram.com",
    "whatsapp.com",
    "//t.me",
    "telegram.me",
    "youtube.com",
    "tiktok.com",
    "linkedin.com",
    "threads.net",
    "bsky.app",
    "mailto:",
    "newsletter",
];
/// Marks at the end of a sentence, and what may close it behind them.
const ENDS: &[char] = &['.', '!', '?', '…', '。', '।', '؟', ':', '！', '？', '።', '။'];
const CLOSES: &[char] = &['"', '”', '“', '»', '«', '\'', '’', ')', '」', '』', '）', ' '];

/// The lines of an article.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) lines: Vec<String>,
    /// How many letters they have, counted as in a block.
    pub(super) letters: usize,
    /// Their blocks.
    pub(super) blocks: Vec<usize>,
}

impl Lines {
    /// The lines of the chosen part.
    pub(super) fn of(page: &Blocks, choice: &Choice, known: &Known) -> Self {
        let keeper = Keeper { page, choice, known };
        let from = choice.headline.filter(|at| (choice.from..choice.to).contains(at)).map_or(choice.from, |at| at + 1);
        let mut kept: Vec<usize> = (from..choice.to).filter(|at| keeper.keeps(*at)).collect();
        keeper.drop_loose_headings(&mut kept);
        keeper.drop_labels_before(&mut kept);
        keeper.drop_notes_behind(&mut kept);
        let mut all = keeper.standfirst(&kept);
        all.extend(kept);
        keeper.written(&all)
    }
}

struct Keeper<'a> {
    page: &'a Blocks,
    choice: &'a Choice,
    known: &'a Known,
}

impl Keeper<'_> {
    fn block(&self, at: usize) -> Option<&Block> {
        self.page.blocks.get(at)
    }

    fn is(&self, at: &usize, what: impl Fn(&Block) -> bool) -> bool {
        self.block(*at).is_some_and(what)
    }

    fn keeps(&self, at: usize) -> bool {
        let Some(block) = self.block(at) else { return false };
        if self.choice.is_out(at) || is_credit(&block.text) {
            return false;
        }
        let (linked, ends) = (share(block.linked, block.letters), ends_sentence(&block.text));
        let few_links = linked <= LINKED_MAX;
        let long = |least: usize, least_ended: usize| block.letters >= if ends { least_ended } else { least };
        match block.kind {
            Kind::Headline => false,
            Kind::Heading => few_links && !self.known.is_title(&block.text),
            Kind::Paragraph => {
                let links =
                    !few_links && block.letters < LINK_LIST_LETTERS_MAX && !(ends && linked < SENTENCE_LINKED_MAX);
                !links && long(PARAGRAPH_LETTERS_MIN, 1) && !self.known.is_title(&block.text)
            }
            Kind::Item => few_links && long(ITEM_LETTERS_MIN, 1),
            Kind::Cell => few_links && long(CELL_LETTERS_MIN, SENTENCE_LETTERS_MIN),
            Kind::Other => {
                few_links && long(BARE_LETTERS_MIN, BARE_SENTENCE_LETTERS_MIN) && !self.known.is_title(&block.text)
            }
        }
    }

    /// Leaves out headings that nothing follows.
    fn drop_loose_headings(&self, kept: &mut Vec<usize>) {
        let loose = |block: &Block| {
            block.kind == Kind::Heading && !(block.letters >= HEADING_LETTERS_MIN && ends_sentence(&block.text))
        };
        let mut followed = false;
        let mut keep: Vec<usize> = Vec::with_capacity(kept.len());
        for at in kept.iter().rev() {
            let heading = self.is(at, loose);
            if !heading || followed {
                keep.push(*at);
            }
            followed = !heading;
        }
        keep.reverse();
        *kept = keep;
    }

    /// Leaves out dates, names and labels before the first paragraph.
    fn drop_labels_before(&self, kept: &mut Vec<usize>) {
        let first = kept.iter().position(|at| self.is(at, |block| block.letters >= BARE_LETTERS_MIN)).unwrap_or(0);
        let sentence = |block: &Block| block.kind == Kind::Paragraph && ends_sentence(&block.text);
        let mut place = 0;
        kept.retain(|at| {
            place += 1;
            place > first || self.is(at, sentence)
        });
    }

    /// Leaves out notes behind the last paragraph: labels, calls to subscribe and follow, slanted lines about the author.
    fn drop_notes_behind(&self, kept: &mut Vec<usize>) {
        let sum = |of: fn(&Block) -> usize| kept.iter().filter_map(|at| self.block(*at)).map(of).sum::<usize>();
        // A letter or a diary that is slanted as a whole has no slanted notes.
        let all_slanted = sum(|block| block.slanted) * 2 > sum(|block| block.letters);
        for _ in 0..NOTES_MAX {
            let note = |at: &usize| {
                let label = |block: &Block| block.letters < LABEL_LETTERS_MAX && !ends_sentence(&block.text);
                let slanted = |block: &Block| !all_slanted && block.slanted * 10 >= block.letters * 9;
                self.is(at, |block| label(block) || slanted(block) || self.calls(*at, block))
            };
            if kept.len() < NOTES_MAX || !kept.last().is_some_and(note) {
                return;
            }
            kept.pop();
        }
    }

    /// Whether a block asks to subscribe, to follow or to write.
    fn calls(&self, at: usize, block: &Block) -> bool {
        let lower = block.text.to_lowercase();
        let from = self.page.links.partition_point(|(block, _)| *block < at);
        let mut hrefs = self.page.links.iter().skip(from).take_while(|(block, _)| *block == at).map(|(_, href)| href);
        let leads = hrefs.any(|href| CALLS.iter().any(|call| href.contains(call)));
        let writes = lower.split(' ').any(|word| word.contains('@') && word.contains('.') && !word.starts_with('@'));
        block.letters < CALL_LETTERS_MAX && (leads || writes || (block.linked > 0 && lower.contains("newsletter")))
    }

    /// The summary between the headline and the article, and a lead that stands outside of its innermost part.
    fn standfirst(&self, kept: &[usize]) -> Vec<usize> {
        let until = self.choice.from.min(kept.first().copied().unwrap_or(0));
        let from = self.choice.headline.map_or(until, |headline| headline + 1);
        (from..until).filter(|at| self.is_standfirst(*at)).take(STANDFIRST_LINES_MAX).collect()
    }

    fn is_standfirst(&self, at: usize) -> bool {
        let Some(block) = self.block(at) else { return false };
        if self.choice.is_out(at)
            || block.letters < STANDFIRST_LETTERS_MIN
            || share(block.linked, block.letters) > STANDFIRST_LINKED_MAX
            || is_credit(&block.text)
        {
            return false;
        }
        let hinted = |hint: super::hints::Hint| hint.standfirst || hint.teaser;
        let lead = at >= self.choice.wide_from
            && block.kind == Kind::Paragraph
            && block.letters >= LEAD_LETTERS_MIN
            && ends_sentence(&block.text);
        lead || self.page.around(block.container).take(3).any(|(_, one)| hinted(one.hint))
            || self.is_description(&block.text)
    }

    /// Whether a text is what the page says that it is about, or begins so.
    fn is_description(&self, text: &str) -> bool {
        let (text, description) = (bare(text), self.known.description.as_str());
        let begins: String = description.chars().take(DESCRIPTION_LETTERS).collect();
        let enough = text.len() >= STANDFIRST_LETTERS_MIN && description.len() >= STANDFIRST_LETTERS_MIN;
        enough && (text.starts_with(&begins) || description.starts_with(&text))
    }

    fn written(&self, kept: &[usize]) -> Lines {
        let mut written = Lines::default();
        let mut seen = BTreeSet::new();
        for (at, block) in kept.iter().filter_map(|at| Some((*at, self.block(*at)?))) {
            if block.letters >= SENTENCE_LETTERS_MIN && !seen.insert(block.text.as_str()) {
                continue;
            }
            written.letters += block.letters;
            written.blocks.push(at);
            written.lines.push(block.text.clone());
        }
        written
    }
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(CLOSES).ends_with(ENDS)
}

/// Whether a line says whose picture it is.
fn is_credit(text: &str) -> bool {
    let begins: String = text.chars().take(20).flat_map(char::to_lowercase).collect();
    CREDITS.iter().any(|credit| begins.starts_with(credit)) && text.chars().count() < CREDIT_LETTERS_MAX
}
