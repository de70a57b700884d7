//! Signatures that are none, are somebody else's, or belong to another algorithm.

use crate::support::users;
use std::cmp::Ordering;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm,
    Ed25519KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
};
use aws_lc_rs::{digest, hmac};
use serde_json::{Value, json};

use super::forge::{Attack, Forge, attack, packed, unpacked};

/// The order of P-256.
const ORDER: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa,
    0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

#[actix_web::test]
async fn a_token_that_is_not_signed_by_us_is_refused() {
    let forge = Forge::start().await;
    forge.refuses(attacks(&forge)).await;
}

#[actix_web::test]
async fn a_signature_of_ours_in_another_form_is_accepted() {
    let forge = Forge::start().await;
    let (message, signature) = forge.token.rsplit_once('.').unwrap();
    let numbers = unpacked(signature);
    let (r, s) = numbers.split_at(32);
    let mirrored = packed([r, &minus(&ORDER, s)].concat());
    let reason = "both s and n-s verify, and no token is known here by its text";
    forge
        .accepts(vec![
            ("signed by hand", "it is our key", forge.signed(&forge.header, &forge.claims)),
            ("the other s", reason, format!("{message}.{mirrored}")),
        ])
        .await;
}

pub fn attacks(forge: &Forge) -> Vec<Attack> {
    [without_key(forge), numbers(forge), secrets(forge), foreign_keys(forge), misplaced(forge)].concat()
}

/// No signature needed, under every spelling of "none"; one that is merely cut off stands in `shapes`.
fn without_key(forge: &Forge) -> Vec<Attack> {
    let mut attacks = vec![attack(
        "none with our signature",
        forge.signed(&forge.header_with("alg", json!("none")), &forge.claims),
    )];
    for name in ["none", "None", "NONE", "nOnE"] {
        let message = forge.message(&forge.header_with("alg", json!(name)));
        attacks.push(attack(format!("alg {name}"), format!("{message}.")));
    }
    attacks
}

/// Numbers for r and s that a careless verifier takes for a signature (CVE-2022-21449 and its kin).
fn numbers(forge: &Forge) -> Vec<Attack> {
    let (zero, mut one) = ([0; 32], [0; 32]);
    one[31] = 1;
    let cases: [(&str, &[u8], &[u8]); 6] = [
        ("r = s = 0", &zero, &zero),
        ("r = 0, s = 1", &zero, &one),
        ("r = 1, s = 0", &one, &zero),
        ("r = s = 1", &one, &one),
        ("r = s = n", &ORDER, &ORDER),
        ("r and s beyond n", &[0xff; 32], &[0xff; 32]),
    ];
    let signed = |numbers: Vec<u8>| forge.signed_by(&forge.header, |_| numbers);
    let mut attacks: Vec<_> =
        cases.iter().map(|(name, r, s)| attack(*name, signed([*r, *s].concat()))).collect();
    let good = forge.signature(&forge.message(&forge.header));
    attacks.push(attack("DER instead of r and s", signed(der(&good))));
    attacks.push(attack("DER of zeros", signed(der(&[0; 64]))));
    attacks.push(attack("a byte more", signed([good.as_slice(), &[0]].concat())));
    attacks.push(attack("a zero before", signed([&[0], good.as_slice()].concat())));
    attacks.push(attack("only r", signed(good[..32].to_vec())));
    attacks.push(attack("s before r", signed([&good[32..], &good[..32]].concat())));
    attacks
}

/// What is public, used as a secret.
fn secrets(forge: &Forge) -> Vec<Attack> {
    let pem = forge.public_pem();
    let raw = [&[4], forge.point.as_slice()].concat();
    let jwk = json!({"kty": "EC", "crv": "P-256", "x": packed(&forge.point[..32]), "y": packed(&forge.point[32..])});
    let kid = forge.header["kid"].as_str().unwrap().to_owned();
    let cases: [(&str, Vec<u8>); 6] = [
        ("the public key as PEM", pem.clone().into_bytes()),
        ("the public key as PEM without its last line end", pem.trim_end().as_bytes().to_vec()),
        ("the public point", raw),
        ("the published JWK", jwk.to_string().into_bytes()),
        ("the key's id", kid.into_bytes()),
        ("nothing", Vec::new()),
    ];
    let header = forge.header_with("alg", json!("HS256"));
    let mut attacks: Vec<_> = cases
        .iter()
        .map(|(name, secret)| {
            attack(format!("HS256 with {name}"), forge.signed_by(&header, |message| mac(secret, message)))
        })
        .collect();
    let under_es256 = forge.signed_by(&forge.header, |message| mac(pem.as_bytes(), message));
    attacks.push(attack("HS256 with the public key under ES256", under_es256));
    attacks
}

