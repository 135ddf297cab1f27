//! A page as a list of lines in the tree of what holds them. In: the parsed page. Out: blocks of text and their containers.
//! Never: decides what belongs to the article; a text whose words it changes.

use super::hints::{Hint, hint};
use dom_query::{Document, NodeData, NodeRef};

/// What kind of line a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// The highest heading.
    Headline,
    Heading,
    Item,
    Cell,
    Other,
}

/// One line of text.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Letters without blanks; how many of them stand in links; how many are slanted.
    pub(super) letters: usize,
    pub(super) linked: usize,
    pub(super) slanted: usize,
    /// The innermost element that holds it.
    pub(super) container: usize,
}

/// An element that holds blocks.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) parent: usize,
    pub(super) hint: Hint,
    /// Whether it is `<article>` or `<main>`.
    pub(super) article: bool,
    /// The blocks inside: from, up to.
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Container {
    pub(super) fn holds(&self, block: usize) -> bool {
        (self.from..self.to).contains(&block)
    }
}

/// A page's lines and what holds them; the first container is the page, and each stands behind its parent.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
    /// Where links lead, with the block in which each stands, in the page's order.
    pub(super) links: Vec<(usize, String)>,
}

/// Elements that stand inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "nobr", "q", "ruby", "rb", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
];
/// Signs after which one line break ends a line; elsewhere only two do.
const LINE_ENDS: &[char] = &['.', '!', '?', '…', '"', '”', '«', '»', '“', '。', ':'];

impl Blocks {
    /// The lines of a page.
    pub(super) fn read(document: &Document) -> Self {
        let root = Container { parent: 0, hint: Hint::default(), article: false, from: 0, to: 0 };
        let found = Self { blocks: Vec::new(), containers: vec![root], links: Vec::new() };
        let mut walk = Walk { found, open: vec![(0, Kind::Other)], line: Line::default(), links: 0, slants: 0 };
        walk.all(document.body().unwrap_or_else(|| document.root()));
        walk.end_line();
        let count = walk.found.blocks.len();
        if let Some(root) = walk.found.containers.first_mut() {
            root.to = count;
        }
        walk.found
    }

    /// A container and those around it, innermost first.
    pub(super) fn around(&self, container: usize) -> impl Iterator<Item = (usize, &Container)> {
        let one = |at: usize| self.containers.get(at).map(|container| (at, container));
        std::iter::successors(one(container), move |(at, this)| if *at == 0 { None } else { one(this.parent) })
    }
}

#[derive(Default)]
struct Line {
    text: String,
    letters: usize,
    linked: usize,
    slanted: usize,
    breaks: usize,
    hrefs: Vec<String>,
}

struct Walk {
    found: Blocks,
    /// Open containers with the kind of their lines.
    open: Vec<(usize, Kind)>,
    line: Line,
    /// How many links, and slanting elements, are open.
    links: usize,
    slants: usize,
}

impl Walk {
    /// Walks through all below a node, without recursion.
    fn all(&mut self, top: NodeRef<'_>) {
        let top_id = top.id;
        let mut next = Some(top);
        while let Some(node) = next {
            let inside = self.enter(&node);
            next = if inside { node.first_child() } else { None };
            if next.is_some() {
                continue;
            }
            if inside {
                self.leave(&node);
            }
            let mut last = Some(node).filter(|node| node.id != top_id);
            while let Some(node) = last {
                next = node.next_sibling();
                if next.is_some() {
                    break;
                }
                last = node.parent();
                if let Some(parent) = &last {
                    self.leave(parent);
                }
                last = last.filter(|node| node.id != top_id);
            }
        }
    }

