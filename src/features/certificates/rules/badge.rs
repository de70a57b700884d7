//! An award as an Open Badge 3.0: a verifiable credential (W3C VC 2.0), signed as a JSON Web Token. It has no effect in Vietnamese law:
//! the signed decision is the act.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::core::crypto;

/// What a badge says.
#[derive(Debug, Clone)]
pub struct Badge<'a> {
    /// Where the service is reached: who issues the badge.
    pub service: &'a str,
    /// Who granted the award.
    pub issuer_name: &'a str,
    /// The link by which the award is verified.
    pub link: &'a str,
    /// The award's code and name.
    pub award: (&'a str, &'a str),
    /// What for.
    pub achievement: Option<&'a str>,
    /// The decision.
    pub decision_number: &'a str,
    /// The day of the decision.
    pub granted_at: DateTime<Utc>,
    /// The recipient, who is named by a hash alone.
    pub recipient: &'a str,
    /// What is hashed with the name.
    pub salt: &'a str,
}

/// The credential with the claims of its token.
#[must_use]
pub fn credential(of: &Badge<'_>) -> Value {
    let (code, name) = of.award;
    let hash = crypto::to_hex(&crypto::sha256(&[of.recipient.as_bytes(), of.salt.as_bytes()]));
    let narrative = of.achievement.map_or_else(|| name.to_owned(), str::to_owned);
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": of.link,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": name,
        "issuer": {"id": of.service, "type": ["Profile"], "name": of.issuer_name},
        "validFrom": of.granted_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": format!("sha256${hash}"),
                "identityType": "name", "salt": of.salt}],
            "achievement": {
                "id": format!("{}/api/v1/award-types?code={code}", of.service),
                "type": ["Achievement"],
                "achievementType": "Award",
                "name": name,
                "description": format!("Theo Quyết định số {}", of.decision_number),
                "criteria": {"narrative": narrative}
            }
        },
        "iss": of.service,
        "jti": of.link,
        "nbf": of.granted_at.timestamp()
    })
}
