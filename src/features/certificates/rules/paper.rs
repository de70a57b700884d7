//! A certificate as a paper.

use chrono::NaiveDate;

use crate::core::qr_code::SquareImage;
use crate::official_documents::writer::{Certificate, Signature, place_of};

/// What a certificate says.
#[derive(Debug, Clone)]
pub struct CertificatePaper {
    /// Who grants it: `Giám đốc Sở Nội vụ tỉnh Lạng Sơn`.
    pub issuer: String,
    /// The name of the province.
    pub superior: String,
    /// What is granted.
    pub award: String,
    /// To whom.
    pub recipient: String,
    /// What for.
    pub achievement: Option<String>,
    /// Number and sign of the decision, and its day.
    pub decision: (String, NaiveDate),
    /// Its number in the register of a year.
    pub number: (i32, i32),
    /// When it was issued.
    pub issued_on: NaiveDate,
    /// The signer's position and name.
    pub signer: (Option<String>, Option<String>),
    /// Where the award is verified.
    pub link: String,
    /// The picture of that link.
    pub picture: SquareImage,
}

/// The certificate.
#[must_use]
pub fn paper(of: CertificatePaper) -> Certificate {
    let (number, day) = of.decision;
    let (own, year) = of.number;
    Certificate {
        place: place_of(&of.superior),
        issued: of.issued_on,
        award: of.award,
        recipient: of.recipient,
        achievement: of.achievement,
        notes: vec![
            format!("Quyết định số {number} ngày {}", day.format("%d/%m/%Y")),
            format!("Số vào sổ: {own}/{year}"),
            "Tra cứu bằng mã:".to_owned(),
        ],
        signature: Signature {
            authority: None,
            position: of.signer.0.unwrap_or_else(|| of.issuer.clone()),
            name: of.signer.1,
        },
        issuer: of.issuer,
        link: of.link,
        picture: of.picture,
    }
}
