-- Nominations (đề nghị khen thưởng): whom a unit proposes for which award, with the papers of the dossier, and what each level
-- on its way up finds.

-- Submissions (đợt trình): the letter by which a unit sends a list of nominations, with the minutes of its meeting and its vote.
CREATE TABLE submissions (
    id                   uuid        NOT NULL,
    unit_id              uuid        NOT NULL,
    title                text        NOT NULL,
    -- The letter (tờ trình) and the minutes (biên bản): a file of the unit, or a registered document.
    letter_file_id       uuid,
    letter_document_id   uuid,
    minutes_file_id      uuid,
    minutes_document_id  uuid,
    -- How the unit's meeting voted, in words.
    vote                 text,
    status               text        NOT NULL,
    sent_on              date,
    -- The day on which the level above received it: it picks the law for what is in it.
    received_on          date,
    created_by           uuid        NOT NULL,
    writers              uuid[]      NOT NULL,
    version              integer     NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    CONSTRAINT submissions_pkey PRIMARY KEY (id),
    CONSTRAINT submissions_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT submissions_letter_file_fkey FOREIGN KEY (letter_file_id) REFERENCES files (id),
    CONSTRAINT submissions_letter_document_fkey FOREIGN KEY (letter_document_id) REFERENCES documents (id),
    CONSTRAINT submissions_minutes_file_fkey FOREIGN KEY (minutes_file_id) REFERENCES files (id),
    CONSTRAINT submissions_minutes_document_fkey FOREIGN KEY (minutes_document_id) REFERENCES documents (id),
    CONSTRAINT submissions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT submission_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 500),
    CONSTRAINT submission_letter_is_one_thing CHECK (num_nonnulls(letter_file_id, letter_document_id) <= 1),
    CONSTRAINT submission_minutes_are_one_thing CHECK (num_nonnulls(minutes_file_id, minutes_document_id) <= 1),
    CONSTRAINT submission_vote_is_not_blank CHECK (btrim(vote) <> '' AND length(vote) <= 1000),
    CONSTRAINT submission_status_is_known CHECK (status IN ('DRAFT', 'SENT', 'RECEIVED', 'RETURNED', 'WITHDRAWN')),
    CONSTRAINT submission_is_received_after_it_is_sent CHECK (received_on IS NULL OR sent_on IS NOT NULL),
    CONSTRAINT submission_version_is_positive CHECK (version > 0)
);
CREATE INDEX submissions_unit_id_idx ON submissions (unit_id, id);
CREATE INDEX submissions_letter_file_id_idx ON submissions (letter_file_id);
CREATE INDEX submissions_letter_document_id_idx ON submissions (letter_document_id);
CREATE INDEX submissions_minutes_file_id_idx ON submissions (minutes_file_id);
CREATE INDEX submissions_minutes_document_id_idx ON submissions (minutes_document_id);
CREATE INDEX submissions_created_by_idx ON submissions (created_by);

