//! Storylines through the program: a story and the earlier ones that it continues, months apart and in one run.
//! In: invented reports of two raids on one compound, months apart, among others. Out: what stands under related stories.
//! Never: the text of a story on another story's page.

use super::program::done;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

const FIRST_RAID: &str = "Soldiers raided the Vellmar Park compound near Osk Landing at dawn and led 312 workers out of locked \
    offices. General Edvan Murr said that the men and women had been forced to run fraud calls for a ring led by Tobin \
    Saarhelm. Saarhelm fled over the river before the raid. The Limarra Rights Circle asked who had guarded the compound. \
    Computers, telephones and passports were carried out in crates. \"We were beaten when we sold too little,\" said one of \
    the workers. The owner of the compound, Quay Star Estates, said it knew nothing of fraud.";
const SECOND_RAID: &str = "Four months after the first raid, soldiers have gone back to the Vellmar Park compound near Osk \
    Landing and found 95 workers behind new fences. The fraud calls had begun again within weeks, General Edvan Murr said. \
    Tobin Saarhelm, the head of the ring, was arrested at the river with two guards. Quay Star Estates, which owns the \
    compound, lost its licence on the same day. The Limarra Rights Circle said that the workers of the first raid had never \
    been paid. The passports of all 95 were found in a safe. A court will hear Saarhelm in May.";
const STRANGER: &str = "The apple harvest around Dunmere was the best in twenty years, growers said at the autumn fair. \
    Presses ran through the night and schools closed for a picking day. Ilka Brandis, who grows an old red kind, said that \
    late frost had stayed away and bees had been busy. Much of the juice goes to the coast by barge. The growers' union \
    wants a cold store by the railway, so that prices do not fall each October.";
const OTHER_RAID: &str = "Customs officers raided a warehouse in the port of Karsund and seized four tonnes of smuggled \
    cigarettes. Two drivers were held. The goods were hidden behind tins of paint, said Lise Orrin of the customs office. \
    The paint had come by ship from the south. The raid followed a hint by a rival firm, and the warehouse has been \
    closed. Its tenant, a trader in building goods, said through a lawyer that he had let it to others.";

/// A report that says which story it belongs to, so that only the links are in question here.
fn article(id: &str, day: &str, title: &str, text: &str) -> Value {
    let published = format!("{day}T08:00:00Z");
    json!({"id": id, "outlet": "Osk Mirror", "title": title, "text": text, "published": published, "language": "en", "story": id})
}

fn before() -> Vec<Value> {
    vec![
        article("raid", "2030-11-04", "Soldiers free 312 workers at Vellmar Park compound", FIRST_RAID),
        article("apples", "2030-11-06", "Best apple harvest in twenty years", STRANGER),
    ]
}

fn after() -> Vec<Value> {
    vec![
        article("again", "2031-03-10", "Second raid on Vellmar Park compound, ring leader arrested", SECOND_RAID),
        article("customs", "2031-03-12", "Customs raid warehouse in Karsund", OTHER_RAID),
    ]
}

fn write(path: &Path, articles: &[Value]) {
    std::fs::write(path, articles.iter().map(|article| format!("{article}\n")).collect::<String>()).unwrap();
}

/// The explainers that the filter writes, by story.
fn explained(articles: &[Value]) -> Vec<(String, Value)> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("articles.jsonl");
    write(&file, articles);
    let output = Command::new(env!("CARGO_BIN_EXE_backstory")).arg("explain").arg(&file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    let story = |line: &Value| line["story"].as_str().unwrap().to_owned();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).map(|line| (story(&line), line)).collect()
}

fn page<'a>(pages: &'a [(String, Value)], story: &str) -> &'a Value {
    &pages.iter().find(|(id, _)| id == story).unwrap().1
}

#[test]
fn the_second_raid_continues_the_first_and_nothing_else_is_related() {
    let pages = explained(&[before(), after()].concat());
    let (first, second) = (page(&pages, "raid"), page(&pages, "again"));
    let [earlier] = second["related"].as_array().unwrap().as_slice() else { panic!("{}", second["related"]) };
    assert_eq!((&earlier["story"], &earlier["headline"]), (&first["story"], &first["headline"]["text"]));
    let why = earlier["why"].as_str().unwrap();
    assert!(why.starts_with("what went before; shared: ") && why.contains("Saarhelm"), "{why}");
    let [later] = first["related"].as_array().unwrap().as_slice() else { panic!("{}", first["related"]) };
    assert_eq!((&later["story"], &later["headline"]), (&second["story"], &second["headline"]["text"]));
    assert!(later["why"].as_str().unwrap().starts_with("what came after; shared: "), "{later}");
    for stranger in ["apples", "customs"] {
        assert_eq!(page(&pages, stranger)["related"], json!([]), "{stranger}");
    }
}

#[test]
fn the_store_links_a_new_story_to_one_of_an_earlier_run() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store.sqlite");
    for (name, articles) in [("before", before()), ("after", after())] {
        let file = folder.path().join(format!("{name}.jsonl"));
        write(&file, &articles);
        done(&store, &["import", file.to_str().unwrap(), "--quiet"]);
        done(&store, &["run", "--quiet"]);
    }
    let shown =
        |story: &str| -> Value { serde_json::from_str(&done(&store, &["show", story, "--json"]).data).unwrap() };
    let pages = ["raid", "again"].map(shown);
    for page in &pages {
        let other = shown(page["related"][0]["story"].as_str().unwrap());
        assert_eq!(other["headline"]["text"], page["related"][0]["headline"]);
        assert_eq!(other["related"][0]["story"], page["story"]);
        let text = done(&store, &["show", page["story"].as_str().unwrap()]).data;
        assert!(text.contains("Related stories") && text.contains("; shared: "), "{text}");
    }
    done(&store, &["rebuild", "--from", "group"]);
    done(&store, &["run", "--quiet"]);
    for page in &pages {
        assert_eq!(shown(page["story"].as_str().unwrap())["related"], page["related"], "after all was made anew");
    }
}
