-- What is known of people, units and households: facts of four kinds, initiatives, clusters of emulation, and the register of
-- awards. Who wrote a row never confirms it; a correction takes the confirmation away; nothing is deleted, only voided.

-- The people, households and units of these units: what a list of a unit's facts looks for.
CREATE FUNCTION subjects_in_units(of_units uuid[]) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(id), '{}') FROM (
        SELECT id FROM people WHERE unit_id = ANY (of_units)
        UNION ALL SELECT id FROM households WHERE unit_id = ANY (of_units)
        UNION ALL SELECT unnest(of_units)
    ) AS subjects (id)
$$;

CREATE TABLE facts (
    id            uuid        NOT NULL,
    kind          text        NOT NULL,
    -- What it is about: exactly one of these.
    person_id     uuid,
    unit_id       uuid,
    household_id  uuid,
    subject_id    uuid        NOT NULL GENERATED ALWAYS AS (coalesce(person_id, unit_id, household_id)) STORED,
    -- The year of a rating, a statement or figures.
    year          integer,
    -- The days of a hold; no end while it lasts.
    starts_on     date,
    ends_before   date,
    -- What belongs to the kind: TASK_RATING {level, score, decree}, HOLD {holdKind, outcome, reference}, STATEMENT {code,
    -- text}, UNIT_FIGURES {members, women}.
    details       jsonb       NOT NULL,
    source        text        NOT NULL,
    document_id   uuid,
    -- Who wrote it last, and everybody who wrote on it.
    written_by    uuid        NOT NULL,
    writers       uuid[]      NOT NULL,
    confirmed_by  uuid,
    confirmed_at  timestamptz,
    -- Why it does not count any more.
    void_reason   text,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT facts_pkey PRIMARY KEY (id),
    CONSTRAINT facts_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT facts_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT facts_household_fkey FOREIGN KEY (household_id) REFERENCES households (id),
    CONSTRAINT facts_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT facts_written_by_fkey FOREIGN KEY (written_by) REFERENCES users (id),
    CONSTRAINT facts_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users (id),
    CONSTRAINT fact_kind_is_known CHECK (kind IN ('TASK_RATING', 'HOLD', 'STATEMENT', 'UNIT_FIGURES')),
    CONSTRAINT fact_is_about_one_subject CHECK (num_nonnulls(person_id, unit_id, household_id) = 1),
    CONSTRAINT fact_kind_fits_its_subject CHECK (CASE kind
        WHEN 'TASK_RATING' THEN household_id IS NULL
        WHEN 'UNIT_FIGURES' THEN unit_id IS NOT NULL
        ELSE true END),
    CONSTRAINT fact_has_the_time_of_its_kind CHECK (CASE kind
        WHEN 'HOLD' THEN starts_on IS NOT NULL AND year IS NULL
        ELSE year IS NOT NULL AND starts_on IS NULL AND ends_before IS NULL END),
    CONSTRAINT fact_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT fact_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT fact_details_are_an_object CHECK (jsonb_typeof(details) = 'object'),
    CONSTRAINT fact_score_is_possible CHECK (
        kind <> 'TASK_RATING' OR coalesce((details ->> 'score')::numeric, 0) BETWEEN 0 AND 100),
    CONSTRAINT women_exceed_members CHECK (
        kind <> 'UNIT_FIGURES' OR (details ->> 'women')::integer BETWEEN 0 AND (details ->> 'members')::integer),
    CONSTRAINT fact_source_is_not_blank CHECK (btrim(source) <> '' AND length(source) <= 500),
    CONSTRAINT fact_is_confirmed_at_an_instant CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT written_by_yourself CHECK (NOT confirmed_by = ANY (writers)),
    CONSTRAINT fact_void_reason_is_not_blank CHECK (btrim(void_reason) <> '' AND length(void_reason) <= 1000),
    CONSTRAINT fact_version_is_positive CHECK (version > 0)
);
-- A subject has one rating, and one row of figures, of a year.
CREATE UNIQUE INDEX task_rating_already_there ON facts (subject_id, year)
    WHERE kind = 'TASK_RATING' AND void_reason IS NULL;
