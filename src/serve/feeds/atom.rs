//! A feed as Atom (RFC 4287). In: a feed and the address of the site. Out: XML.
//! Never: a character that XML does not allow, or HTML that is not escaped.

use super::{Entry, Feed};
use crate::serve::links;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::borrow::Cow;
use std::io::Result;

const NAMESPACE: &str = "http://www.w3.org/2005/Atom";

type Out = Writer<Vec<u8>>;

/// The feed as a document.
pub(super) fn write(feed: &Feed, base: &str) -> Result<String> {
    let mut out = Writer::new(Vec::new());
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    out.create_element("feed").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|out| {
        text(out, "id", &feed.id)?;
        text(out, "title", &feed.title)?;
        text(out, "subtitle", &feed.about)?;
        text(out, "updated", &feed.updated().to_string())?;
        link(out, "self", "application/atom+xml", &format!("{base}{}", links::feed(&feed.page, links::ATOM)))?;
        link(out, "alternate", "text/html", &format!("{base}{}", feed.page))?;
        out.create_element("author").write_inner_content(|out| text(out, "name", "Backstory"))?;
        text(out, "generator", "Backstory")?;
        feed.entries.iter().try_for_each(|one| entry(out, one, base))
    })?;
    String::from_utf8(out.into_inner()).map_err(std::io::Error::other)
}

fn entry(out: &mut Out, entry: &Entry, base: &str) -> Result<()> {
    let element = out.create_element("entry").with_attribute(("xml:lang", legal(&entry.language).as_ref()));
    element.write_inner_content(|out| {
        text(out, "id", &entry.id)?;
        text(out, "title", &entry.title)?;
        text(out, "updated", &entry.updated.to_string())?;
        link(out, "alternate", "text/html", &format!("{base}{}", entry.page))?;
        if let Some(category) = &entry.category {
            out.create_element("category").with_attribute(("term", legal(category).as_ref())).write_empty()?;
        }
        let content = out.create_element("content").with_attribute(("type", "html"));
        content.write_text_content(BytesText::new(&legal(&entry.html)))?;
        Ok(())
    })?;
    Ok(())
}

/// An element of text.
fn text(out: &mut Out, name: &str, words: &str) -> Result<()> {
    out.create_element(name).write_text_content(BytesText::new(&legal(words)))?;
    Ok(())
}

fn link(out: &mut Out, relation: &str, kind: &str, address: &str) -> Result<()> {
    let link = out.create_element("link").with_attributes([("rel", relation), ("type", kind), ("href", address)]);
    link.write_empty()?;
    Ok(())
}

/// The text without what XML 1.0 cannot hold, not even escaped.
fn legal(text: &str) -> Cow<'_, str> {
    let allowed = |letter: char| match letter {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => letter >= ' ',
    };
    if text.chars().all(allowed) {
        Cow::Borrowed(text)
    } else {
        text.chars().filter(|letter| allowed(*letter)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(legal(text), expected, "{text:?}");
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        check("a\u{0}b\u{b}c\u{1b}", "abc");
        check("tab\tand\nline", "tab\tand\nline");
        check("\u{fffe}end\u{ffff}", "end");
        check("Größe & <b> 🌊", "Größe & <b> 🌊");
    }
}
