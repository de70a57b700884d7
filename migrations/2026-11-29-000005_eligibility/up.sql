-- Answers of eligibility, kept with what they rest on: the facts of a subject and the rows of the rules as they were. They
-- can be shown again as they were, whatever becomes of the facts and the rules, and run again to see what changed.

-- The rules, and what awards are called, as an answer found them. Most answers share them.
CREATE TABLE eligibility_rule_sets (
    id          uuid        NOT NULL,
    -- SHA-256 of the body: the same rules are kept once.
    sha256      bytea       NOT NULL,
    body        jsonb       NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT eligibility_rule_sets_pkey PRIMARY KEY (id),
    CONSTRAINT eligibility_rule_set_is_kept_once UNIQUE (sha256),
    CONSTRAINT eligibility_rule_set_hash_is_sha256 CHECK (length(sha256) = 32),
    CONSTRAINT eligibility_rule_set_is_an_object CHECK (jsonb_typeof(body) = 'object')
);

-- The facts of a subject as an answer found them. The answers of a batch about one subject share them.
CREATE TABLE eligibility_inputs (
    id          uuid        NOT NULL,
    facts       jsonb       NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT eligibility_inputs_pkey PRIMARY KEY (id),
    CONSTRAINT eligibility_facts_are_an_object CHECK (jsonb_typeof(facts) = 'object')
);

CREATE TABLE eligibility_checks (
    id                 uuid        NOT NULL,
    -- The checks of one request for a list.
    batch_id           uuid,
    -- The check that this one ran again.
    rerun_of_id        uuid,
    subject_type       text        NOT NULL,
    subject_id         uuid        NOT NULL,
    -- What the subject was called, and the unit in whose reach it was.
    subject_name       text        NOT NULL,
    unit_id            uuid        NOT NULL,
    award_code         text        NOT NULL,
    is_title           boolean     NOT NULL,
    commendation_kind  text        NOT NULL,
    -- The year that was judged; of a campaign, its last year.
    year               integer     NOT NULL,
    campaign_id        uuid,
    received_on        date        NOT NULL,
    asked_on           date        NOT NULL,
    outcome            text        NOT NULL,
    -- The answers of the rules, which name rows and facts by their ids.
    verdict            jsonb       NOT NULL,
    rule_set_id        uuid        NOT NULL,
    input_id           uuid        NOT NULL,
    created_by         uuid        NOT NULL,
    created_at         timestamptz NOT NULL,
    CONSTRAINT eligibility_checks_pkey PRIMARY KEY (id),
    CONSTRAINT eligibility_checks_rerun_of_fkey FOREIGN KEY (rerun_of_id) REFERENCES eligibility_checks (id),
    CONSTRAINT eligibility_checks_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT eligibility_checks_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT eligibility_checks_rule_set_fkey FOREIGN KEY (rule_set_id) REFERENCES eligibility_rule_sets (id),
    CONSTRAINT eligibility_checks_input_fkey FOREIGN KEY (input_id) REFERENCES eligibility_inputs (id),
    CONSTRAINT eligibility_checks_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT eligibility_subject_type_is_known CHECK (subject_type IN ('PERSON', 'UNIT', 'HOUSEHOLD')),
    CONSTRAINT eligibility_award_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT eligibility_kind_is_known CHECK (commendation_kind IN
        ('MERIT', 'AD_HOC', 'CAMPAIGN', 'LONG_SERVICE', 'SENIORITY', 'EXTERNAL', 'RESISTANCE')),
    CONSTRAINT eligibility_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT eligibility_outcome_is_known CHECK (outcome IN ('PASS', 'FAIL', 'UNKNOWN')),
    CONSTRAINT eligibility_verdict_is_an_object CHECK (jsonb_typeof(verdict) = 'object')
);
-- The list, by unit and without; newest first.
CREATE INDEX eligibility_checks_unit_id_idx ON eligibility_checks (unit_id, id);
CREATE INDEX eligibility_checks_subject_idx ON eligibility_checks (subject_id, id);
CREATE INDEX eligibility_checks_batch_id_idx ON eligibility_checks (batch_id, id);
CREATE INDEX eligibility_checks_rerun_of_id_idx ON eligibility_checks (rerun_of_id);
CREATE INDEX eligibility_checks_campaign_id_idx ON eligibility_checks (campaign_id);
CREATE INDEX eligibility_checks_rule_set_id_idx ON eligibility_checks (rule_set_id);
CREATE INDEX eligibility_checks_input_id_idx ON eligibility_checks (input_id);
CREATE INDEX eligibility_checks_created_by_idx ON eligibility_checks (created_by);
