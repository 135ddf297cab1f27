//! The weights of the names model. In: features of a span. Out: a score for each kind and for no name.
//! Never: a file of another size or version: that is refused.

use super::features::BUCKET_BITS;
use std::sync::LazyLock;

/// What a row of weights scores: each kind in the order of `NameKind::ALL` if it is a name, then whether it is one.
pub const LABELS: usize = 5;

/// The place in a row that scores whether a span is a name.
pub const NAMED: usize = 4;

/// Scores of one span.
pub type Scores = [f32; LABELS];

const BUCKETS: usize = 1 << BUCKET_BITS;

/// What a weights file begins with; the last byte is the version of the features.
const MAGIC: &[u8; 8] = b"bsnames1";

/// Bytes before the weights: the magic and the size of a step.
const HEAD: usize = 12;

/// Weights learnt by `examples/train_names.rs`.
#[derive(Clone)]
pub struct NameModel {
    /// What one unit of a stored weight is worth.
    step: f32,
    weights: std::borrow::Cow<'static, [u8]>,
}

impl std::fmt::Debug for NameModel {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NameModel({})", crate::model::digest(&[&format!("{:?}", self.weights)]))
    }
}

static SHIPPED: LazyLock<NameModel> = LazyLock::new(|| {
    NameModel::from_bytes(include_bytes!("../../../assets/names/weights.bin").as_slice().into()).unwrap_or_default()
});

impl Default for NameModel {
    /// A model that has learnt nothing: all scores are equal.
    fn default() -> Self {
        Self { step: 0.0, weights: vec![0; BUCKETS * LABELS].into() }
    }
}

impl NameModel {
    /// The model that is built in.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// How many buckets features are hashed into.
    pub const fn buckets() -> usize {
        BUCKETS
    }

    /// Takes learnt weights, one row of labels per bucket.
    pub fn of_weights(weights: &[Scores]) -> Self {
        let most = weights.iter().flatten().fold(0.0f32, |most, weight| most.max(weight.abs()));
        let step = most / 127.0;
        let stored = |weight: &f32| (weight / step).round().clamp(-127.0, 127.0) as i8 as u8;
        let mut bytes: Vec<u8> = weights.iter().take(BUCKETS).flatten().map(stored).collect();
        bytes.resize(BUCKETS * LABELS, 0);
        Self { step, weights: bytes.into() }
    }

    /// Reads a weights file.
    ///
    /// # Errors
    /// The file is not a weights file of this version.
    pub fn from_bytes(bytes: std::borrow::Cow<'static, [u8]>) -> Result<Self, String> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) || bytes.len() != HEAD + BUCKETS * LABELS {
            return Err(format!("no weights of this version ({} bytes)", bytes.len()));
        }
        let step = bytes.get(8..HEAD).and_then(|step| step.try_into().ok()).map_or(0.0, f32::from_le_bytes);
        let weights = match bytes {
            std::borrow::Cow::Borrowed(bytes) => bytes[HEAD..].into(),
            std::borrow::Cow::Owned(bytes) => bytes[HEAD..].to_vec().into(),
        };
        Ok(Self { step, weights })
    }

    /// The weights file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.step.to_le_bytes());
        bytes.extend(self.weights.iter());
        bytes
    }

    /// The scores of a span with these features.
    pub(super) fn scores(&self, features: &[u32]) -> Scores {
        let mut sums = [0i32; LABELS];
        for feature in features {
            let from = *feature as usize * LABELS;
            if let Some(row) = self.weights.get(from..from + LABELS) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += i32::from(*weight as i8);
                }
            }
        }
        sums.map(|sum| sum as f32 * self.step)
    }
}