CREATE UNIQUE INDEX unit_figures_already_there ON facts (subject_id, year)
    WHERE kind = 'UNIT_FIGURES' AND void_reason IS NULL;
CREATE INDEX facts_subject_id_idx ON facts (subject_id, id);
CREATE INDEX facts_kind_idx ON facts (kind, year, id);
CREATE INDEX facts_unconfirmed_idx ON facts (id) WHERE confirmed_by IS NULL;
CREATE INDEX facts_person_id_idx ON facts (person_id, kind, year);
CREATE INDEX facts_unit_id_idx ON facts (unit_id, kind, year);
CREATE INDEX facts_household_id_idx ON facts (household_id, kind, year);
CREATE INDEX facts_document_id_idx ON facts (document_id);
CREATE INDEX facts_written_by_idx ON facts (written_by);
CREATE INDEX facts_confirmed_by_idx ON facts (confirmed_by);

-- Initiatives, research and merits in combat, by whom, and for which awards they were used already.
CREATE TABLE initiatives (
    id               uuid        NOT NULL,
    code             text        NOT NULL,
    title            text        NOT NULL,
    search_text      text        NOT NULL,
    kind             text        NOT NULL,
    -- How far its effect was recognised.
    level            text        NOT NULL,
    recognised_by    text,
    decision_number  text,
    decided_on       date,
    document_id      uuid,
    -- Since when it is applied.
    applied_from     date,
    year             integer     NOT NULL,
    source           text        NOT NULL,
    written_by       uuid        NOT NULL,
    writers          uuid[]      NOT NULL,
    confirmed_by     uuid,
    confirmed_at     timestamptz,
    void_reason      text,
    version          integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT initiatives_pkey PRIMARY KEY (id),
    CONSTRAINT initiatives_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT initiatives_written_by_fkey FOREIGN KEY (written_by) REFERENCES users (id),
    CONSTRAINT initiatives_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users (id),
    CONSTRAINT initiative_code_taken UNIQUE (code),
    CONSTRAINT initiative_code_shape CHECK (code ~ '^[A-Z0-9]+([.-][A-Z0-9]+)*$' AND length(code) <= 35),
    CONSTRAINT initiative_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 500),
    CONSTRAINT initiative_kind_is_known CHECK (kind IN ('INITIATIVE', 'RESEARCH', 'COMBAT_MERIT')),
    CONSTRAINT initiative_level_is_known CHECK (level IN ('BASE', 'PROVINCE', 'NATIONAL')),
    CONSTRAINT recogniser_missing CHECK (level = 'BASE' OR recognised_by IS NOT NULL),
    CONSTRAINT initiative_recogniser_is_not_blank CHECK (btrim(recognised_by) <> '' AND length(recognised_by) <= 200),
    CONSTRAINT initiative_decision_is_not_blank CHECK (btrim(decision_number) <> '' AND length(decision_number) <= 60),
    CONSTRAINT initiative_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT initiative_source_is_not_blank CHECK (btrim(source) <> '' AND length(source) <= 500),
    CONSTRAINT initiative_is_confirmed_at_an_instant CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT written_by_yourself CHECK (NOT confirmed_by = ANY (writers)),
    CONSTRAINT initiative_void_reason_is_not_blank CHECK (btrim(void_reason) <> '' AND length(void_reason) <= 1000),
    CONSTRAINT initiative_version_is_positive CHECK (version > 0)
);
CREATE INDEX initiatives_search_idx ON initiatives USING gin (search_text gin_trgm_ops);
CREATE INDEX initiatives_year_idx ON initiatives (year, level, id);
CREATE INDEX initiatives_document_id_idx ON initiatives (document_id);
CREATE INDEX initiatives_written_by_idx ON initiatives (written_by);
CREATE INDEX initiatives_confirmed_by_idx ON initiatives (confirmed_by);

