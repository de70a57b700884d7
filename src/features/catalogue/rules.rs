//! The words of the award catalogue.

use crate::text_enum;

text_enum! {
    /// What kind of award it is.
    pub enum AwardKind {
        /// An emulation title (danh hiệu thi đua; Law 06/2022/QH15, Articles 19 and 20).
        Title = "TITLE",
        /// A form of commendation (hình thức khen thưởng; Article 9).
        Form = "FORM",
    }
}

text_enum! {
    /// The level of the authority that gives an award.
    pub enum AwardLevel {
        /// The State, the Government or the Prime Minister.
        State = "STATE",
        /// The province.
        Provincial = "PROVINCIAL",
        /// An agency, a unit or a commune.
        Base = "BASE",
    }
}

text_enum! {
    /// Who can receive an award.
    pub enum RecipientKind {
        /// A person.
        Individual = "INDIVIDUAL",
        /// A unit or another body.
        Collective = "COLLECTIVE",
        /// A household.
        Household = "HOUSEHOLD",
    }
}

text_enum! {
    /// How sure we are of a fact of law.
    pub enum Certainty {
        /// Found in a public source.
        Sourced = "SOURCED",
        /// Found, but in a text that has been replaced.
        OlderLaw = "OLDER_LAW",
        /// Inferred from practice.
        Inference = "INFERENCE",
        /// From memory, without a source.
        Memory = "MEMORY",
    }
}
