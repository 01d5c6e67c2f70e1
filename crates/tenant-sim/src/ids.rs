//! Identifiers, from the seed.

use rand::Rng;
use rand::rngs::StdRng;

/// A random UUID.
pub fn uuid(rng: &mut StdRng) -> String {
    uuid::Builder::from_random_bytes(rng.random())
        .into_uuid()
        .to_string()
}

/// An opaque text of so many letters and digits.
pub fn opaque(rng: &mut StdRng, length: usize) -> String {
    rng.sample_iter(rand::distr::Alphanumeric)
        .take(length)
        .map(char::from)
        .collect()
}