CREATE TABLE initiative_authors (
    initiative_id  uuid          NOT NULL,
    person_id      uuid          NOT NULL,
    -- The author's share in percent; together they may stay below the whole, where others took part.
    share          numeric(5, 2) NOT NULL,
    CONSTRAINT initiative_authors_pkey PRIMARY KEY (initiative_id, person_id),
    CONSTRAINT initiative_authors_initiative_fkey FOREIGN KEY (initiative_id) REFERENCES initiatives (id),
    CONSTRAINT initiative_authors_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT initiative_share_is_possible CHECK (share > 0 AND share <= 100)
);
CREATE INDEX initiative_authors_person_id_idx ON initiative_authors (person_id, initiative_id);

-- The shares of an initiative never pass the whole, whoever writes them: its row is locked before they are summed up.
CREATE FUNCTION check_initiative_shares() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM initiatives WHERE id = NEW.initiative_id FOR NO KEY UPDATE;
    IF (SELECT sum(share) FROM initiative_authors WHERE initiative_id = NEW.initiative_id) > 100 THEN
        RAISE EXCEPTION 'the shares of an initiative pass 100 percent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_exceed_whole';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER shares_exceed_whole AFTER INSERT OR UPDATE ON initiative_authors
    FOR EACH ROW EXECUTE FUNCTION check_initiative_shares();

CREATE TABLE initiative_uses (
    initiative_id     uuid    NOT NULL,
    person_id         uuid    NOT NULL,
    award_code        text    NOT NULL,
    achievement_year  integer NOT NULL,
    CONSTRAINT initiative_uses_pkey PRIMARY KEY (initiative_id, person_id, award_code, achievement_year),
    CONSTRAINT initiative_uses_author_fkey FOREIGN KEY (initiative_id, person_id)
        REFERENCES initiative_authors (initiative_id, person_id),
    CONSTRAINT initiative_use_award_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT initiative_use_year_is_possible CHECK (achievement_year BETWEEN 1945 AND 2100)
);
CREATE INDEX initiative_uses_person_id_idx ON initiative_uses (person_id, award_code);

-- Clusters and blocs: units that compete with each other, year by year, beside the tree.
CREATE TABLE clusters (
    id            uuid        NOT NULL,
    code          text        NOT NULL,
    name          text        NOT NULL,
    kind          text        NOT NULL,
    organised_by  text        NOT NULL,
    -- Whether it is one outside the province, of which only the province's own unit is known.
    is_outside    boolean     NOT NULL,
    -- Whose standing office keeps it.
    unit_id       uuid        NOT NULL,
    created_by    uuid        NOT NULL,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT clusters_pkey PRIMARY KEY (id),
    CONSTRAINT clusters_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT clusters_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT cluster_code_taken UNIQUE (code),
    CONSTRAINT cluster_code_shape CHECK (code ~ '^[A-Z0-9]+([.-][A-Z0-9]+)*$' AND length(code) <= 35),
    CONSTRAINT cluster_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
    CONSTRAINT cluster_kind_is_known CHECK (kind IN ('CLUSTER', 'BLOC')),
    CONSTRAINT cluster_organiser_is_known CHECK (organised_by IN ('PROVINCE', 'MINISTRY', 'CENTRAL_COUNCIL', 'OTHER')),
    CONSTRAINT cluster_version_is_positive CHECK (version > 0)
);
CREATE INDEX clusters_unit_id_idx ON clusters (unit_id);
CREATE INDEX clusters_created_by_idx ON clusters (created_by);

