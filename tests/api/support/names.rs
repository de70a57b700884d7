//! What the sample holds, by name: ids as they stand in paths and bodies.

/// Constants with the ids whose last six letters are given.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $last:literal;)+) => {
        $($(#[$doc])* pub const $name: &str = concat!("01980000-0000-7000-8000-000000", $last);)+
    };
}

/// An id that nothing has.
pub const NOTHING: &str = "01980000-0000-7000-8000-00000000ffff";

/// The units: the department with its divisions, a district's offices of 2023, the wards of today.
pub mod units {
    ids! {
        /// The people's committee of the province, above all others.
        PROVINCE = "000100";
        /// The Department of Home Affairs.
        DEPARTMENT = "000101";
        /// The office of the department.
        OFFICE = "000102";
        /// Its inspectorate.
        INSPECTORATE = "000103";
        /// Its division for organisation and staffing.
        ORGANISATION = "000104";
        /// Its division for civil servants.
        CIVIL_SERVANTS = "000105";
        /// Its division for administrative reform.
        REFORM = "000106";
        /// Its board for emulation and commendation.
        EMULATION_BOARD = "000107";
        /// Its board for religious affairs.
        RELIGION_BOARD = "000108";
        /// Its archive, a service unit.
        ARCHIVE = "000109";
        /// The office of the former city, closed; the wards follow it.
        CITY_OFFICE = "000111";
        /// The office of a former district, closed; nobody follows it.
        DISTRICT_OFFICE = "000112";
        /// Another one, which pledged late.
        LATE_DISTRICT_OFFICE = "000118";
        /// A ward.
        WARD = "000121";
        /// Another ward.
        OTHER_WARD = "000122";
        /// The last of the wards.
        LAST_WARD = "000124";
    }
}

/// The accounts.
pub mod users {
    ids! {
        /// Who keeps the users of the province.
        ADMIN = "000001";
        /// Who runs the department's campaigns.
        OFFICE = "000002";
        /// Who launches them.
        LEADER = "000003";
        /// Who reads everything.
        AUDITOR = "000007";
        /// The officer of the department's office.
        OFFICER = "000302";
        /// The officer of its inspectorate, who has a session open.
        INSPECTOR = "000303";
        /// The officer of a district's former office.
        DISTRICT_OFFICER = "000312";
    }
}

/// The roles that were given.
pub mod assignments {
    ids! {
        /// The administrator's.
        OF_ADMIN = "000a01";
        /// The auditor's.
        OF_AUDITOR = "000a07";
        /// The one of the officer of the department's office.
        OF_OFFICER = "000d02";
    }
}

/// The campaigns.
pub mod campaigns {
    ids! {
        /// The launched one, of 2023.
        LAUNCHED = "000300";
        /// The draft, of 2027.
        DRAFT = "000400";
    }
}

/// The documents.
pub mod documents {
    ids! {
        /// The first of the legal bases of the launched campaign.
        LEGAL_BASIS = "000310";
        /// A document that amends.
        AMENDING = "0003f0";
    }
}

ids! {
    /// The file that a report of the sample rests on.
    FILE = "002400";
    /// The job that was given up.
    DEAD_JOB = "002500";
    /// A rule of what a launch needs.
    READINESS_RULE = "000611";
}
