//! Whether a page may be parsed at all. In: its text, or its tree. Out: what is too much of it.
//! Never: parses; one pass over the bytes, because a parser's time and memory grow with the square of hostile nesting.

use super::Options;
use dom_query::Document;
use memchr::{memchr, memchr_iter};
use std::ops::Range;

/// Elements without an end tag.
const VOID: &[&[u8]] = &[
    b"area",
    b"base",
    b"basefont",
    b"bgsound",
    b"br",
    b"col",
    b"embed",
    b"frame",
    b"hr",
    b"image",
    b"img",
    b"input",
    b"keygen",
    b"link",
    b"meta",
    b"param",
    b"source",
    b"track",
    b"wbr",
];
/// Elements whose end tag may be left out, so that a page of them is not a deep page; what nests them is counted.
const END_OPTIONAL: &[&[u8]] = &[
    b"body",
    b"colgroup",
    b"dd",
    b"dt",
    b"head",
    b"html",
    b"li",
    b"optgroup",
    b"option",
    b"p",
    b"rb",
    b"rp",
    b"rt",
    b"rtc",
    b"tbody",
    b"td",
    b"tfoot",
    b"th",
    b"thead",
    b"tr",
];
/// Elements that an end tag inside of them does not reach out of.
const BOUNDARY: &[&[u8]] = &[
    b"applet",
    b"button",
    b"caption",
    b"foreignobject",
    b"marquee",
    b"math",
    b"object",
    b"select",
    b"svg",
    b"table",
    b"template",
];
/// Elements that a parser opens again in each block that follows, when they are not closed.
const FORMATTING: &[&[u8]] =
    &[b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike", b"strong", b"tt", b"u"];
/// Elements whose inside is text, not tags.
const RAW: &[&[u8]] = &[b"iframe", b"noembed", b"noframes", b"script", b"style", b"textarea", b"title", b"xmp"];

/// Nodes that a parser adds to a page that has none: the document, its root, head, body.
const OWN_NODES: usize = 10;
/// In the tag of a script whose inside is data.
const LINKED_DATA: &[u8] = b"ld+json";
/// What stands for the name of a comment.
const COMMENT: &[u8] = b"!--";

/// What is too much of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excess {
    pub(super) what: String,
    /// Up to which byte the page is within the caps, where that is worth reading.
    pub(super) cut: Option<usize>,
}

/// What the first look at a page shows.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// What is too much of it, if anything is.
    pub(super) excess: Option<Excess>,
    /// The insides of scripts and style sheets: half of the bytes of a page of news, and no text.
    no_text: Vec<Range<usize>>,
}

impl Look {
    /// The page up to a byte, without what is no text in it: zero bytes too, of each of which a parser keeps a note.
    pub(super) fn lean(&self, html: &str, to: usize) -> String {
        let lean = self.without_insides(html, to);
        if lean.contains('\0') { lean.replace('\0', "") } else { lean }
    }

    fn without_insides(&self, html: &str, to: usize) -> String {
        let mut lean = String::with_capacity(to);
        let mut from = 0;
        for drop in self.no_text.iter().filter(|drop| drop.end <= to) {
            lean.push_str(html.get(from..drop.start).unwrap_or_default());
            from = drop.end;
        }
        lean.push_str(html.get(from..to).unwrap_or_default());
        lean
    }
}

/// Looks at a page before it is parsed.
pub(super) fn look(html: &str, options: &Options) -> Look {
    let mut scan = Scan {
        html: html.as_bytes(),
        at: 0,
        tag_at: 0,
        open: Vec::new(),
        formatting: 0,
        elements: 0,
        no_text: Vec::new(),
    };
    let excess = scan.excess(options);
    Look { excess, no_text: scan.no_text }
}

/// What is too much of the parsed page, or how deep all its nodes stand, added up: a second look, exact, because a parser mends
/// what the first one only estimates.
pub(super) fn excess_of_tree(document: &Document, options: &Options) -> Result<usize, String> {
    let (mut depth, mut nodes, mut depths) = (0, 0, 0);
    let mut next = Some(document.root());
    while let Some(node) = next {
        nodes += 1;
        depths += depth;
        if depth > options.depth_max {
            return Err(format!("nested deeper than {} elements", options.depth_max));
        }
        // In and behind each element there may be a text, and a parser adds a few elements of its own.
        if nodes > options.elements_max * 3 + OWN_NODES {
            return Err(format!("more than {} elements", options.elements_max));
        }
        next = node.first_child();
        if next.is_some() {
            depth += 1;
            continue;
        }
        let mut last = Some(node);
        while let Some(node) = last {
            next = node.next_sibling();
            if next.is_some() {
                break;
            }
            depth = depth.saturating_sub(1);
            last = node.parent();
        }
    }
    Ok(depths)
}

