//! Feed markup as it is found: XML or something near it. In: text. Out: elements with their attributes and inner source.
//! Never: fails; an element without an end is an empty one, a bare `&` is an `&`. Time grows with the length alone.

/// How many start tags without an end are searched for before all further ones count as empty: bounds the time of hostile text.
const ENDLESS_MAX: usize = 16;
const CDATA: &str = "<![CDATA[";

/// One element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// Name with prefix, as written.
    pub(super) name: &'a str,
    /// Source of the attributes.
    pub(super) attributes: &'a str,
    /// Source between its tags.
    pub(super) inner: &'a str,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => after.get(1..)?.split_once(quote)?,
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            let name = name.split_whitespace().next_back().unwrap_or_default();
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescaped(value));
            }
            rest = next;
        }
        None
    }

    /// What it says: text with its entities and CDATA sections resolved; markup inside stays markup.
    pub(super) fn value(&self) -> String {
        if !self.inner.contains(CDATA) && self.inner.contains('<') {
            return self.inner.trim().to_owned();
        }
        let (mut value, mut rest) = (String::new(), self.inner);
        while let Some((before, after)) = rest.split_once(CDATA) {
            value.push_str(&unescaped(before));
            let (section, next) = after.split_once("]]>").unwrap_or((after, ""));
            value.push_str(section);
            rest = next;
        }
        value.push_str(&unescaped(rest));
        value.trim().to_owned()
    }
}

/// A tag: where it starts and ends in the source, its name and attributes.
#[derive(Debug, Clone, Copy)]
struct Tag<'a> {
    start: usize,
    end: usize,
    name: &'a str,
    attributes: &'a str,
    closes: bool,
    empty: bool,
}

/// The next tag at or after `from`; comments, CDATA sections, declarations and instructions are passed over.
fn next_tag(source: &str, mut from: usize) -> Option<Tag<'_>> {
    loop {
        let start = from + source.get(from..)?.find('<')?;
        let rest = source.get(start..)?;
        let skip = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with(CDATA) {
            rest.find("]]>").map(|at| at + 3)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest.find('>').map(|at| at + 1)
        } else {
            match tag(source, start) {
                Some(tag) => return Some(tag),
                None => Some(1),
            }
        };
        from = start + skip?;
    }
}

/// The tag that starts here, if it is one.
fn tag(source: &str, start: usize) -> Option<Tag<'_>> {
    let rest = source.get(start + 1..)?;
    let closes = rest.starts_with('/');
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    if !rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') {
        return None;
    }
    let end = tag_end(rest)?;
    let inside = rest.get(..end)?;
    let empty = inside.ends_with('/');
    let inside = inside.strip_suffix('/').unwrap_or(inside);
    let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let length = 1 + usize::from(closes) + end + 1;
    Some(Tag { start, end: start + length, name, attributes, closes, empty })
}

/// Where the `>` of a tag stands, outside of quoted values. Quotes that somebody forgot to escape come in pairs; a single one that
/// follows no `=` is an apostrophe.
fn tag_end(rest: &str) -> Option<usize> {
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'<') => return None,
            (None, b'"') => quote = Some(byte),
            (None, b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
        before = if byte.is_ascii_whitespace() { before } else { byte };
    }
    None
}

/// A tag of a source that is gone through from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step<'a> {
    /// A start tag, as an element with nothing inside; whether it is all there is of the element.
    Starts(Element<'a>, bool),
    /// The end tag of an element of this name.
    Ends(&'a str),
}

/// Every tag in order, at whatever depth.
pub(super) fn steps(source: &str) -> impl Iterator<Item = Step<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let tag = next_tag(source, from)?;
        from = tag.end;
        if tag.closes {
            return Some(Step::Ends(tag.name));
        }
        // A value without quotes may end in a slash.
        let attributes = source.get(tag.start + 1 + tag.name.len()..tag.end - 1).unwrap_or(tag.attributes);
        Some(Step::Starts(Element { name: tag.name, attributes, inner: "" }, tag.empty))
    })
}

/// The elements that stand side by side in this source.
pub(super) fn elements(source: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut endless: Vec<&str> = Vec::new();
    let mut from = 0;
    while let Some(start) = next_tag(source, from) {
        from = start.end;
        if start.closes {
            continue;
        }
        let searched = !start.empty && endless.len() < ENDLESS_MAX && !endless.contains(&start.name);
        let end = if searched { matching_end(source, &start) } else { None };
        let inner = match end {
            Some((inner_end, after)) => {
                from = after;
                source.get(start.end..inner_end).unwrap_or_default()
            }
            None => "",
        };
        if searched && end.is_none() {
            endless.push(start.name);
        }
        found.push(Element { name: start.name, attributes: start.attributes, inner });
    }
    found
}

