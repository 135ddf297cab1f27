//! What a page says of itself in JSON-LD. In: the scripts' source. Out: the article's own entry.
//! Never: trusts it; each value is checked by whoever uses it.

use serde_json::{Map, Value};

/// Deepest nesting of lists and graphs looked into, and most entries read.
const DEPTH_MAX: usize = 6;
const ENTRIES_MAX: usize = 500;

/// The entry that describes the article, or the page where no article is described; empty where neither is.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    article: Map<String, Value>,
    page: Map<String, Value>,
    entries: Vec<Map<String, Value>>,
}

impl LinkedData {
    /// Reads all scripts of a page.
    pub(super) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> Self {
        let mut entries = Vec::new();
        for script in scripts {
            if let Some(value) = parsed(script) {
                flatten(value, 0, &mut entries);
            }
        }
        let first = |wanted: fn(&str) -> bool| {
            entries.iter().find(|entry| types(entry).any(wanted)).cloned().unwrap_or_default()
        };
        Self { article: first(is_article), page: first(|kind| kind.ends_with("WebPage")), entries }
    }

    /// A text of the article's entry.
    pub(super) fn article_text(&self, key: &str) -> Option<&str> {
        text(self.article.get(key)?)
    }

    /// A text of the article's entry, else of the page's.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.article_text(key).or_else(|| text(self.page.get(key)?))
    }

    /// A text, number or truth value of the article's entry, else of the page's, as a text.
    pub(super) fn said(&self, key: &str) -> Option<String> {
        let value = self.article.get(key).or_else(|| self.page.get(key))?;
        match value {
            Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
            other => text(other).map(str::to_owned),
        }
    }

    /// An address under a key of the article's entry: itself, or that of an object.
    pub(super) fn address(&self, key: &str) -> Option<String> {
        fn of(value: &Value) -> Option<&str> {
            match value {
                Value::String(address) => Some(address),
                Value::Array(several) => several.iter().find_map(of),
                Value::Object(one) => {
                    one.get("url").or_else(|| one.get("contentUrl")).or_else(|| one.get("@id")).and_then(of)
                }
                _ => None,
            }
        }
        of(self.article.get(key)?).map(str::to_owned)
    }

    /// Whether an entry is of this type.
    pub(super) fn has_type(&self, wanted: &str) -> bool {
        self.entries.iter().any(|entry| types(entry).any(|kind| kind.rsplit(['/', ':']).next() == Some(wanted)))
    }

    /// Whether an article is described.
    pub(super) fn has_article(&self) -> bool {
        !self.article.is_empty()
    }

    /// The names of the people or organisations under a key of the article's entry.
    pub(super) fn names(&self, key: &str) -> Vec<String> {
        let mut names = Vec::new();
        if let Some(value) = self.article.get(key) {
            self.gather_names(value, &mut names);
        }
        names
    }

    fn gather_names(&self, value: &Value, names: &mut Vec<String>) {
        match value {
            Value::Array(several) => several.iter().take(ENTRIES_MAX).for_each(|one| self.gather_names(one, names)),
            Value::String(name) => names.push(name.clone()),
            Value::Object(one) => {
                let named = one.get("name").or_else(|| self.referred(one)?.get("name"));
                names.extend(named.and_then(text).map(str::to_owned));
            }
            _ => {}
        }
    }

    /// The entry that this one points to by its `@id`.
    fn referred(&self, one: &Map<String, Value>) -> Option<&Map<String, Value>> {
        let id = one.get("@id")?;
        self.entries.iter().find(|entry| entry.get("@id") == Some(id) && entry.contains_key("name"))
    }
}

/// The value of a script; line breaks and tabs inside strings, which JSON forbids and pages have, become blanks.
fn parsed(script: &str) -> Option<Value> {
    let script = script.trim().trim_end_matches(';');
    let script = script.strip_prefix("<!--").or_else(|| script.strip_prefix("<![CDATA[")).unwrap_or(script);
    let script = script.strip_suffix("-->").or_else(|| script.strip_suffix("]]>")).unwrap_or(script);
    serde_json::from_str(script).ok().or_else(|| {
        let mended: String = script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(&mended).ok()
    })
}

fn flatten(value: Value, depth: usize, entries: &mut Vec<Map<String, Value>>) {
    if depth > DEPTH_MAX || entries.len() >= ENTRIES_MAX {
        return;
    }
    match value {
        Value::Array(several) => several.into_iter().for_each(|one| flatten(one, depth + 1, entries)),
        Value::Object(mut entry) => {
            let inside = ["@graph", "mainEntity", "mainEntityOfPage"].map(|key| match entry.get(key) {
                Some(Value::Array(_) | Value::Object(_)) => entry.remove(key),
                _ => None,
            });
            entries.push(entry);
            inside.into_iter().flatten().for_each(|one| flatten(one, depth + 1, entries));
        }
        _ => {}
    }
}

fn types(entry: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kinds = match entry.get("@type") {
        Some(Value::Array(several)) => several.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    kinds.iter().filter_map(Value::as_str)
}

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    kind.ends_with("Article") || kind.ends_with("BlogPosting") || matches!(kind, "Report" | "Review" | "PressRelease")
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
        Value::Array(several) => several.iter().find_map(text),
        Value::Object(one) => one.get("@value").or_else(|| one.get("name")).and_then(text),
        _ => None,
    }
}