CREATE TABLE cluster_years (
    cluster_id      uuid        NOT NULL,
    year            integer     NOT NULL,
    head_unit_id    uuid,
    vice_unit_id  uuid,
    -- Who was acclaimed as leader; a member.
    leader_unit_id  uuid,
    -- How the members voted, in words.
    votes           text,
    source          text        NOT NULL,
    written_by      uuid        NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT cluster_years_pkey PRIMARY KEY (cluster_id, year),
    CONSTRAINT cluster_years_cluster_fkey FOREIGN KEY (cluster_id) REFERENCES clusters (id),
    CONSTRAINT cluster_years_head_unit_fkey FOREIGN KEY (head_unit_id) REFERENCES units (id),
    CONSTRAINT cluster_years_vice_unit_fkey FOREIGN KEY (vice_unit_id) REFERENCES units (id),
    CONSTRAINT cluster_years_leader_unit_fkey FOREIGN KEY (leader_unit_id) REFERENCES units (id),
    CONSTRAINT cluster_years_written_by_fkey FOREIGN KEY (written_by) REFERENCES users (id),
    CONSTRAINT cluster_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT cluster_votes_are_not_blank CHECK (btrim(votes) <> '' AND length(votes) <= 500),
    CONSTRAINT cluster_source_is_not_blank CHECK (btrim(source) <> '' AND length(source) <= 500)
);
CREATE INDEX cluster_years_head_unit_id_idx ON cluster_years (head_unit_id);
CREATE INDEX cluster_years_vice_unit_id_idx ON cluster_years (vice_unit_id);
CREATE INDEX cluster_years_leader_unit_id_idx ON cluster_years (leader_unit_id, year);
CREATE INDEX cluster_years_written_by_idx ON cluster_years (written_by);

CREATE TABLE cluster_members (
    cluster_id    uuid    NOT NULL,
    year          integer NOT NULL,
    -- Its place in the list.
    position      integer NOT NULL,
    unit_id       uuid,
    -- The name of a member that is no unit here.
    outside_name  text,
    rank          integer,
    result        text,
    CONSTRAINT cluster_members_pkey PRIMARY KEY (cluster_id, year, position),
    CONSTRAINT cluster_members_year_fkey FOREIGN KEY (cluster_id, year) REFERENCES cluster_years (cluster_id, year),
    CONSTRAINT cluster_members_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT member_named_twice UNIQUE (cluster_id, year, unit_id),
    CONSTRAINT cluster_member_is_named_once CHECK (num_nonnulls(unit_id, outside_name) = 1),
    CONSTRAINT cluster_member_name_is_not_blank CHECK (btrim(outside_name) <> '' AND length(outside_name) <= 200),
    CONSTRAINT cluster_member_result_is_not_blank CHECK (btrim(result) <> '' AND length(result) <= 200),
    CONSTRAINT cluster_member_numbers_are_counts CHECK (position > 0 AND rank > 0)
);
CREATE INDEX cluster_members_unit_id_idx ON cluster_members (unit_id, year);