CREATE TABLE nominations (
    id                  uuid        NOT NULL,
    -- The list that it was sent with.
    submission_id       uuid,
    -- Who proposes.
    nominating_unit_id  uuid        NOT NULL,
    -- Who is proposed: exactly one of these.
    person_id           uuid,
    unit_id             uuid,
    household_id        uuid,
    subject_id          uuid        NOT NULL GENERATED ALWAYS AS (coalesce(person_id, unit_id, household_id)) STORED,
    award_code          text        NOT NULL,
    commendation_kind   text        NOT NULL,
    -- The year of the achievement; of a campaign, its last year.
    year                integer     NOT NULL,
    campaign_id         uuid,
    -- The period of the achievement, where it is narrower or wider than the year.
    starts_on           date,
    ends_before         date,
    -- What was achieved, as the decision will say it.
    achievement         text        NOT NULL,
    -- The achievement without accents: what a search and the look for copies compare.
    search_text         text        NOT NULL,
    -- The achievement report: {profile, achievements, commendations}.
    report              jsonb       NOT NULL,
    status              text        NOT NULL,
    -- The stage it is at, from 1; none before it is submitted. The unit of that stage; none outside the province.
    stage               integer,
    stage_unit_id       uuid,
    -- What the present stage found.
    verdict             text,
    submitted_on        date,
    -- The day on which the present stage received it: it picks the law.
    received_on         date,
    created_by          uuid        NOT NULL,
    writers             uuid[]      NOT NULL,
    -- Everybody who appraised it or confirmed an appraisal, at whichever stage: none of them decides on it.
    appraisers          uuid[]      NOT NULL DEFAULT '{}',
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT nominations_pkey PRIMARY KEY (id),
    CONSTRAINT nominations_submission_fkey FOREIGN KEY (submission_id) REFERENCES submissions (id),
    CONSTRAINT nominations_nominating_unit_fkey FOREIGN KEY (nominating_unit_id) REFERENCES units (id),
    CONSTRAINT nominations_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT nominations_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT nominations_household_fkey FOREIGN KEY (household_id) REFERENCES households (id),
    CONSTRAINT nominations_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT nominations_stage_unit_fkey FOREIGN KEY (stage_unit_id) REFERENCES units (id),
    CONSTRAINT nominations_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT nomination_is_of_one_subject CHECK (num_nonnulls(person_id, unit_id, household_id) = 1),
    CONSTRAINT nominated_award_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT nomination_kind_is_known CHECK (commendation_kind IN ('MERIT', 'AD_HOC', 'CAMPAIGN', 'LONG_SERVICE',
        'SENIORITY', 'EXTERNAL', 'RESISTANCE')),
    CONSTRAINT nomination_of_a_campaign_names_it CHECK ((commendation_kind = 'CAMPAIGN') = (campaign_id IS NOT NULL)),
    CONSTRAINT nomination_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT nomination_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT nominated_achievement_is_not_blank CHECK (btrim(achievement) <> '' AND length(achievement) <= 2000),
    CONSTRAINT nomination_report_is_an_object CHECK (jsonb_typeof(report) = 'object'),
    CONSTRAINT nomination_status_is_known CHECK (status IN ('DRAFT', 'SUBMITTED', 'APPRAISED', 'VOTED', 'PROPOSED',
        'DECIDED', 'DECLINED', 'RETURNED', 'WITHDRAWN')),
    CONSTRAINT nomination_verdict_is_known CHECK (verdict IN ('MEETS', 'DOES_NOT', 'HIGHER_LEVEL')),
    CONSTRAINT nomination_is_received_at_its_stage CHECK (
        (stage IS NULL) = (received_on IS NULL) AND (stage IS NULL) = (submitted_on IS NULL)),
    CONSTRAINT nomination_stage_is_a_count CHECK (stage > 0),
    CONSTRAINT nomination_version_is_positive CHECK (version > 0)
);
-- One is under way, or was decided, for a subject, an award and a year; for sudden achievements one for each period.
CREATE UNIQUE INDEX nomination_already_there ON nominations (subject_id, award_code, year, commendation_kind,
        coalesce(campaign_id, '00000000-0000-0000-0000-000000000000'),
        (CASE WHEN commendation_kind = 'AD_HOC' THEN starts_on ELSE '1945-01-01' END))
    WHERE status NOT IN ('WITHDRAWN', 'DECLINED');
CREATE INDEX nominations_submission_id_idx ON nominations (submission_id, id);
CREATE INDEX nominations_nominating_unit_id_idx ON nominations (nominating_unit_id, id);
CREATE INDEX nominations_stage_unit_id_idx ON nominations (stage_unit_id, status, id);
CREATE INDEX nominations_subject_id_idx ON nominations (subject_id, id);
CREATE INDEX nominations_person_id_idx ON nominations (person_id);
CREATE INDEX nominations_unit_id_idx ON nominations (unit_id);
CREATE INDEX nominations_household_id_idx ON nominations (household_id);
CREATE INDEX nominations_campaign_id_idx ON nominations (campaign_id, award_code);
CREATE INDEX nominations_award_code_idx ON nominations (award_code, year, id);
CREATE INDEX nominations_created_by_idx ON nominations (created_by);
CREATE INDEX nominations_search_idx ON nominations USING gin (search_text gin_trgm_ops);

-- The checklist of the dossier, as the catalogue asked for it when the nomination was written.
CREATE TABLE nomination_papers (
    nomination_id  uuid    NOT NULL,
    code           text    NOT NULL,
    position       integer NOT NULL,
    name           text    NOT NULL,
    required       boolean NOT NULL,
    -- Where the paper is: a file, or a registered document.
    file_id        uuid,
    document_id    uuid,
    -- Whether a submission brought it: a later sending of the submission replaces it.
    is_shared      boolean NOT NULL DEFAULT false,
    CONSTRAINT nomination_papers_pkey PRIMARY KEY (nomination_id, code),
    CONSTRAINT nomination_papers_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT nomination_papers_file_fkey FOREIGN KEY (file_id) REFERENCES files (id),
    CONSTRAINT nomination_papers_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT nomination_paper_code_shape CHECK (code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(code) <= 40),
    CONSTRAINT nomination_paper_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
    CONSTRAINT nomination_paper_is_a_file_or_a_document CHECK (num_nonnulls(file_id, document_id) <= 1),
    CONSTRAINT nomination_paper_position_is_a_count CHECK (position > 0)
);
CREATE INDEX nomination_papers_file_id_idx ON nomination_papers (file_id);
CREATE INDEX nomination_papers_document_id_idx ON nomination_papers (document_id);

