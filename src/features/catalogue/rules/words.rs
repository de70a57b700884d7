//! The words of the award catalogue.

use crate::features::people::rules::SubjectKind;
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

text_enum! {
    /// Why somebody is commended (loại hình khen thưởng; Law 06/2022/QH15, Article 8).
    pub enum CommendationKind {
        /// Regular merit (công trạng).
        Merit = "MERIT",
        /// A sudden achievement outside what one has to do (đột xuất).
        AdHoc = "AD_HOC",
        /// Excellent in an emulation campaign, also a thematic one (phong trào thi đua).
        Campaign = "CAMPAIGN",
        /// Long service in leading posts (quá trình cống hiến).
        LongService = "LONG_SERVICE",
        /// Years in the armed forces (niên hạn).
        Seniority = "SENIORITY",
        /// Overseas Vietnamese and foreigners (đối ngoại).
        External = "EXTERNAL",
        /// The resistance wars (kháng chiến).
        Resistance = "RESISTANCE",
    }
}

text_enum! {
    /// How a year's tasks were completed (mức độ hoàn thành nhiệm vụ), the highest first.
    pub enum TaskLevel {
        /// Excellently (hoàn thành xuất sắc nhiệm vụ).
        Excellent = "EXCELLENT",
        /// Well (hoàn thành tốt nhiệm vụ).
        Good = "GOOD",
        /// Completed (hoàn thành nhiệm vụ).
        Completed = "COMPLETED",
        /// Not completed (không hoàn thành nhiệm vụ).
        NotCompleted = "NOT_COMPLETED",
    }
}

impl TaskLevel {
    /// Whether this level is at least another.
    #[must_use]
    pub fn is_at_least(self, other: Self) -> bool {
        // Declared from the highest to the lowest.
        self <= other
    }
}

text_enum! {
    /// What kind of work counts beside the ratings.
    pub enum InitiativeKind {
        /// A recognised initiative (sáng kiến).
        Initiative = "INITIATIVE",
        /// Accepted research (đề tài, đề án, công trình khoa học).
        Research = "RESEARCH",
        /// Resourcefulness in combat (mưu trí, sáng tạo trong chiến đấu).
        CombatMerit = "COMBAT_MERIT",
    }
}

text_enum! {
    /// How far the effect of an initiative is recognised, the lowest first.
    pub enum InitiativeLevel {
        /// In an agency or a unit.
        Base = "BASE",
        /// In the province.
        Province = "PROVINCE",
        /// In the whole country.
        National = "NATIONAL",
    }
}

text_enum! {
    /// Whether a rule holds.
    pub enum RuleStatus {
        /// Written down from a text that is not confirmed; it is shown beside the row in force and decides nothing.
        Draft = "DRAFT",
        /// In force.
        InForce = "IN_FORCE",
        /// Taken back; it is kept, and answers nothing.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What happens to dossiers that were received before a row began to hold.
    pub enum RuleTransition {
        /// They are judged by the earlier row.
        EarlierRow = "EARLIER_ROW",
        /// They are judged by the earlier row, or by this one where it is more favourable.
        MoreFavourable = "MORE_FAVOURABLE",
    }
}

text_enum! {
    /// Who wrote a rule.
    pub enum RuleSource {
        /// The State: law, decree, circular.
        National = "NATIONAL",
        /// The province, in place of the national row.
        Province = "PROVINCE",
    }
}

impl From<SubjectKind> for RecipientKind {
    fn from(kind: SubjectKind) -> Self {
        match kind {
            SubjectKind::Person => Self::Individual,
            SubjectKind::Unit => Self::Collective,
            SubjectKind::Household => Self::Household,
        }
    }
}

text_enum! {
    /// What is looked at before an award.
    pub enum EvaluationPeriod {
        /// One year.
        Year = "YEAR",
        /// A chain of years.
        Chain = "CHAIN",
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// A period that the proposal names.
        Period = "PERIOD",
        /// No period: a single achievement, a work or a life.
        None = "NONE",
    }
}

text_enum! {
    /// Whose votes the share is taken of.
    pub enum VotingBase {
        /// All members of the council.
        AllMembers = "ALL_MEMBERS",
        /// The members who are present.
        Present = "PRESENT",
    }
}

text_enum! {
    /// How a council votes.
    pub enum Ballot {
        /// By secret ballot (bỏ phiếu kín).
        Secret = "SECRET",
        /// By ballot; whether it is secret is not said (bỏ phiếu).
        Ballot = "BALLOT",
        /// By a show of hands (biểu quyết).
        Open = "OPEN",
    }
}

text_enum! {
    /// What kind of authority decides.
    pub enum Authority {
        /// The President (Chủ tịch nước).
        President = "PRESIDENT",
        /// The Government.
        Government = "GOVERNMENT",
        /// The Prime Minister.
        PrimeMinister = "PRIME_MINISTER",
        /// The chair of the provincial People's Committee.
        ProvinceChair = "PROVINCE_CHAIR",
        /// The head of an agency, an organisation or a unit with legal status.
        UnitHead = "UNIT_HEAD",
        /// The head of a specialised agency of the province.
        DepartmentDirector = "DEPARTMENT_DIRECTOR",
        /// The chair of a district's People's Committee, until 2025-06-30.
        DistrictChair = "DISTRICT_CHAIR",
        /// The chair of a commune's People's Committee.
        CommuneChair = "COMMUNE_CHAIR",
        /// The director of a company or a cooperative.
        CompanyDirector = "COMPANY_DIRECTOR",
        /// Somebody else, as the row says.
        Other = "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_compared_from_the_highest_to_the_lowest() {
        assert!(TaskLevel::Excellent.is_at_least(TaskLevel::Good));
        assert!(TaskLevel::Good.is_at_least(TaskLevel::Good));
        assert!(!TaskLevel::Completed.is_at_least(TaskLevel::Good));
        assert!(InitiativeLevel::National > InitiativeLevel::Province);
    }
}
