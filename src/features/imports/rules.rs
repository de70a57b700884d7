//! Rules of imports: what tables bring in, the life of an import, and its bounds.

use chrono::TimeDelta;

use crate::auth::policy::Permission;
use crate::auth::policy::Permission::ImportTables;
use crate::features::awards::rules::import::TABLE as EARLIER_AWARDS;
use crate::features::facts::rules::import::TABLE as TASK_RATINGS;
use crate::features::initiatives::rules::import::TABLE as INITIATIVES;
use crate::features::nominations::rules::import::TABLE as NOMINATIONS;
use crate::features::people::rules::import::TABLE as PEOPLE;
use crate::features::units::rules::import::TABLE as UNITS;
use crate::official_documents::tables::ImportTable;
use crate::operations::life_cycle::{LifeCycle, Step};
use crate::record::Occurrence::{ImportCancelled, ImportConfirmed};
use crate::text_enum;

/// The most rows of a file that a job reads.
pub const MOST_ROWS: usize = 200_000;
/// How many imports of one person may wait for something.
pub const MOST_OPEN: i64 = 5;
/// How long an import stays after its last change.
pub const KEPT: TimeDelta = TimeDelta::days(30);

text_enum! {
    /// What a table brings in.
    pub enum ImportKind {
        /// Units.
        Units = "UNITS",
        /// People.
        People = "PEOPLE",
        /// Task ratings of people and units.
        TaskRatings = "TASK_RATINGS",
        /// Initiatives with their authors.
        Initiatives = "INITIATIVES",
        /// Awards from before this system.
        EarlierAwards = "EARLIER_AWARDS",
        /// Nominations of units, each a draft.
        Nominations = "NOMINATIONS",
    }
}

impl ImportKind {
    /// Its table.
    #[must_use]
    pub const fn table(self) -> ImportTable {
        match self {
            Self::Units => UNITS,
            Self::People => PEOPLE,
            Self::TaskRatings => TASK_RATINGS,
            Self::Initiatives => INITIATIVES,
            Self::EarlierAwards => EARLIER_AWARDS,
            Self::Nominations => NOMINATIONS,
        }
    }

    /// What the person must be permitted somewhere to bring them in; for each row it is asked of the unit it is about.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Units => Permission::ManageUnits,
            Self::People | Self::TaskRatings | Self::Initiatives | Self::EarlierAwards => {
                Permission::KeepPeople
            }
            Self::Nominations => Permission::ActForUnit,
        }
    }
}

text_enum! {
    /// The status of an import.
    pub enum ImportStatus {
        /// Its file waits to be read, or is being read.
        Reading = "READING",
        /// Its file can't be read, or is no table of this kind.
        Unreadable = "UNREADABLE",
        /// Some of its rows have faults: correct the file and send it again.
        Faulty = "FAULTY",
        /// All its rows are good; nothing is written yet.
        Ready = "READY",
        /// Its rows are being written.
        Committing = "COMMITTING",
        /// Its rows are written, except those that have faults by now.
        Committed = "COMMITTED",
        /// It was given up.
        Cancelled = "CANCELLED",
    }
}

/// The statuses in which an import waits for a worker or for a person.
pub const OPEN: [ImportStatus; 4] = [Reading, Faulty, Ready, Committing];

text_enum! {
    /// What can be done with an import.
    pub enum ImportAction {
        /// Writes its rows.
        Commit = "COMMIT",
        /// Gives it up; nothing is written.
        Cancel = "CANCEL",
    }
}

use ImportAction::{Cancel, Commit};
use ImportStatus::{Cancelled, Committing, Faulty, Reading, Ready};

/// The life of an import, as far as people decide on it.
#[derive(Debug)]
pub struct ImportLife(pub ImportStatus);

impl LifeCycle for ImportLife {
    type Status = ImportStatus;
    type Action = ImportAction;

    const STEPS: &'static [Step<Self>] = &[
        Step::new(Reading, Cancel, Cancelled, ImportTables, ImportCancelled),
        Step::new(Ready, Commit, Committing, ImportTables, ImportConfirmed),
        Step::new(Ready, Cancel, Cancelled, ImportTables, ImportCancelled),
        Step::new(Faulty, Cancel, Cancelled, ImportTables, ImportCancelled),
    ];

    fn status(&self) -> ImportStatus {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::life_cycle::{drawing, drawn_steps};

    #[test]
    fn the_drawing_shows_the_steps() {
        assert_eq!(drawn_steps(include_str!("mod.rs")), drawing::<ImportLife>());
    }
}
