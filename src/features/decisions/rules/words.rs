//! The words of decisions.

use crate::text_enum;

text_enum! {
    /// What a decision does.
    pub enum DecisionPurpose {
        /// It grants awards.
        Grant = "GRANT",
        /// It takes an award back.
        Revoke = "REVOKE",
        /// It corrects the name that an earlier decision printed.
        Correct = "CORRECT",
    }
}

text_enum! {
    /// Whose decision it is.
    pub enum DecisionOrigin {
        /// Of the head of the unit.
        Own = "OWN",
        /// Of an authority outside the province, which the unit records.
        Outside = "OUTSIDE",
    }
}

text_enum! {
    /// The status of a decision.
    pub enum DecisionStatus {
        /// It is being drafted.
        Draft = "DRAFT",
        /// It was issued, and never changes.
        Issued = "ISSUED",
        /// It was given up.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to a decision.
    pub enum DecisionAction {
        /// Issues it: the head of the unit does.
        Issue = "ISSUE",
        /// Confirms what an outside authority decided: a second person does.
        Confirm = "CONFIRM",
        /// Gives it up.
        Withdraw = "WITHDRAW",
    }
}

text_enum! {
    /// Why an award is taken back (Law 06/2022/QH15, Article 93.2).
    pub enum RevocationGround {
        /// The recipient was dishonest in declaring merits (point a).
        DishonestDeclaration = "DISHONEST_DECLARATION",
        /// False information was given, or papers were forged (point b).
        FalsePapers = "FALSE_PAPERS",
        /// Appraisal, consideration or proposal broke the law (point c).
        UnlawfulProcedure = "UNLAWFUL_PROCEDURE",
        /// By a conclusion, a decision or a judgment the criteria were not met in the period that was counted (point d).
        CriteriaNotMet = "CRITERIA_NOT_MET",
    }
}
