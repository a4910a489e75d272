//! Secrets are kept as argon2 hashes, salted; the log knows the hash of what is kept, so that an exchanged one shows.

use crate::domain::governance::seal::Hash;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};

/// What is kept of a secret, and its hash for the log.
pub fn keep(secret: &str, salt: [u8; 16]) -> Result<(String, Hash), argon2::password_hash::Error> {
    let kept = Argon2::default().hash_password_with_salt(secret.as_bytes(), &salt)?.to_string();
    let digest = Hash::of(kept.as_bytes());
    Ok((kept, digest))
}

/// Whether a secret is the one that something was kept of.
pub fn fits(secret: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok())
}