-- The leader is a member, whoever writes it; asked when everything of a year is written.
ALTER TABLE cluster_years ADD CONSTRAINT leader_is_no_member FOREIGN KEY (cluster_id, year, leader_unit_id)
    REFERENCES cluster_members (cluster_id, year, unit_id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX cluster_years_leader_idx ON cluster_years (cluster_id, year, leader_unit_id);

-- The register of awards: those from before this system, and those that decisions here grant.
CREATE TABLE awards (
    id                 uuid        NOT NULL,
    origin             text        NOT NULL,
    person_id          uuid,
    unit_id            uuid,
    household_id       uuid,
    subject_id         uuid        NOT NULL GENERATED ALWAYS AS (coalesce(person_id, unit_id, household_id)) STORED,
    -- The code of the catalogue, as of the day of the decision.
    award_code         text        NOT NULL,
    -- The year of the achievement, the last one of several.
    achievement_year   integer     NOT NULL,
    -- The period of the achievement as the decision names it.
    starts_on          date,
    ends_before        date,
    decided_on         date        NOT NULL,
    decision_number    text        NOT NULL,
    decided_by         text        NOT NULL,
    document_id        uuid,
    commendation_kind  text        NOT NULL,
    campaign_id        uuid,
    achievement        text,
    search_text        text        NOT NULL,
    source             text        NOT NULL,
    written_by         uuid        NOT NULL,
    writers            uuid[]      NOT NULL,
    confirmed_by       uuid,
    confirmed_at       timestamptz,
    void_reason        text,
    version            integer     NOT NULL,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    CONSTRAINT awards_pkey PRIMARY KEY (id),
    CONSTRAINT awards_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT awards_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT awards_household_fkey FOREIGN KEY (household_id) REFERENCES households (id),
    CONSTRAINT awards_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT awards_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT awards_written_by_fkey FOREIGN KEY (written_by) REFERENCES users (id),
    CONSTRAINT awards_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users (id),
    CONSTRAINT award_origin_is_known CHECK (origin IN ('EARLIER', 'DECISION')),
    CONSTRAINT award_is_of_one_subject CHECK (num_nonnulls(person_id, unit_id, household_id) = 1),
    CONSTRAINT given_award_code_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT award_year_is_possible CHECK (achievement_year BETWEEN 1945 AND 2100),
    CONSTRAINT award_period_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT award_decision_is_not_blank CHECK (btrim(decision_number) <> '' AND length(decision_number) <= 60),
    CONSTRAINT award_decider_is_not_blank CHECK (btrim(decided_by) <> '' AND length(decided_by) <= 200),
    CONSTRAINT award_commendation_kind_is_known CHECK (commendation_kind IN
        ('MERIT', 'AD_HOC', 'CAMPAIGN', 'LONG_SERVICE', 'SENIORITY', 'EXTERNAL', 'RESISTANCE')),
    CONSTRAINT award_achievement_is_not_blank CHECK (btrim(achievement) <> '' AND length(achievement) <= 2000),
    CONSTRAINT award_source_is_not_blank CHECK (btrim(source) <> '' AND length(source) <= 500),
    CONSTRAINT award_is_confirmed_at_an_instant CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT written_by_yourself CHECK (NOT confirmed_by = ANY (writers)),
    CONSTRAINT award_void_reason_is_not_blank CHECK (btrim(void_reason) <> '' AND length(void_reason) <= 1000),
    CONSTRAINT award_version_is_positive CHECK (version > 0)
);
-- What is given for the work of a year is there once; for sudden achievements and campaigns, once by each decision.
CREATE UNIQUE INDEX award_already_there ON awards (subject_id, award_code, achievement_year, commendation_kind,
    (CASE WHEN commendation_kind IN ('AD_HOC', 'CAMPAIGN') THEN decision_number ELSE '' END)) WHERE void_reason IS NULL;
CREATE INDEX awards_subject_id_idx ON awards (subject_id, id);
CREATE INDEX awards_code_idx ON awards (award_code, achievement_year, id);
CREATE INDEX awards_search_idx ON awards USING gin (search_text gin_trgm_ops);
CREATE INDEX awards_unconfirmed_idx ON awards (id) WHERE confirmed_by IS NULL;
CREATE INDEX awards_person_id_idx ON awards (person_id, award_code, achievement_year);
CREATE INDEX awards_unit_id_idx ON awards (unit_id, award_code, achievement_year);
CREATE INDEX awards_household_id_idx ON awards (household_id, award_code, achievement_year);
CREATE INDEX awards_document_id_idx ON awards (document_id);
CREATE INDEX awards_campaign_id_idx ON awards (campaign_id);
CREATE INDEX awards_written_by_idx ON awards (written_by);
CREATE INDEX awards_confirmed_by_idx ON awards (confirmed_by);

-- What these were before a correction is kept beside what people and households were: texts may name somebody.
ALTER TABLE kept_versions DROP CONSTRAINT kept_version_is_of_a_known_thing;
ALTER TABLE kept_versions ADD CONSTRAINT kept_version_is_of_a_known_thing
    CHECK (thing_type IN ('PERSON', 'HOUSEHOLD', 'FACT', 'INITIATIVE', 'AWARD'));
