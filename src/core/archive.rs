//! Archives (ZIP) that strangers send: how much reading their directory can cost.

/// How each record of an archive's directory begins.
const RECORD: &[u8] = b"PK\x01\x02";

/// Whether an archive's directory may have more records than this. Asked before it is read, because reading it keeps every
/// record in memory, whatever number the archive declares: there is no record without its mark.
#[must_use]
pub fn may_exceed(bytes: &[u8], most_records: usize) -> bool {
    bytes.windows(RECORD.len()).filter(|window| *window == RECORD).nth(most_records).is_some()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// How long the last record of an archive is, which declares how many others there are.
    const END_OF_DIRECTORY: usize = 22;

    #[test]
    fn every_record_is_counted() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..5 {
            archive.start_file(number.to_string(), SimpleFileOptions::default()).unwrap();
            archive.write_all(b"PK\x03\x04 and PK\x01 are no records").unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        assert_eq!([4, 5, 6].map(|most| may_exceed(&bytes, most)), [true, false, false]);
        assert!(!may_exceed(b"", 0));
    }

    #[test]
    fn what_an_archive_declares_is_not_believed() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..5 {
            archive.start_file(number.to_string(), SimpleFileOptions::default()).unwrap();
        }
        let mut bytes = archive.finish().unwrap().into_inner();
        let end = bytes.len() - END_OF_DIRECTORY;
        assert_eq!(bytes[end..end + 4], *b"PK\x05\x06");
        bytes[end + 8..end + 12].copy_from_slice(&[1, 0, 1, 0]);
        assert_eq!([4, 5].map(|most| may_exceed(&bytes, most)), [true, false]);
    }
}
