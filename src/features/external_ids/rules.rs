//! Rules of external ids: which kinds of things have them.

use crate::text_enum;

text_enum! {
    /// A kind of thing that other systems have ids for.
    pub enum ThingType {
        /// A unit.
        Unit = "UNIT",
        /// A person who can be commended.
        Person = "PERSON",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// A document.
        Document = "DOCUMENT",
        /// An item of a pledge.
        PledgeItem = "PLEDGE_ITEM",
    }
}
