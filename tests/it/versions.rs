//! Versions of an article: what kind of change each is, and that pages go on citing the version that they were made of.
//! In: small stores, articles taken in again with another text. Out: what the store and the site say. Never: a store that stays.

use super::program::done;
use backstory::model::ChangeKind;
use backstory::store::Reader;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const FIRST: &str = "Nine miners are missing after a shaft at Osk flooded on Monday, the council of Lindmar said. \
     The pumps were looked at in March. Rescuers worked through the night at the north shaft.\n\
     The mine belongs to Varn Coal, which closed its other shaft last year.\nFamilies waited at the gate.";

/// A store into which these texts came one after the other as one article, each followed by a run.
fn store_of(texts: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    for text in texts {
        import(&store, text);
        done(&store, &["run", "--quiet"]);
    }
    (folder, store)
}

fn import(store: &Path, text: &str) {
    let file = store.with_file_name("articles.jsonl");
    let article = json!({"id": "mine", "outlet": "Varn Post", "title": "Shaft floods at Osk", "text": text,
        "published": "2031-03-18T08:00:00Z", "language": "en"});
    std::fs::write(&file, format!("{article}\n")).unwrap();
    done(store, &["import", file.to_str().unwrap(), "--quiet"]);
}

fn newest_change(store: &Path) -> Option<ChangeKind> {
    let reader = Reader::open(store).unwrap();
    let id = reader.search("miners", 1).unwrap().articles[0].id.clone();
    reader.article(&id, None).unwrap().unwrap().change.map(|change| change.kind)
}

#[test]
fn silent_edits_and_corrections_are_told_apart() {
    let seven = FIRST.replace("Nine", "Seven");
    let corrected = format!("{seven}\nCorrection: an earlier version of this article gave a wrong number of miners.");
    let more = format!("{FIRST}\nTwo men were found alive in the evening.");
    assert_eq!(newest_change(&store_of(&[FIRST]).1), None);
    assert_eq!(newest_change(&store_of(&[FIRST, &seven]).1), Some(ChangeKind::Silent));
    assert_eq!(newest_change(&store_of(&[FIRST, &corrected]).1), Some(ChangeKind::Noticed));
    assert_eq!(newest_change(&store_of(&[FIRST, &more]).1), Some(ChangeKind::Extended));
    let (_folder, store) = store_of(&[FIRST, &seven, &corrected]);
    let reader = Reader::open(&store).unwrap();
    let id = reader.search("miners", 1).unwrap().articles[0].id.clone();
    let kinds: Vec<Option<ChangeKind>> = (1..=3)
        .map(|version| reader.article(&id, Some(version)).unwrap().unwrap().change.map(|change| change.kind))
        .collect();
    assert_eq!(kinds, [None, Some(ChangeKind::Silent), Some(ChangeKind::Noticed)], "each against the one before it");
    let card = &reader.cards(&[id]).unwrap()[0];
    assert_eq!(card.change.map(|change| change.kind), Some(ChangeKind::Noticed));
}

/// Every citation of an explainer, with the words that it says it cites.
fn citations(explainer: &Value) -> Vec<(u64, u64, u64)> {
    let mut found = Vec::new();
    let mut open = vec![explainer];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(members) => {
                if let (Some(start), Some(end)) = (value["start"].as_u64(), value["end"].as_u64()) {
                    found.push((value["version"].as_u64().unwrap_or(1), start, end));
                }
                open.extend(members.values());
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

#[test]
fn what_pages_cite_stays_true_to_its_version() {
    let seven = FIRST.replace("Nine", "Seven");
    let (_folder, store) = store_of(&[FIRST]);
    let reader = Reader::open(&store).unwrap();
    let story = reader.story_ids().unwrap()[0].clone();
    let before: Value = serde_json::from_str(&reader.explainer(&story).unwrap().unwrap().body).unwrap();
    assert!(citations(&before).iter().all(|(version, ..)| *version == 1));

    import(&store, &seven);

    // Taken in but not yet run over: the page still cites the first version, whose words are still there.
    let reader = Reader::open(&store).unwrap();
    let still: Value = serde_json::from_str(&reader.explainer(&story).unwrap().unwrap().body).unwrap();
    assert_eq!(before, still);
    let id = reader.search("miners", 1).unwrap().articles[0].id.clone();
    let first = reader.article(&id, Some(1)).unwrap().unwrap();
    let said = before["happened"][0]["text"].as_str().unwrap();
    assert!(said.starts_with("Nine miners") && first.article.text().starts_with(said), "{said}");

    done(&store, &["run", "--quiet"]);
    let after: Value =
        serde_json::from_str(&Reader::open(&store).unwrap().explainer(&story).unwrap().unwrap().body).unwrap();
    assert!(citations(&after).iter().all(|(version, ..)| *version == 2), "{after}");
    assert!(after["happened"][0]["text"].as_str().unwrap().starts_with("Seven miners"));
    let editions = Reader::open(&store).unwrap().editions(&story, 9).unwrap();
    assert_eq!(editions.len(), 2);
    assert!(editions[1].happened[0].text.starts_with("Nine miners"), "what was told before stays as it was told");
    assert!(first.article.text().starts_with(&editions[1].happened[0].text));
}
