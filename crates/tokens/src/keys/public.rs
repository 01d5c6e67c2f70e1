//! One public key, and what may be verified with it.

use jsonwebtoken::{
    Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyOperations, PublicKeyUse},
};

/// RFC 7518, section 3.3.
const SHORTEST_RSA: usize = 2048;

#[derive(Debug, Clone)]
pub(super) struct PublicKey {
    pub(super) kid: Option<String>,
    pub(super) key: DecodingKey,
    algorithms: Vec<Algorithm>,
}

impl PublicKey {
    /// The key, if tokens can be verified with it. Sets hold others too: for encryption, on other curves, of kinds that
    /// are not known here. A secret in public is none.
    pub(super) fn read(jwk: &Jwk) -> Option<Self> {
        let is_for_signatures = matches!(jwk.common.public_key_use, None | Some(PublicKeyUse::Signature))
            && jwk
                .common
                .key_operations
                .as_ref()
                .is_none_or(|may| may.contains(&KeyOperations::Verify));
        let mut algorithms = fitting(&jwk.algorithm).to_vec();
        if let Some(only) = jwk.common.key_algorithm {
            algorithms.retain(|&algorithm| only == algorithm.into());
        }
        let key = DecodingKey::from_jwk(jwk).ok()?;
        (is_for_signatures && !algorithms.is_empty() && is_long_enough(&key)).then(|| Self {
            kid: jwk.common.key_id.clone(),
            key,
            algorithms,
        })
    }

    pub(super) fn serves(&self, algorithm: Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }
}

fn fitting(parameters: &AlgorithmParameters) -> &'static [Algorithm] {
    match parameters {
        AlgorithmParameters::RSA(_) => &[
            Algorithm::RS256,
            Algorithm::RS384,
            Algorithm::RS512,
            Algorithm::PS256,
            Algorithm::PS384,
            Algorithm::PS512,
        ],
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P256 => &[Algorithm::ES256],
        AlgorithmParameters::EllipticCurve(key) if key.curve == EllipticCurve::P384 => &[Algorithm::ES384],
        AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => &[Algorithm::EdDSA],
        _ => &[],
    }
}

fn is_long_enough(key: &DecodingKey) -> bool {
    match key.kind() {
        DecodingKeyKind::RsaModulusExponent { n, .. } => {
            let zeros: usize = n.iter().take_while(|&&byte| byte == 0).count();
            let first = n.get(zeros).map_or(8, |byte| byte.leading_zeros() as usize);
            (n.len() - zeros) * 8 >= SHORTEST_RSA + first
        }
        DecodingKeyKind::SecretOrDer(_) => key.family() != AlgorithmFamily::Rsa,
    }
}
