-- Councils (hội đồng thi đua, khen thưởng): who sits in them, their meetings, and how they vote. A secret ballot is kept without
-- its voter: who voted and what was voted stand in two tables that nothing joins.

CREATE TABLE councils (
    id                uuid        NOT NULL,
    -- Whose council it is: it votes on what is at the stage of this unit.
    unit_id           uuid        NOT NULL,
    name              text        NOT NULL,
    -- Whether a member takes no part where somebody of the member's own unit, or that unit itself, is proposed.
    recuses_own_unit  boolean     NOT NULL,
    created_by        uuid        NOT NULL,
    version           integer     NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT councils_pkey PRIMARY KEY (id),
    CONSTRAINT councils_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT councils_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT council_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 300),
    CONSTRAINT council_version_is_positive CHECK (version > 0)
);
CREATE INDEX councils_unit_id_idx ON councils (unit_id, id);
CREATE INDEX councils_created_by_idx ON councils (created_by);

-- Who sits in a council from a day on, by a decision that names everybody. It holds until the next one.
CREATE TABLE council_compositions (
    id               uuid        NOT NULL,
    council_id       uuid        NOT NULL,
    starts_on        date        NOT NULL,
    decision_number  text        NOT NULL,
    decided_on       date        NOT NULL,
    document_id      uuid,
    created_by       uuid        NOT NULL,
    created_at       timestamptz NOT NULL,
    CONSTRAINT council_compositions_pkey PRIMARY KEY (id),
    CONSTRAINT council_compositions_council_fkey FOREIGN KEY (council_id) REFERENCES councils (id),
    CONSTRAINT council_compositions_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT council_compositions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT composition_already_there UNIQUE (council_id, starts_on),
    CONSTRAINT composition_decision_is_not_blank CHECK (btrim(decision_number) <> '' AND length(decision_number) <= 100),
    CONSTRAINT composition_is_decided_before_it_holds CHECK (decided_on <= starts_on)
);
CREATE INDEX council_compositions_document_id_idx ON council_compositions (document_id);
CREATE INDEX council_compositions_created_by_idx ON council_compositions (created_by);

CREATE TABLE council_members (
    composition_id  uuid NOT NULL,
    -- The account with which the member votes.
    user_id         uuid NOT NULL,
    position        text NOT NULL,
    CONSTRAINT council_members_pkey PRIMARY KEY (composition_id, user_id),
    CONSTRAINT council_members_composition_fkey FOREIGN KEY (composition_id) REFERENCES council_compositions (id),
    CONSTRAINT council_members_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT member_position_is_known CHECK (position IN ('CHAIR', 'DEPUTY_CHAIR', 'SECRETARY', 'MEMBER'))
);
CREATE UNIQUE INDEX council_has_one_chair ON council_members (composition_id) WHERE position = 'CHAIR';
CREATE INDEX council_members_user_id_idx ON council_members (user_id);

CREATE TABLE council_meetings (
    id              uuid        NOT NULL,
    council_id      uuid        NOT NULL,
    title           text        NOT NULL,
    held_on         date        NOT NULL,
    place           text,
    status          text        NOT NULL,
    -- Who sat in the council when the meeting was opened.
    composition_id  uuid,
    created_by      uuid        NOT NULL,
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT council_meetings_pkey PRIMARY KEY (id),
    CONSTRAINT council_meetings_council_fkey FOREIGN KEY (council_id) REFERENCES councils (id),
    CONSTRAINT council_meetings_composition_fkey FOREIGN KEY (composition_id) REFERENCES council_compositions (id),
    CONSTRAINT council_meetings_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT meeting_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 500),
    CONSTRAINT meeting_place_is_not_blank CHECK (btrim(place) <> '' AND length(place) <= 300),
    CONSTRAINT meeting_status_is_known CHECK (status IN ('PLANNED', 'OPEN', 'CLOSED', 'CANCELLED')),
    CONSTRAINT meeting_is_opened_with_a_composition CHECK (status NOT IN ('OPEN', 'CLOSED') OR composition_id IS NOT NULL),
    CONSTRAINT meeting_version_is_positive CHECK (version > 0)
);
CREATE INDEX council_meetings_council_id_idx ON council_meetings (council_id, id);
CREATE INDEX council_meetings_composition_id_idx ON council_meetings (composition_id);
CREATE INDEX council_meetings_created_by_idx ON council_meetings (created_by);

-- Which members are there. Who is not named is absent.
CREATE TABLE council_attendances (
    meeting_id  uuid NOT NULL,
    user_id     uuid NOT NULL,
    presence    text NOT NULL,
    CONSTRAINT council_attendances_pkey PRIMARY KEY (meeting_id, user_id),
    CONSTRAINT council_attendances_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES council_meetings (id),
    CONSTRAINT council_attendances_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT presence_is_known CHECK (presence IN ('PRESENT', 'ABSENT', 'IN_WRITING'))
);
CREATE INDEX council_attendances_user_id_idx ON council_attendances (user_id);

