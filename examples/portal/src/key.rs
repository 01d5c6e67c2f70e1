//! The key that tokens are signed with: ECDSA on P-256 (ES256), made when the portal starts. A portal that runs on more
//! than one machine keeps its key in a vault instead.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash},
};
use thiserror::Error;

use crate::claims::Claims;

/// A key cannot be made, or does not sign.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The machine gives no key.
    #[error("no key can be made")]
    Made,
    /// The key is not one for tokens.
    #[error("the key is of no use for tokens: {0}")]
    Token(#[from] jsonwebtoken::errors::Error),
}

/// A key pair.
pub struct SigningKey {
    private: EncodingKey,
    header: Header,
    public: JwkSet,
}

impl SigningKey {
    /// A new one.
    pub fn generate() -> Result<Self, KeyError> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| KeyError::Made)?;
        let pkcs8 = pair.to_pkcs8v1().map_err(|_| KeyError::Made)?;
        let private = EncodingKey::from_ec_der(pkcs8.as_ref());
        let mut public = Jwk::from_encoding_key(&private, Algorithm::ES256)?;
        let id = public.thumbprint(ThumbprintHash::SHA256)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        let header = Header {
            kid: Some(id),
            ..Header::new(Algorithm::ES256)
        };
        let public = JwkSet { keys: vec![public] };
        Ok(Self {
            private,
            header,
            public,
        })
    }

    /// The public half, as Deskside fetches it.
    pub fn public(&self) -> &JwkSet {
        &self.public
    }

    /// A token that says `claims`.
    pub fn sign(&self, claims: &Claims<'_>) -> Result<String, KeyError> {
        Ok(jsonwebtoken::encode(&self.header, claims, &self.private)?)
    }
}
