//! Rules of the audit trail: none but the seal, which is the record's own.