-- What a meeting votes on.
CREATE TABLE agenda_items (
    id                  uuid        NOT NULL,
    meeting_id          uuid        NOT NULL,
    position            integer     NOT NULL,
    nomination_id       uuid        NOT NULL,
    -- The stage of the nomination at which the council votes.
    stage_id            uuid        NOT NULL,
    status              text        NOT NULL,
    -- How the vote is held, and what was voted on: the catalogue's row and the nomination's version when it was opened.
    voting              jsonb,
    nomination_version  integer,
    -- The result, when the vote is closed: how many could vote, how many votes were cast, and of how many the share is taken.
    voters              integer,
    votes_for           integer,
    votes_against       integer,
    votes_blank         integer,
    votes_of            integer,
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT agenda_items_pkey PRIMARY KEY (id),
    CONSTRAINT agenda_items_meeting_fkey FOREIGN KEY (meeting_id) REFERENCES council_meetings (id),
    CONSTRAINT agenda_items_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT agenda_items_stage_fkey FOREIGN KEY (stage_id) REFERENCES nomination_stages (id),
    CONSTRAINT agenda_item_has_its_place UNIQUE (meeting_id, position),
    CONSTRAINT agenda_item_position_is_a_count CHECK (position > 0),
    CONSTRAINT agenda_item_status_is_known CHECK (status IN ('PENDING', 'VOTING', 'CARRIED', 'NOT_CARRIED', 'REMOVED')),
    CONSTRAINT agenda_item_is_voted_on_by_a_rule CHECK (
        status NOT IN ('VOTING', 'CARRIED', 'NOT_CARRIED') OR num_nonnulls(voting, nomination_version) = 2),
    CONSTRAINT agenda_item_has_a_result_when_closed CHECK (
        num_nonnulls(voters, votes_for, votes_against, votes_blank, votes_of)
            = CASE WHEN status IN ('CARRIED', 'NOT_CARRIED') THEN 5 ELSE 0 END),
    CONSTRAINT agenda_item_counts_are_not_negative CHECK (
        least(voters, votes_for, votes_against, votes_blank, votes_of) >= 0),
    CONSTRAINT no_more_votes_than_voters CHECK (votes_for + votes_against + votes_blank <= voters),
    CONSTRAINT agenda_item_version_is_positive CHECK (version > 0)
);
-- A nomination is on one agenda at a time.
CREATE UNIQUE INDEX on_another_agenda ON agenda_items (stage_id) WHERE status IN ('PENDING', 'VOTING');
CREATE INDEX agenda_items_nomination_id_idx ON agenda_items (nomination_id);
CREATE INDEX agenda_items_stage_id_idx ON agenda_items (stage_id);

-- Who takes no part in a vote, and why.
CREATE TABLE recusals (
    item_id  uuid NOT NULL,
    user_id  uuid NOT NULL,
    ground   text NOT NULL,
    reason   text,
    CONSTRAINT recusals_pkey PRIMARY KEY (item_id, user_id),
    CONSTRAINT recusals_item_fkey FOREIGN KEY (item_id) REFERENCES agenda_items (id),
    CONSTRAINT recusals_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT recusal_ground_is_known CHECK (ground IN ('OWN_CASE', 'OWN_UNIT', 'DECLARED')),
    CONSTRAINT recusal_that_is_declared_says_why CHECK ((ground = 'DECLARED') = (reason IS NOT NULL)),
    CONSTRAINT recusal_reason_is_not_blank CHECK (btrim(reason) <> '' AND length(reason) <= 1000)
);
CREATE INDEX recusals_user_id_idx ON recusals (user_id);

-- Who voted. The key refuses a second vote.
CREATE TABLE turnouts (
    item_id  uuid NOT NULL,
    user_id  uuid NOT NULL,
    CONSTRAINT already_voted PRIMARY KEY (item_id, user_id),
    CONSTRAINT turnouts_item_fkey FOREIGN KEY (item_id) REFERENCES agenda_items (id),
    CONSTRAINT turnouts_user_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX turnouts_user_id_idx ON turnouts (user_id);

-- What was voted: no voter, no instant, an id of chance. When the vote is closed the rows are written anew in the order of chance,
-- so that neither their order nor the transaction that wrote them says anything.
CREATE TABLE ballots (
    id       uuid NOT NULL DEFAULT gen_random_uuid(),
    item_id  uuid NOT NULL,
    choice   text NOT NULL,
    CONSTRAINT ballots_pkey PRIMARY KEY (id),
    CONSTRAINT ballots_item_fkey FOREIGN KEY (item_id) REFERENCES agenda_items (id),
    CONSTRAINT ballot_choice_is_known CHECK (choice IN ('FOR', 'AGAINST', 'BLANK'))
);
CREATE INDEX ballots_item_id_idx ON ballots (item_id);

-- What the council of a stage voted. The server of the release before writes none of it.
ALTER TABLE nomination_stages
    ADD COLUMN is_carried boolean,
    ADD COLUMN votes_for integer,
    -- Of how many votes the share is taken.
    ADD COLUMN votes_of integer,
    ADD COLUMN voted_on date,
    ADD CONSTRAINT nomination_stage_is_voted_on_as_a_whole CHECK (
        num_nonnulls(is_carried, votes_for, votes_of, voted_on) IN (0, 4));
