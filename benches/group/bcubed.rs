//! How well articles are put together. In: for each article what was decided and what is true. Out: BCubed F1.
//! Never: a word of an article.

use rustc_hash::FxHashMap;

/// BCubed F1 of (decided, true) pairs.
pub(crate) fn f1(pairs: &[(u64, u32)]) -> f64 {
    let (mut both, mut decided, mut truly) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
    for (cluster, truth) in pairs {
        *both.entry((*cluster, *truth)).or_insert(0u32) += 1;
        *decided.entry(*cluster).or_insert(0u32) += 1;
        *truly.entry(*truth).or_insert(0u32) += 1;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for pair in pairs {
        let shared = f64::from(both[pair]);
        precision += shared / f64::from(decided[&pair.0]);
        recall += shared / f64::from(truly[&pair.1]);
    }
    let (precision, recall) = (precision / pairs.len().max(1) as f64, recall / pairs.len().max(1) as f64);
    2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
}
