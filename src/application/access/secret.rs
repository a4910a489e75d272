//! Secrets are kept as argon2 hashes, salted; second factors as they are, since codes are computed from them. The log knows the hash of what
//! is kept, so that an exchanged one shows.

use crate::domain::governance::seal::Hash;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use chrono::{DateTime, Utc};
use totp_rs::{Builder, Secret};

/// What is kept of a secret, and its hash for the log.
pub fn keep(secret: &str, salt: [u8; 16]) -> Result<(String, Hash), argon2::password_hash::Error> {
    let kept = Argon2::default().hash_password_with_salt(secret.as_bytes(), &salt)?.to_string();
    let digest = Hash::of(kept.as_bytes());
    Ok((kept, digest))
}

/// Looks at a secret for as long as if it could fit, which it cannot.
pub fn fits_nothing(secret: &str) -> bool {
    keep(secret, [0; 16]).is_ok_and(|(kept, _)| kept.is_empty())
}

/// What is kept of a second factor: its bytes in base 32, as an authenticator takes them.
pub fn second_factor(bytes: [u8; 20]) -> String {
    Secret::new_stack(bytes).to_base32()
}

/// The step of time of a code that fits a second factor now, or a step of thirty seconds before or after (RFC 6238).
pub fn step_of_code(code: &str, kept: &str, now: DateTime<Utc>) -> Option<u64> {
    let secret = Secret::try_from_base32(kept).ok()?;
    let factor = Builder::new().with_secret(secret).build().ok()?;
    factor.check(code.trim(), u64::try_from(now.timestamp()).ok()?)
}

/// Whether a secret is the one that something was kept of.
pub fn fits(secret: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|hash| Argon2::default().verify_password(secret.as_bytes(), &hash).is_ok())
}
