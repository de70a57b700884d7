//! What needs neither network nor database: clock, context of a change, Vietnamese text, cryptography, differences.

pub mod archive;
pub mod clock;
pub mod context;
pub mod crypto;
pub mod difference;
pub mod groups;
pub mod json_pointer;
pub mod patch;
pub mod pictures;
pub mod plain_text;
pub mod qr_code;
pub mod row_version;
pub mod targets;
pub mod text_enum;
pub mod tls;
pub mod vietnamese;
pub mod writers;