/// Keys that are not ours, of our kind and of others.
fn foreign_keys(forge: &Forge) -> Vec<Attack> {
    let header = |name: &str| forge.header_with("alg", json!(name));
    let rsa = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let ed = Ed25519KeyPair::generate().unwrap();
    vec![
        attack("another ES256 key", forge.signed_by(&forge.header, foreign_es256())),
        attack("ES384", forge.signed_by(&header("ES384"), ec(&ECDSA_P384_SHA384_FIXED_SIGNING))),
        attack("ES384 under ES256", forge.signed_by(&forge.header, ec(&ECDSA_P384_SHA384_FIXED_SIGNING))),
        attack(
            "RS256",
            forge.signed_by(&header("RS256"), |message| signed_with_rsa(&rsa, &RSA_PKCS1_SHA256, message)),
        ),
        attack(
            "PS256",
            forge.signed_by(&header("PS256"), |message| signed_with_rsa(&rsa, &RSA_PSS_SHA256, message)),
        ),
        attack("EdDSA", forge.signed_by(&header("EdDSA"), |message| ed.sign(message).as_ref().to_vec())),
    ]
}

/// Signatures of ours over something else.
fn misplaced(forge: &Forge) -> Vec<Attack> {
    let message = forge.message(&forge.header);
    let others = forge.signature(&forge.message(&forge.header_with("cty", json!("JWT"))));
    let raised = forge.claims_with("sub", json!(users::LEADER));
    let (_, signature) = forge.token.rsplit_once('.').unwrap();
    let digest = packed(digest::digest(&digest::SHA256, message.as_bytes()));
    let mut attacks = vec![
        attack("the signature of another token", format!("{message}.{}", packed(others))),
        attack(
            "a good signature over another payload",
            format!("{}.{}.{signature}", packed(forge.header.to_string()), packed(raised.to_string())),
        ),
        attack(
            "the signature of the payload alone",
            format!("{message}.{}", packed(forge.signature(&packed(forge.claims.to_string())))),
        ),
        attack("the digest instead of a signature", format!("{message}.{digest}")),
    ];
    // Our own signature under another name of the algorithm.
    for name in [
        "HS256", "HS384", "RS256", "PS256", "PS512", "ES384", "ES512", "ES256K", "EdDSA", "es256", "ES256 ",
        "",
    ] {
        let header = forge.header_with("alg", json!(name));
        attacks.push(attack(format!("our signature under {name:?}"), forge.signed(&header, &forge.claims)));
    }
    for value in [Value::Null, json!(256), json!(["ES256"]), json!({"name": "ES256"})] {
        let header = forge.header_with("alg", value.clone());
        attacks.push(attack(format!("our signature under {value}"), forge.signed(&header, &forge.claims)));
    }
    attacks
}

/// Signs with a fresh ES256 key.
pub fn foreign_es256() -> impl FnOnce(&[u8]) -> Vec<u8> {
    ec(&ECDSA_P256_SHA256_FIXED_SIGNING)
}

fn ec(algorithm: &'static EcdsaSigningAlgorithm) -> impl FnOnce(&[u8]) -> Vec<u8> {
    let key = EcdsaKeyPair::generate(algorithm).unwrap();
    move |message| key.sign(&SystemRandom::new(), message).unwrap().as_ref().to_vec()
}

fn signed_with_rsa(key: &RsaKeyPair, encoding: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
    let mut signature = vec![0; key.public_modulus_len()];
    key.sign(encoding, &SystemRandom::new(), message, &mut signature).unwrap();
    signature
}

fn mac(secret: &[u8], message: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), message).as_ref().to_vec()
}

/// r and s as ASN.1 has them.
fn der(numbers: &[u8]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        let first = number.iter().position(|byte| *byte != 0).unwrap_or(number.len() - 1);
        let digits = &number[first..];
        let sign = vec![0; usize::from(digits[0] >= 0x80)];
        let content = [sign.as_slice(), digits].concat();
        [&[2, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
    };
    let content = [integer(&numbers[..32]), integer(&numbers[32..])].concat();
    [&[0x30, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
}

/// The difference of two big numbers.
fn minus(greater: &[u8], less: &[u8]) -> Vec<u8> {
    assert_ne!(greater.cmp(less), Ordering::Less);
    let mut borrowed = false;
    let mut difference: Vec<u8> = greater
        .iter()
        .zip(less)
        .rev()
        .map(|(one, other)| {
            let (first, below) = one.overflowing_sub(*other);
            let (second, further_below) = first.overflowing_sub(u8::from(borrowed));
            borrowed = below || further_below;
            second
        })
        .collect();
    difference.reverse();
    difference
}