/// Where the inner source of an element ends, and where its end tag does.
fn matching_end(source: &str, start: &Tag<'_>) -> Option<(usize, usize)> {
    let mut open = 1;
    let mut from = start.end;
    while let Some(tag) = next_tag(source, from) {
        from = tag.end;
        if tag.name != start.name || tag.empty {
            continue;
        }
        if !tag.closes {
            open += 1;
            continue;
        }
        open -= 1;
        if open == 0 {
            return Some((tag.start, tag.end));
        }
    }
    None
}

/// One of a list of like elements (`item`, `entry`), which never stand inside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed<'a> {
    /// A whole one.
    Whole(Element<'a>),
    /// One that another begins in, or the end of the file; with what stands before that.
    Broken(Element<'a>),
}

/// What stands before the first element of these local names, and those elements in order.
pub(super) fn listed<'a>(source: &'a str, names: &[&str]) -> (&'a str, Vec<Listed<'a>>) {
    let mut found = Vec::new();
    let broken = |start: &Tag<'a>, end: usize| {
        let inner = source.get(start.end..end).unwrap_or_default();
        Listed::Broken(Element { name: start.name, attributes: start.attributes, inner })
    };
    let (mut head, mut open, mut from) = (source, None::<Tag<'_>>, 0);
    while let Some(tag) = next_tag(source, from) {
        from = tag.end;
        if !names.contains(&local(tag.name)) {
            continue;
        }
        match (open.take(), tag.closes) {
            (Some(start), true) => {
                let inner = source.get(start.end..tag.start).unwrap_or_default();
                found.push(Listed::Whole(Element { name: start.name, attributes: start.attributes, inner }));
            }
            (None, true) => {}
            (unclosed, false) => {
                found.extend(unclosed.map(|start| broken(&start, tag.start)));
                if found.is_empty() {
                    head = source.get(..tag.start).unwrap_or_default();
                }
                open = (!tag.empty).then_some(tag);
            }
        }
    }
    found.extend(open.map(|start| broken(&start, source.len())));
    (head, found)
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Text with the five entities of XML and numeric ones resolved; anything else that begins with `&` stays as it is.
fn unescaped(text: &str) -> String {
    let (mut plain, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        match entity(from) {
            Some((letter, length)) => {
                plain.push(letter);
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                plain.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The letter of the entity that this text begins with, and its length in bytes.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|letter| *letter != '\0')?
        }
    };
    Some((letter, end + 1))
}

#[cfg(test)]
mod tests {
    use super::{Listed, elements, listed, unescaped};

    fn check(source: &str, expected: &[(&str, &str)]) {
        let found: Vec<(String, String)> =
            elements(source).iter().map(|element| (element.name.to_owned(), element.value())).collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn side_by_side() {
        check("<a>one</a> <b x='>'>two</b><c/>", &[("a", "one"), ("b", "two"), ("c", "")]);
        check("<a>x<br>y & z</a><b>2</b>", &[("a", "x<br>y & z"), ("b", "2")]);
        check("<a><![CDATA[<p>x</a>&amp;]]></a>", &[("a", "<p>x</a>&amp;")]);
        check("<a><a>in</a></a><b>2</b>", &[("a", "<a>in</a>"), ("b", "2")]);
        check("<br><a>1</a><!-- <b>no</b> --><br><c>3", &[("br", ""), ("a", "1"), ("br", ""), ("c", "")]);
        check("a < b <a>1 &lt; 2</a>", &[("a", "1 < 2")]);
    }

    #[test]
    fn attributes() {
        let source = r#"<a flag text="he said "it's so" <b>twice</b>" Y = '>' z=1 />"#;
        let found = elements(source)[0];
        for (name, value) in [("y", Some(">")), ("z", Some("1")), ("text", Some("he said ")), ("flag", None)] {
            assert_eq!(found.attribute(name).as_deref(), value, "{name}");
        }
    }

    #[test]
    fn entities() {
        for (source, plain) in [
            ("a &amp; b", "a & b"),
            ("AT&T", "AT&T"),
            ("&#8211;&#x2014;", "–—"),
            ("&nbsp;&", "&nbsp;&"),
            ("&#0;", "&#0;"),
        ] {
            assert_eq!(unescaped(source), plain);
        }
    }

    #[test]
    fn lists_with_broken_members() {
        let (head, found) = listed("<r><t/><item>1</item><item>2<item>3</item><item>4", &["item"]);
        assert_eq!(head, "<r><t/>");
        let shape: Vec<Option<&str>> = found
            .iter()
            .map(|one| match one {
                Listed::Whole(element) => Some(element.inner),
                Listed::Broken(_) => None,
            })
            .collect();
        assert_eq!(shape, [Some("1"), None, Some("3"), None]);
    }
}
