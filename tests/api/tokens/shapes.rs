//! Texts that are nearly a token: cut, stretched, packed otherwise.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};
use serde_json::json;

use super::forge::{Attack, Forge, attack, packed, unpacked};

/// The letters of the packing, in order.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[actix_web::test]
async fn a_text_that_is_nearly_a_token_is_refused() {
    let forge = Forge::start().await;
    forge.refuses(attacks(&forge)).await;
}

pub fn attacks(forge: &Forge) -> Vec<Attack> {
    [cut(forge), padded(forge), repacked(forge), dressed(forge), huge(forge)].concat()
}

fn parts(forge: &Forge) -> [&str; 3] {
    let parts: Vec<_> = forge.token.split('.').collect();
    parts.try_into().unwrap()
}

fn cut(forge: &Forge) -> Vec<Attack> {
    let (good, [header, payload, signature]) = (&forge.token, parts(forge));
    let texts = [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        "a.b.c".to_owned(),
        "thidua".to_owned(),
        header.to_owned(),
        format!("{header}."),
        format!("{header}.{payload}"),
        format!("{header}.{payload}."),
        format!("{header}..{signature}"),
        format!(".{payload}.{signature}"),
        format!("{payload}.{header}.{signature}"),
        good[1..].to_owned(),
        good[..good.len() - 1].to_owned(),
        good[..good.len() - 2].to_owned(),
        good[..good.len() / 2].to_owned(),
    ];
    texts.map(|text| attack(format!("cut to {text:?}"), text)).to_vec()
}

fn padded(forge: &Forge) -> Vec<Attack> {
    let (good, [header, payload, signature]) = (&forge.token, parts(forge));
    vec![
        attack("a dot before", format!(".{good}")),
        attack("a dot behind", format!("{good}.")),
        attack("four dots", format!("{good}..")),
        attack("a fourth part", format!("{good}.AAAA")),
        attack("five parts, as an encrypted token has", format!("{good}.AAAA.AAAA")),
        attack("two tokens", format!("{good}.{good}")),
        attack("two tokens and a comma", format!("{good},{good}")),
        attack("two tokens and a blank", format!("{good} {good}")),
        attack("a blank in the header", format!("{header} .{payload}.{signature}")),
        attack("a blank in the payload", format!("{header}. {payload}.{signature}")),
        attack("a blank in the signature", format!("{header}.{payload}. {signature}")),
        attack("a tab in the payload", format!("{header}.\t{payload}.{signature}")),
        attack("letters that are not ASCII", format!("{good}é")),
        attack("a percent escape", good.replace('.', "%2E")),
        attack("a dot that only looks so", good.replace('.', "．")),
    ]
}

/// The same bytes in another packing, or bits that the packing does not use.
fn repacked(forge: &Forge) -> Vec<Attack> {
    let [header, payload, signature] = parts(forge);
    let bytes = unpacked(signature);
    let odd = [header, payload].map(|part| format!("{part}{}", "=".repeat(1 + part.len() % 2)));
    let message = format!("{header}.{}", loose(payload));
    vec![
        attack("padding on the header", format!("{}.{payload}.{signature}", odd[0])),
        attack("padding on the payload", format!("{header}.{}.{signature}", odd[1])),
        attack("padding on the signature", format!("{header}.{payload}.{}", URL_SAFE.encode(&bytes))),
        attack("the standard alphabet", in_standard_letters(forge)),
        attack(
            "the standard alphabet with padding",
            format!("{header}.{payload}.{}", STANDARD.encode(&bytes)),
        ),
        attack("a signature in hex", format!("{header}.{payload}.{}", hex(&bytes))),
        attack("unused bits in the signature", format!("{header}.{payload}.{}", loose(signature))),
        attack("unused bits in the payload", format!("{message}.{}", packed(forge.signature(&message)))),
        attack("a packed token", packed(&forge.token)),
    ]
}

/// Another letter at the end that stands for the same bytes, or one letter more that stands for none.
fn loose(part: &str) -> String {
    let unused = match part.len() % 4 {
        2 => 0b1111,
        3 => 0b11,
        _ => return format!("{part}A"),
    };
    let (start, last) = part.split_at(part.len() - 1);
    let place = LETTERS.iter().position(|letter| last.as_bytes() == [*letter]).unwrap();
    format!("{start}{}", char::from(LETTERS[place | unused]))
}

/// A token whose signature is written with + or /.
fn in_standard_letters(forge: &Forge) -> String {
    let message = forge.message(&forge.header);
    loop {
        let signature = STANDARD_NO_PAD.encode(forge.signature(&message));
        if signature.contains(['+', '/']) {
            return format!("{message}.{signature}");
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Other clothes for the same signature: JSON, nesting, quotes.
fn dressed(forge: &Forge) -> Vec<Attack> {
    let (good, [header, payload, signature]) = (&forge.token, parts(forge));
    let flat = json!({"protected": header, "payload": payload, "signature": signature});
    let general = json!({"payload": payload, "signatures": [{"protected": header, "signature": signature}]});
    let nested = forge.header_with("cty", json!("JWT")).to_string();
    vec![
        attack("flattened JSON", flat.to_string()),
        attack("general JSON", general.to_string()),
        attack("packed JSON", packed(flat.to_string())),
        attack("a signed token", forge.signed_text(&nested, good)),
        attack("a signed token in quotes", forge.signed_text(&nested, json!(good).to_string())),
        attack("quotes around it", format!("\"{good}\"")),
        attack("a scheme before it", format!("Bearer {good}")),
        attack("a name before it", format!("token={good}")),
        attack("capital letters", good.to_uppercase()),
    ]
}

fn huge(forge: &Forge) -> Vec<Attack> {
    let [header, payload, signature] = parts(forge);
    let blanks = format!("{}{}", forge.claims, " ".repeat(4_500));
    vec![
        attack("7 kB of nothing", "A".repeat(7_000)),
        attack("7 kB of dots", ".".repeat(7_000)),
        attack("7 kB of signature", format!("{header}.{payload}.{}", signature.repeat(75))),
        attack("7 kB of header", format!("{}.{payload}.{signature}", header.repeat(40))),
        attack("a good token of 7 kB", forge.signed_text(&forge.header.to_string(), blanks)),
    ]
}