-- The initiatives that a nomination rests on.
CREATE TABLE nomination_initiatives (
    nomination_id  uuid NOT NULL,
    initiative_id  uuid NOT NULL,
    CONSTRAINT nomination_initiatives_pkey PRIMARY KEY (nomination_id, initiative_id),
    CONSTRAINT nomination_initiatives_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT nomination_initiatives_initiative_fkey FOREIGN KEY (initiative_id) REFERENCES initiatives (id)
);
CREATE INDEX nomination_initiatives_initiative_id_idx ON nomination_initiatives (initiative_id);

-- What each level finds, from the lowest up. A nomination that comes back to a level is judged anew in the same row; verdict,
-- check and opinions on rules of before stand in the audit trail, without their words.
CREATE TABLE nomination_stages (
    id             uuid        NOT NULL,
    nomination_id  uuid        NOT NULL,
    position       integer     NOT NULL,
    -- Whose level it is; none for one outside the province, which only decides.
    unit_id        uuid,
    received_on    date        NOT NULL,
    -- The question of eligibility that the appraisal rests on.
    check_id       uuid,
    verdict        text,
    opinion        text,
    appraised_by   uuid,
    appraised_at   timestamptz,
    -- Whether the appraisal departs from what the rules say: then a second person confirms it.
    is_override    boolean     NOT NULL,
    confirmed_by   uuid,
    confirmed_at   timestamptz,
    proposed_by    uuid,
    proposed_at    timestamptz,
    CONSTRAINT nomination_stages_pkey PRIMARY KEY (id),
    CONSTRAINT nomination_stages_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT nomination_stages_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT nomination_stages_check_fkey FOREIGN KEY (check_id) REFERENCES eligibility_checks (id),
    CONSTRAINT nomination_stages_appraised_by_fkey FOREIGN KEY (appraised_by) REFERENCES users (id),
    CONSTRAINT nomination_stages_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES users (id),
    CONSTRAINT nomination_stages_proposed_by_fkey FOREIGN KEY (proposed_by) REFERENCES users (id),
    CONSTRAINT nomination_stage_is_there_once UNIQUE (nomination_id, position),
    CONSTRAINT nomination_stage_position_is_a_count CHECK (position > 0),
    CONSTRAINT nomination_stage_verdict_is_known CHECK (verdict IN ('MEETS', 'DOES_NOT', 'HIGHER_LEVEL')),
    CONSTRAINT nomination_stage_opinion_is_not_blank CHECK (btrim(opinion) <> '' AND length(opinion) <= 5000),
    CONSTRAINT nomination_stage_is_appraised_as_a_whole CHECK (
        num_nonnulls(verdict, opinion, appraised_by, appraised_at, check_id) IN (0, 5)),
    CONSTRAINT own_appraisal CHECK (confirmed_by <> appraised_by),
    CONSTRAINT nomination_stage_is_confirmed_at_an_instant CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CONSTRAINT nomination_stage_is_proposed_at_an_instant CHECK ((proposed_by IS NULL) = (proposed_at IS NULL))
);
CREATE INDEX nomination_stages_unit_id_idx ON nomination_stages (unit_id);
CREATE INDEX nomination_stages_check_id_idx ON nomination_stages (check_id);
CREATE INDEX nomination_stages_appraised_by_idx ON nomination_stages (appraised_by);
CREATE INDEX nomination_stages_confirmed_by_idx ON nomination_stages (confirmed_by);
CREATE INDEX nomination_stages_proposed_by_idx ON nomination_stages (proposed_by);

-- What the appraisal holds of each rule, beside what the check says.
CREATE TABLE nomination_opinions (
    stage_id   uuid NOT NULL,
    rule_code  text NOT NULL,
    -- What the check says, and what the appraisal says.
    outcome    text NOT NULL,
    opinion    text NOT NULL,
    reason     text,
    CONSTRAINT nomination_opinions_pkey PRIMARY KEY (stage_id, rule_code),
    CONSTRAINT nomination_opinions_stage_fkey FOREIGN KEY (stage_id) REFERENCES nomination_stages (id),
    CONSTRAINT nomination_opinion_rule_shape CHECK (rule_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(rule_code) <= 40),
    CONSTRAINT nomination_opinion_is_known CHECK (
        outcome IN ('PASS', 'FAIL', 'UNKNOWN') AND opinion IN ('PASS', 'FAIL', 'UNKNOWN')),
    CONSTRAINT nomination_opinion_that_differs_has_a_reason CHECK (opinion = outcome OR reason IS NOT NULL),
    CONSTRAINT nomination_opinion_reason_is_not_blank CHECK (btrim(reason) <> '' AND length(reason) <= 1000)
);
