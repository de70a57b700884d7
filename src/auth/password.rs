//! Passwords: Argon2id, a few at a time, and the same work whether or not the user exists.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::core::crypto;
use crate::http::Problem;
use crate::http::limiter::Limiter;

/// Memory in KiB, passes and lanes: OWASP's password storage cheat sheet, first choice for Argon2id.
const COST: (u32, u32, u32) = (19_456, 2, 1);

/// Letters and digits that nobody mistakes for each other: 32 of them, five bits each.
const CLEAR_SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Signs of a made password, in groups: 140 random bits (ASVS 5.0, 11.5.1 asks for 128).
const MADE_SIGNS: usize = 28;
const GROUP: usize = 4;

/// A password for somebody else's first use: random, and easy to read out.
///
/// # Errors
/// Internal when the system gives no random bytes.
pub fn made_password() -> Result<String, Problem> {
    let random = crypto::random_secret().map_err(Problem::internal)?;
    let signs = random.iter().take(MADE_SIGNS);
    let signs: Vec<char> = signs
        .filter_map(|byte| CLEAR_SIGNS.get(usize::from(byte % 32)))
        .map(|sign| char::from(*sign))
        .collect();
    let groups: Vec<String> = signs.chunks(GROUP).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// Hashes and checks passwords.
pub struct Passwords {
    limiter: Limiter,
    cost: Params,
    /// The hash of a password nobody has: checked for unknown users, so that they cost the same time.
    decoy: String,
}

impl Passwords {
    /// At most `at_once` hashes run at the same time, each with 19 MiB.
    ///
    /// # Errors
    /// When the decoy can't be hashed: a fault of ours.
    pub fn new(at_once: usize) -> Result<Self, Problem> {
        let (memory, passes, lanes) = COST;
        let cost = Params::new(memory, passes, lanes, None).map_err(Problem::internal)?;
        let decoy = hash_with(&cost, &uuid::Uuid::new_v4().to_string())?;
        Ok(Self { limiter: Limiter::new(at_once), cost, decoy })
    }

    /// The PHC string of a password.
    ///
    /// # Errors
    /// 503 when no turn comes in time; internal when hashing fails.
    pub async fn hash(&self, password: &str) -> Result<String, Problem> {
        let (cost, password) = (self.cost.clone(), password.to_owned());
        self.limiter.run(move || hash_with(&cost, &password)).await?
    }

    /// Whether a stored hash was made at another cost than hashes are made at today.
    #[must_use]
    pub fn is_outdated(&self, stored: &str) -> bool {
        let stored = PasswordHash::new(stored).ok().and_then(|hash| Params::try_from(&hash).ok());
        let told = |cost: &Params| (cost.m_cost(), cost.t_cost(), cost.p_cost());
        stored.as_ref().map(told) != Some(told(&self.cost))
    }

    /// Whether the password belongs to the stored hash; `None` stands for an unknown user and is never right.
    ///
    /// # Errors
    /// 503 when no turn comes in time.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, Problem> {
        let is_known = stored.is_some();
        let (stored, password) = (stored.unwrap_or(&self.decoy).to_owned(), password.to_owned());
        let fits = self.limiter.run(move || {
            let parsed = PasswordHash::new(&stored).map_err(Problem::internal)?;
            Ok::<bool, Problem>(Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
        });
        Ok(fits.await?? && is_known)
    }
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passwords(…)")
    }
}

fn hash_with(cost: &Params, password: &str) -> Result<String, Problem> {
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, cost.clone());
    let hash = argon2.hash_password(password.as_bytes()).map_err(Problem::internal)?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_say_their_cost_and_older_ones_are_noticed() {
        let passwords = Passwords::new(1).unwrap();
        assert!(passwords.decoy.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", passwords.decoy);
        assert!(!passwords.is_outdated(&passwords.decoy));
        let cheaper = hash_with(&Params::new(8192, 1, 1, None).unwrap(), "any").unwrap();
        assert!(passwords.is_outdated(&cheaper));
    }
}
