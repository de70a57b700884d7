//! The sample's machine clients: the document system, which files reports for the department, and a gateway that looks at tokens of
//! others. Their secrets are known to everybody, as the passwords of the sample are.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::ids::{id, on};
use super::users::ADMIN;
use crate::auth::policy::ClientScope;
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::clients::routes::create::{NewClient, create_in};
use crate::features::clients::routes::keys::{NewClientKey, add_key_in};
use crate::features::clients::routes::secrets::create_secret_in;
use crate::http::Problem;

/// The last parts of the ids of the document system and of the gateway; their secrets follow.
pub const IOFFICE: u128 = 0x48_0001;
const GATEWAY: u128 = 0x48_0002;
const FIRST_SECRET: u128 = 0x48_0101;

/// The last part of the id of the document system's key; nobody has the secret half.
const KEY: u128 = 0x48_0201;

/// The public half of the example of RFC 7517, A.1.
fn public_key() -> Value {
    json!({
        "kty": "EC",
        "crv": "P-256",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
    })
}

/// The secret of every sample client.
pub const CLIENT_SECRET: &str = "thidua-sample-secret-that-everybody-knows-1";

/// Registers them.
pub async fn create(tx: &mut Connection) -> Result<(), Problem> {
    let ioffice = NewClient {
        code: "ioffice".to_owned(),
        name: "Hệ thống quản lý văn bản VNPT-iOffice (mẫu)".to_owned(),
        unit_id: Some(id(0x101)),
        purpose: "Gửi văn bản phát động, nộp báo cáo tiến độ và theo dõi phong trào (mẫu)".to_owned(),
        scopes: vec![
            ClientScope::CampaignsRead,
            ClientScope::UnitsRead,
            ClientScope::PledgesWrite,
            ClientScope::ReportsWrite,
            ClientScope::DocumentsWrite,
            ClientScope::AwardsRead,
            ClientScope::EventsRead,
            ClientScope::WebhooksManage,
        ],
        networks: Vec::new(),
        requests_per_minute: Some(1200),
        expires_on: NaiveDate::from_ymd_opt(2030, 12, 31).unwrap_or_default(),
    };
    let gateway = NewClient {
        code: "truc-lgsp".to_owned(),
        name: "Nền tảng tích hợp, chia sẻ dữ liệu của tỉnh (mẫu)".to_owned(),
        unit_id: None,
        purpose: "Kiểm tra mã truy cập của các hệ thống đi qua trục (mẫu)".to_owned(),
        scopes: vec![ClientScope::TokensIntrospect],
        ..ioffice.clone()
    };
    for ((client, own), secret) in [(IOFFICE, ioffice), (GATEWAY, gateway)].into_iter().zip(FIRST_SECRET..) {
        let admin = on("2026-11-02T01:05:00Z", ADMIN)?;
        let made = ChangeContext { ids: Ids::counting(id(client)), ..admin.clone() };
        let client = create_in(tx, &made, &own).await?;
        let made = ChangeContext { ids: Ids::counting(id(secret)), ..admin };
        create_secret_in(tx, &made, (client.id, CLIENT_SECRET)).await?;
    }
    let made = ChangeContext { ids: Ids::counting(id(KEY)), ..on("2026-11-02T01:06:00Z", ADMIN)? };
    let key = NewClientKey { key_id: "ioffice-2026".to_owned(), public_key: public_key() };
    add_key_in(tx, &made, id(IOFFICE), &key).await.map(drop)
}
