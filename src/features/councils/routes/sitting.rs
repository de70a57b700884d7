//! Those who sit in a council at a meeting: who is there, who takes no part in an item, who can vote.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use crate::db::{Connection, Error};
use crate::features::catalogue::rules::Voting;
use crate::features::councils::rules::{
    Assembly, MemberFacts, Presence, RecusalGround, Seat, SubjectFacts, concerns,
};
use crate::features::councils::store::{self, AgendaItem, Composition, Council, Meeting, Member, Recusal};
use crate::features::nominations::store::{self as nominations, Nomination};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::operations::subjects::{KnownSubjects, lineage_in_force};

/// The members of a council at a meeting.
#[derive(Debug, Clone)]
pub struct Sitting {
    /// The members, in the order of their names.
    pub members: Vec<Member>,
    /// By which decision they sit there.
    pub composition: Option<Composition>,
    presences: HashMap<Uuid, Presence>,
}

impl Sitting {
    /// Who sits there: with the council of the day it was opened, before that with the council of its day.
    pub async fn of(conn: &Connection, meeting: &Meeting) -> Result<Self, Error> {
        let composition = match meeting.composition_id {
            Some(id) => Some(store::find_composition(conn, id).await?),
            None => store::composition_on(conn, meeting.council_id, meeting.held_on).await?,
        };
        let ids: Vec<Uuid> = composition.iter().map(|own| own.id).collect();
        let members = store::list_members(conn, &ids).await?;
        let presences = store::list_attendance(conn, meeting.id).await?.into_iter().collect();
        let members = members.into_iter().map(|(_, member)| member).collect();
        Ok(Self { members, composition, presences })
    }

    /// Whether two members are one person, as far as their accounts say who they are.
    pub async fn has_one_person_twice(&self, conn: &Connection, today: NaiveDate) -> Result<bool, Error> {
        let named = self.members.iter().filter_map(|member| member.person_id);
        let people: Vec<Subject> = named.map(|id| Subject { kind: SubjectKind::Person, id }).collect();
        let known = KnownSubjects::find(conn, people.iter().copied(), today).await?;
        let survivor =
            |person: &Subject| known.get(*person).and_then(|row| row.merged_into_id).unwrap_or(person.id);
        let distinct: HashSet<Uuid> = people.iter().map(survivor).collect();
        Ok(distinct.len() < people.len())
    }

    /// What a member is called.
    pub fn name(&self, user: Uuid) -> &str {
        self.members.iter().find(|member| member.user_id == user).map_or("", |member| member.name.as_str())
    }

    /// Whether somebody is there; who is not named is absent.
    pub fn presence(&self, user: Uuid) -> Presence {
        self.presences.get(&user).copied().unwrap_or(Presence::Absent)
    }

    /// A member's seat at the vote on an item.
    pub fn seat(&self, user: Uuid, item: &AgendaItem, recusals: &[Recusal]) -> Option<Seat> {
        let is_member = self.members.iter().any(|member| member.user_id == user);
        let is_recused = recusals.iter().any(|own| own.item_id == item.id && own.user_id == user);
        is_member.then(|| Seat { presence: self.presence(user), is_recused })
    }

    /// The members at the vote on an item, by the rule of the vote.
    pub fn assembly(&self, rule: &Voting, item: &AgendaItem, recusals: &[Recusal]) -> Assembly {
        let seats = self.members.iter().filter_map(|member| self.seat(member.user_id, item, recusals));
        Assembly::of(rule, &seats.collect::<Vec<_>>())
    }

    /// The members whom a nomination concerns.
    pub async fn concerned(
        &self,
        conn: &Connection,
        council: &Council,
        nomination: &Nomination,
        today: NaiveDate,
    ) -> Result<Vec<(Uuid, RecusalGround)>, Error> {
        let subject = nomination.subject();
        let person = |id| Subject { kind: SubjectKind::Person, id };
        let people: Vec<(Uuid, Subject)> = self
            .members
            .iter()
            .filter_map(|member| Some((member.user_id, person(member.person_id?))))
            .collect();
        let asked = people.iter().map(|(_, person)| *person).chain([subject]);
        let known = KnownSubjects::find(conn, asked, today).await?;
        let ids = nominations::ids_of(conn, subject).await?;
        let facts = SubjectFacts { kind: subject.kind, ids, unit_id: known.unit_of(subject) };
        let above = lineage_in_force(conn, council.unit_id, today).await?;
        let mut found = Vec::new();
        for (user, person) in people {
            let ids = nominations::ids_of(conn, person).await?;
            let lineage = known.lineage(person).to_vec();
            let setting = (council.recuses_own_unit, above.as_slice());
            let ground = concerns(&MemberFacts { ids, lineage }, &facts, setting);
            found.extend(ground.map(|ground| (user, ground)));
        }
        Ok(found)
    }
}
