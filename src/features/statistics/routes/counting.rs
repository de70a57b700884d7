//! The numbers of a form, and what one of its numbers counts.

use chrono::NaiveDate;
use uuid::Uuid;

use super::parameters::FormQuery;
use crate::db::page::PageRead;
use crate::db::{self, Connection};
use crate::features::statistics::rules::{
    AwardGroup, FormCode, FormFigures, FormHead, Layout, PROVINCE_AWARDS, YearDays, campaigns,
    entered_figures, province_awards, state_awards,
};
use crate::features::statistics::store::{self, CountedAward, CountedCampaign};
use crate::operations::subjects::units_below;

/// A form of a year and a unit, as it stands today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub form: FormCode,
    pub year: i32,
    pub unit_id: Uuid,
    pub today: NaiveDate,
}

impl Asked {
    pub const fn of(form: FormCode, query: FormQuery, today: NaiveDate) -> Self {
        Self { form, year: query.year, unit_id: query.unit_id, today }
    }

    /// The first day of the year and its last.
    fn days(self) -> Result<YearDays, db::Error> {
        let day = |month, day| NaiveDate::from_ymd_opt(self.year, month, day);
        day(1, 1).zip(day(12, 31)).ok_or_else(|| db::Error::Unexpected("no such year".to_owned()))
    }

    async fn units(self, conn: &Connection) -> Result<Vec<Uuid>, db::Error> {
        Ok(units_below(conn, Some(self.unit_id), self.today).await?.unwrap_or_default())
    }

    /// The layout of a form of awards, with the codes of the awards that it counts.
    async fn awards(self, conn: &Connection) -> Result<(Layout<AwardGroup>, Vec<String>), db::Error> {
        if self.form == FormCode::ProvinceAwards {
            return Ok((province_awards(), PROVINCE_AWARDS.map(str::to_owned).to_vec()));
        }
        let catalogue = store::list_state_awards(conn, self.days()?).await?;
        let codes = catalogue.iter().map(|award| award.code.clone()).collect();
        Ok((state_awards(&catalogue), codes))
    }

    /// The numbers of the form.
    pub async fn figures(self, conn: &Connection) -> Result<FormFigures, db::Error> {
        match self.form {
            FormCode::Campaigns => {
                let groups = store::count_campaigns(conn, self.days()?, &self.units(conn).await?).await?;
                Ok(campaigns().figures(&groups))
            }
            FormCode::StateAwards | FormCode::ProvinceAwards => {
                let (layout, codes) = self.awards(conn).await?;
                let units = self.units(conn).await?;
                Ok(layout.figures(&store::count_awards(conn, self.days()?, &codes, &units).await?))
            }
            FormCode::Organisations | FormCode::Staff => {
                let entry = store::find_entry(conn, (self.form, self.year, self.unit_id)).await?;
                let rows = entry.map(|entry| entry.entered()).transpose()?.unwrap_or_default();
                Ok(entered_figures(self.form, &rows))
            }
        }
    }

    /// What stands above the form: of the version that holds at the end of the year.
    pub async fn head(self, conn: &Connection) -> Result<Option<FormHead>, db::Error> {
        let (_, last_day) = self.days()?;
        let versions = store::list_form_versions(conn).await?;
        let own = versions.into_iter().find(|own| own.form == self.form && own.days().include(last_day));
        Ok(own.map(|own| FormHead {
            due_on: own.due_in(self.year).unwrap_or(last_day),
            code: own.code,
            title: own.title,
            basis: own.basis,
            certainty: own.certainty,
        }))
    }

    /// What a cell counts, the last written first, before an id; `None` where the form has no such cell.
    pub async fn records(
        self,
        conn: &Connection,
        cell: &Cell,
        page: (Option<Uuid>, &PageRead),
    ) -> Result<Option<CountedRecords>, db::Error> {
        match self.form {
            FormCode::Campaigns => {
                let units = self.units(conn).await?;
                let groups = store::count_campaigns(conn, self.days()?, &units).await?;
                let Some(own) = cell.groups(&campaigns(), groups) else { return Ok(None) };
                let found = store::list_counted_campaigns(conn, self.days()?, (&own, &units), page).await?;
                Ok(Some(CountedRecords::Campaigns(found)))
            }
            FormCode::StateAwards | FormCode::ProvinceAwards => {
                let (layout, codes) = self.awards(conn).await?;
                let units = self.units(conn).await?;
                let groups = store::count_awards(conn, self.days()?, &codes, &units).await?;
                let Some(own) = cell.groups(&layout, groups) else { return Ok(None) };
                let found = store::list_counted_awards(conn, self.days()?, (&own, &units), page).await?;
                Ok(Some(CountedRecords::Awards(found)))
            }
            FormCode::Organisations | FormCode::Staff => Ok(None),
        }
    }
}

/// One number of a form.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    /// Of this row and this column.
    At(String, String),
    /// What stands in the total and in no row of one of its groups.
    Unsorted,
}

impl Cell {
    /// The groups that the number counts; `None` where the form has no such cell.
    fn groups<R>(&self, layout: &Layout<R>, groups: Vec<(R, i64)>) -> Option<Vec<R>> {
        let groups = groups.into_iter().map(|(one, _)| one);
        match self {
            Self::Unsorted => Some(groups.filter(|one| layout.is_unsorted(one)).collect()),
            Self::At(row, column) => {
                let counts = layout.cell(row, column)?;
                Some(groups.filter(counts).collect())
            }
        }
    }
}

/// What a number counts.
pub(super) enum CountedRecords {
    Campaigns(Vec<CountedCampaign>),
    Awards(Vec<CountedAward>),
}
