//! The end of a document: the recipients on the left, the signature on the right (annex I, II.7 and II.9). Where two sign, as under
//! minutes, they stand side by side and the recipients below them (annex III, form 1.11).

use docx_rs::{Docx, Paragraph};

use super::model::{OfficialDocument, Signature};
use super::page::{TEXT_WIDTH, two_columns};
use super::{looks, words};

/// The document with its end.
pub fn write(written: Docx, document: &OfficialDocument) -> Docx {
    let (recipients, signed) =
        (recipients(&document.recipients, &document.kept_by), signature(&document.signature));
    let written = written.add_paragraph(looks::GAP.empty());
    let columns = |left| two_columns(TEXT_WIDTH / 2, vec![[left, signed]]);
    match &document.beside {
        None => written.add_table(columns(recipients)),
        Some(beside) => {
            let written = written.add_table(columns(signature(beside))).add_paragraph(looks::GAP.empty());
            recipients.into_iter().fold(written, Docx::add_paragraph)
        }
    }
}

fn recipients(names: &[String], kept_by: &str) -> Vec<Paragraph> {
    let bare = |name: &String| words::line(name).trim_end_matches(['.', ';', ' ']).to_owned();
    let lines = names.iter().map(bare).filter(|name| !name.is_empty()).map(|name| format!("- {name};"));
    // The clerk's office (văn thư) always keeps one.
    let kept = words::line(kept_by);
    let kept = format!("- Lưu: {}.", if kept.is_empty() { "VT" } else { kept.trim_end_matches('.') });
    let lines = lines.chain([kept]).map(|line| looks::RECIPIENT.paragraph(line));
    std::iter::once(looks::RECIPIENTS.paragraph("Nơi nhận:")).chain(lines).collect()
}

pub fn signature(signature: &Signature) -> Vec<Paragraph> {
    let signer = |text: &str| looks::SIGNER.paragraph(words::capitals(text));
    let name = words::line(signature.name.as_deref().unwrap_or_default());
    let authority = signature.authority.as_deref().filter(|text| !text.trim().is_empty());
    let above = authority.into_iter().chain([signature.position.as_str()]).map(signer);
    above.chain([looks::SIGNER_NAME.paragraph(name)]).collect()
}