    /// Takes a node in; whether its inside is to be looked at.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let Some(element) = node.element_ref() else {
            node.query(|inner| {
                if let NodeData::Text { contents } = &inner.data {
                    self.text(contents);
                }
            });
            return true;
        };
        let tag: &str = &element.name.local;
        match tag {
            "br" => self.line.breaks += 1,
            "hr" => self.end_line(),
            _ => {}
        }
        if matches!(tag, "br" | "hr" | "wbr") {
            return false;
        }
        let (hint, inline) = (hint(&element), INLINE.contains(&tag));
        if hint.no_text || (hint.foreign && inline) {
            return false;
        }
        if inline {
            if tag == "a" {
                self.links += 1;
                let href = element.attrs.iter().find(|attribute| &*attribute.name.local == "href");
                self.line.hrefs.extend(href.map(|href| href.value.trim().to_owned()));
            }
            self.slants += usize::from(matches!(tag, "i" | "em"));
        } else {
            self.open_container(tag, hint);
        }
        true
    }

    fn open_container(&mut self, tag: &str, hint: Hint) {
        self.end_line();
        let (parent, around) = self.open.last().copied().unwrap_or((0, Kind::Other));
        let kind = match tag {
            "p" | "blockquote" | "pre" if around != Kind::Item => Kind::Paragraph,
            "h1" => Kind::Headline,
            "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
            "li" | "dd" | "dt" => Kind::Item,
            "td" | "th" => Kind::Cell,
            "div" | "section" if matches!(around, Kind::Item | Kind::Cell) => around,
            "div" | "section" | "article" | "table" | "ul" | "ol" => Kind::Other,
            _ => around,
        };
        let from = self.found.blocks.len();
        let article = matches!(tag, "article" | "main");
        self.open.push((self.found.containers.len(), kind));
        self.found.containers.push(Container { parent, hint, article, from, to: from });
    }

    /// Ends an element whose inside was looked at.
    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(element) = node.element_ref() else { return };
        let tag: &str = &element.name.local;
        if INLINE.contains(&tag) {
            self.links = self.links.saturating_sub(usize::from(tag == "a"));
            self.slants = self.slants.saturating_sub(usize::from(matches!(tag, "i" | "em")));
            return;
        }
        self.end_line();
        let count = self.found.blocks.len();
        let closed = if self.open.len() > 1 { self.open.pop() } else { None };
        if let Some(container) = closed.and_then(|(closed, _)| self.found.containers.get_mut(closed)) {
            container.to = count;
        }
    }

    fn text(&mut self, text: &str) {
        if text.chars().all(char::is_whitespace) {
            self.blank();
            return;
        }
        let (breaks, ended) = (self.line.breaks, self.line.text.trim_end().ends_with(LINE_ENDS));
        self.line.breaks = 0;
        if breaks > usize::from(!ended) {
            self.end_line();
        } else if breaks > 0 {
            self.blank();
        }
        let mut count = 0;
        for letter in text.chars() {
            if letter.is_whitespace() {
                self.blank();
            } else {
                self.line.text.push(letter);
                count += weight(letter);
            }
        }
        self.line.letters += count;
        self.line.linked += if self.links > 0 { count } else { 0 };
        self.line.slanted += if self.slants > 0 { count } else { 0 };
    }

    fn blank(&mut self) {
        if !self.line.text.is_empty() && !self.line.text.ends_with(' ') {
            self.line.text.push(' ');
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.letters == 0 {
            return;
        }
        let (container, kind) = self.open.last().copied().unwrap_or((0, Kind::Other));
        let text = line.text.trim_end().to_owned();
        let Line { letters, linked, slanted, hrefs, .. } = line;
        self.found.links.extend(hrefs.into_iter().map(|href| (self.found.blocks.len(), href)));
        self.found.blocks.push(Block { text, kind, letters, linked, slanted, container });
    }
}

/// How many letters a sign counts for: one of Chinese, Japanese or Korean says as much as two or three of an alphabet.
fn weight(letter: char) -> usize {
    let wide = matches!(letter, '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    if wide { 2 } else { 1 }
}

/// How many letters a text has, counted as in a block.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::Blocks;
    use dom_query::Document;

    fn check(html: &str, expected: &[&str]) {
        let blocks = Blocks::read(&Document::from(html));
        let lines: Vec<&str> = blocks.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(lines, expected, "{html}");
    }

    #[test]
    fn lines_are_what_a_reader_sees_as_lines() {
        check("<p>One  <b>t</b>wo\n three<p>Four", &["One two three", "Four"]);
        check("<div>One<p>Two</p>Three</div>", &["One", "Two", "Three"]);
        check("<a href=x><div>One</div><div>Two</div></a>", &["One", "Two"]);
        check("<p>One<br>line<br><br>Two", &["One line", "Two"]);
        check("<p>Ended.<br>Next <br> one", &["Ended.", "Next one"]);
        check("<ul><li>One<li><p>Two</ul>", &["One", "Two"]);
        check("<p>Seen<script>no</script><svg><text>no</text></svg><span class=sr-only>no</span>", &["Seen"]);
        check("", &[]);
    }

    #[test]
    fn links_and_slant_are_counted() {
        let blocks = Blocks::read(&Document::from("<p>abc <a href=x>de <i>fg</i></a> 山"));
        let block = &blocks.blocks[0];
        assert_eq!((block.letters, block.linked, block.slanted), (9, 4, 2));
    }
}