struct Scan<'a> {
    html: &'a [u8],
    at: usize,
    /// Where the last tag began.
    tag_at: usize,
    /// Names of the open elements that are counted.
    open: Vec<Vec<u8>>,
    /// How many of the open ones are formatting.
    formatting: usize,
    elements: usize,
    no_text: Vec<Range<usize>>,
}

struct Tag {
    name: Vec<u8>,
    closes: bool,
    attributes: usize,
}

impl Scan<'_> {
    fn excess(&mut self, options: &Options) -> Option<Excess> {
        while let Some(tag) = self.next_tag() {
            if tag.attributes > options.attributes_max {
                let what = format!("more than {} attributes on one element", options.attributes_max);
                return Some(Excess { what, cut: None });
            }
            let tag_at = self.tag_at;
            self.take(&tag);
            if self.open.len() > options.depth_max {
                return Some(Excess { what: format!("nested deeper than {} elements", options.depth_max), cut: None });
            }
            if self.elements > options.elements_max {
                return Some(Excess {
                    what: format!("more than {} elements", options.elements_max),
                    cut: Some(tag_at),
                });
            }
        }
        None
    }

    fn take(&mut self, tag: &Tag) {
        let name = tag.name.as_slice();
        if tag.closes {
            return self.close(name);
        }
        if name == COMMENT {
            // It is a node of the tree like an element, but nothing is opened again before it.
            self.elements += 1;
            return;
        }
        self.elements += 1 + self.formatting;
        if VOID.contains(&name) || END_OPTIONAL.contains(&name) {
            return;
        }
        if RAW.contains(&name) {
            self.skip_raw(name);
            return;
        }
        self.formatting += usize::from(FORMATTING.contains(&name));
        self.open.push(tag.name.clone());
    }

    /// Closes the innermost element of this name, if the end tag reaches it.
    fn close(&mut self, name: &[u8]) {
        for at in (0..self.open.len()).rev() {
            let Some(open) = self.open.get(at) else { return };
            if open == name {
                if FORMATTING.contains(&name) {
                    self.open.remove(at);
                    self.formatting = self.formatting.saturating_sub(1);
                } else {
                    // What stood open inside is closed with it, but formatting opens again: it stays counted.
                    let inside = self.open.split_off(at);
                    self.open.extend(inside.into_iter().skip(1).filter(|name| FORMATTING.contains(&name.as_slice())));
                }
                return;
            }
            if BOUNDARY.contains(&open.as_slice()) {
                return;
            }
        }
    }

    /// Goes behind the end tag of an element whose inside is text.
    fn skip_raw(&mut self, name: &[u8]) {
        let rest = self.html.get(self.at..).unwrap_or_default();
        let ends = |at: &usize| {
            let tag = rest.get(at + 1..at + 2 + name.len()).unwrap_or_default();
            tag.split_first().is_some_and(|(slash, tag)| *slash == b'/' && tag.eq_ignore_ascii_case(name))
        };
        let (from, tag) = (self.at, self.html.get(self.tag_at..self.at).unwrap_or_default());
        self.at = memchr_iter(b'<', rest).find(ends).map_or(self.html.len(), |at| self.at + at);
        let is_data = name == b"script" && tag.windows(LINKED_DATA.len()).any(|part| part == LINKED_DATA);
        if matches!(name, b"script" | b"style") && !is_data {
            self.no_text.push(from..self.at);
        }
    }

    /// The next tag; a comment, or a mark that begins none, counts as one without a name.
    fn next_tag(&mut self) -> Option<Tag> {
        let nameless = || Some(Tag { name: COMMENT.to_vec(), closes: false, attributes: 0 });
        self.tag_at = self.at + memchr(b'<', self.html.get(self.at..)?)?;
        self.at = self.tag_at + 1;
        let rest = self.html.get(self.at..)?;
        if rest.starts_with(b"!--") {
            self.skip_comment();
            return nameless();
        }
        let closes = rest.starts_with(b"/");
        let name_at = usize::from(closes);
        if !rest.get(name_at).is_some_and(u8::is_ascii_alphabetic) {
            // A parser keeps a note of each stray mark, so it is counted like a node.
            return nameless();
        }
        self.at += name_at;
        let rest = self.html.get(self.at..)?;
        let length = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))?;
        let name = rest.get(..length)?.to_ascii_lowercase();
        self.at += length;
        let attributes = self.skip_attributes();
        Some(Tag { name, closes, attributes })
    }

    fn skip_comment(&mut self) {
        let rest = self.html.get(self.at + 3..).unwrap_or_default();
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            return;
        }
        // One pass: a page of many comments is no reason to look through the rest of it for each of them.
        let ends = |at: &usize| {
            let before = rest.get(..*at).unwrap_or_default();
            before.ends_with(b"--") || before.ends_with(b"--!")
        };
        self.at = memchr_iter(b'>', rest).find(ends).map_or(self.html.len(), |at| self.at + 3 + at);
    }

    /// Goes behind the `>` of a tag; how many attributes stood before it (at least so many as a parser would see).
    fn skip_attributes(&mut self) -> usize {
        let (mut count, mut quote, mut before) = (0, None, b' ');
        while let Some(byte) = self.html.get(self.at).copied() {
            self.at += 1;
            match (quote, byte) {
                (Some(open), _) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'>') => return count,
                (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
                (None, _) => {
                    let starts = before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\'');
                    count += usize::from(starts && !byte.is_ascii_whitespace() && byte != b'/' && byte != b'=');
                    if byte.is_ascii_whitespace() && before == b'=' {
                        continue;
                    }
                }
            }
            before = byte;
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::look;

    fn check(html: &str, expected: &str) {
        let options = Options { depth_max: 20, elements_max: 500, attributes_max: 10, ..Options::default() };
        let found = look(html, &options).excess.map(|excess| excess.what).unwrap_or_default();
        assert!(
            found.starts_with(expected) && found.is_empty() == expected.is_empty(),
            "{found:?}: {}",
            html.get(..60).unwrap_or(html)
        );
    }

    #[test]
    fn fine() {
        check("<p>a<p>b<br>c", "");
        check(&"<p>x<li>y<td>z".repeat(100), "");
        check(&"<div><b>x</b></div>".repeat(100), "");
        check(&"<img src=a alt='>'>".repeat(100), "");
        check(&"<script>'<div>'</script>".repeat(100), "");
        check(&"<!-- <div> -->".repeat(400), "");
        check("a < b << c <", "");
        check(&"1 < 2 ".repeat(400), "");
        check("<a b=\"1\" c='2' d e=f>", "");
    }

    #[test]
    fn too_deep_however_it_is_hidden() {
        for hostile in [
            "<div>",
            "<DIV >",
            "<b><div></b>",
            "<div></x></br>",
            "<div><!-- </div> -->",
            "<div><textarea></div></textarea>",
            "<div title='</div>'>",
            "<div><table><td></div></table>",
            "<div><select></div></select>",
            "<ul><li>",
            "<!-- a --><div>",
            "<!-- a --!><div>",
            "<!--><div>",
            "<span",
        ] {
            let expected = if hostile == "<span" { "" } else { "nested deeper" };
            check(&hostile.repeat(30), expected);
        }
    }

    #[test]
    fn scripts_and_styles_are_left_out_but_data_stays() {
        let html =
            "<p>a<style>b</style><script>c('<p>')</script><script type=\"application/ld+json\">{}</script>d<script>e";
        let lean = look(html, &Options::default()).lean(html, html.len());
        let expected = "<p>a<style></style><script></script><script type=\"application/ld+json\">{}</script>d<script>";
        assert_eq!(lean, expected);
        assert_eq!(look(html, &Options::default()).lean(html, 4), "<p>a");
        assert_eq!(look("<p>\0a\0", &Options::default()).lean("<p>\0a\0", 6), "<p>a");
    }

    #[test]
    fn too_many() {
        check(&"<p>x</p>".repeat(501), "more than 500 elements");
        check(&format!("{}{}", "<b><i><u><s><em>".repeat(3), "<p>x".repeat(100)), "more than 500 elements");
        check(&"<!-- x -->".repeat(501), "more than 500 elements");
        check(&"<".repeat(502), "more than 500 elements");
        check(&format!("<a {}>", "x=y ".repeat(11)), "more than 10 attributes");
        check(&format!("<a {}>", "x=\"y\"".repeat(11)), "more than 10 attributes");
    }
}
