-- The award catalogue becomes complete and editable: how often an award is given, its papers, its vote and its prize; who
-- decides, from day to day; the base salary that prizes are counted by; and the rules of who may be commended. What the law
-- says is data: an amended law is a new row beside the old one, which ends.

ALTER TABLE award_types
    -- What is looked at: a year, a chain of years, a campaign, a period that the decision names, or none.
    ADD COLUMN evaluation_period       text        NOT NULL DEFAULT 'NONE',
    -- A list of {code, name, required}.
    ADD COLUMN papers                  jsonb       NOT NULL DEFAULT '[]',
    -- {share, base, quorum, ballot, inWriting}; null where neither the State nor the province has set it.
    ADD COLUMN voting                  jsonb,
    -- The prize by recipient, in base salaries; null where there is none.
    ADD COLUMN individual_coefficient  numeric(7,3),
    ADD COLUMN collective_coefficient  numeric(7,3),
    ADD COLUMN household_coefficient   numeric(7,3),
    -- Whether whoever decides may give less.
    ADD COLUMN coefficient_is_a_limit  boolean     NOT NULL DEFAULT false,
    ADD COLUMN version                 integer     NOT NULL DEFAULT 1,
    ADD COLUMN created_at              timestamptz NOT NULL DEFAULT '2026-11-23T00:00:00Z',
    ADD COLUMN updated_at              timestamptz NOT NULL DEFAULT '2026-11-23T00:00:00Z',
    ADD CONSTRAINT award_period_is_known
        CHECK (evaluation_period IN ('YEAR', 'CHAIN', 'CAMPAIGN', 'PERIOD', 'NONE')),
    ADD CONSTRAINT award_papers_are_a_list CHECK (jsonb_typeof(papers) = 'array'),
    ADD CONSTRAINT award_voting_is_an_object CHECK (jsonb_typeof(voting) = 'object'),
    ADD CONSTRAINT award_coefficients_are_positive CHECK (individual_coefficient > 0
        AND collective_coefficient > 0 AND household_coefficient > 0),
    ADD CONSTRAINT award_version_is_positive CHECK (version > 0),
    ADD CONSTRAINT award_decided_by_is_not_blank CHECK (btrim(decided_by) <> '' AND length(decided_by) <= 200),
    ADD CONSTRAINT award_clause_is_not_blank CHECK (btrim(clause) <> '' AND length(clause) <= 500);

-- Who decides on an award, by kind of authority and from day to day.
CREATE TABLE award_authorities (
    id           uuid        NOT NULL,
    award_code   text        NOT NULL,
    authority    text        NOT NULL,
    -- What the law calls it.
    decided_by   text        NOT NULL,
    clause       text        NOT NULL,
    certainty    text        NOT NULL,
    starts_on    date        NOT NULL,
    -- The first day on which it no longer decides.
    ends_before  date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT award_authorities_pkey PRIMARY KEY (id),
    CONSTRAINT award_authority_is_known CHECK (authority IN ('PRESIDENT', 'GOVERNMENT', 'PRIME_MINISTER',
        'PROVINCE_CHAIR', 'UNIT_HEAD', 'DEPARTMENT_DIRECTOR', 'DISTRICT_CHAIR', 'COMMUNE_CHAIR', 'COMPANY_DIRECTOR',
        'OTHER')),
    CONSTRAINT award_authority_code_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT award_authority_name_is_not_blank CHECK (btrim(decided_by) <> '' AND length(decided_by) <= 200),
    CONSTRAINT award_authority_clause_is_not_blank CHECK (btrim(clause) <> '' AND length(clause) <= 500),
    CONSTRAINT award_authority_certainty_is_known
        CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT award_authority_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT award_authority_version_is_positive CHECK (version > 0),
    CONSTRAINT award_authority_already_there
        EXCLUDE USING gist (award_code WITH =, authority WITH =, daterange(starts_on, ends_before) WITH &&)
);

-- The base salary (mức lương cơ sở) by which prizes are counted.
CREATE TABLE base_salaries (
    id           uuid        NOT NULL,
    -- In VND a month.
    amount       bigint      NOT NULL,
    basis        text        NOT NULL,
    certainty    text        NOT NULL,
    starts_on    date        NOT NULL,
    -- The first day on which it no longer holds.
    ends_before  date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT base_salaries_pkey PRIMARY KEY (id),
    CONSTRAINT base_salary_is_possible CHECK (amount BETWEEN 1 AND 1000000000),
    CONSTRAINT base_salary_basis_is_not_blank CHECK (btrim(basis) <> '' AND length(basis) <= 500),
    CONSTRAINT base_salary_certainty_is_known CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT base_salary_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT base_salary_version_is_positive CHECK (version > 0),
    CONSTRAINT base_salary_already_there EXCLUDE USING gist (daterange(starts_on, ends_before) WITH &&)
);

-- What is asked of somebody before an award, from day to day of receipt. Rows of one rule share its code.
CREATE TABLE award_rules (
    id                  uuid        NOT NULL,
    code                text        NOT NULL,
    award_code          text        NOT NULL,
    recipient_kind      text        NOT NULL,
    -- The kinds of commendation it is about; all of them when there is none.
    commendation_kinds  text[]      NOT NULL,
    -- In the language of award rules.
    condition           jsonb       NOT NULL,
    -- What it asks, in words.
    basis               text        NOT NULL,
    clause              text        NOT NULL,
    certainty           text        NOT NULL,
    -- A draft is shown beside the row in force and decides nothing.
    status              text        NOT NULL,
    -- A row of the province stands in place of the national one.
    source              text        NOT NULL,
    -- The first day of receipt it holds for.
    starts_on           date        NOT NULL,
    -- The first day of receipt it no longer holds for.
    ends_before         date,
    -- The day from which it has to be checked against its text again.
    verify_after        date,
    -- What happens to dossiers that were received before.
    transition          text        NOT NULL,
    -- The document by which it was put in force; none for rows of a release.
    document_id         uuid,
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT award_rules_pkey PRIMARY KEY (id),
    CONSTRAINT award_rules_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT award_rule_code_shape CHECK (code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(code) <= 40),
    CONSTRAINT award_rule_award_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT award_rule_recipient_is_known CHECK (recipient_kind IN ('INDIVIDUAL', 'COLLECTIVE', 'HOUSEHOLD')),
    CONSTRAINT award_rule_kinds_are_known CHECK (commendation_kinds <@
        ARRAY['MERIT', 'AD_HOC', 'CAMPAIGN', 'LONG_SERVICE', 'SENIORITY', 'EXTERNAL', 'RESISTANCE']
        AND array_position(commendation_kinds, NULL) IS NULL),
    CONSTRAINT award_rule_condition_is_an_object CHECK (jsonb_typeof(condition) = 'object'),
    CONSTRAINT award_rule_basis_is_not_blank CHECK (btrim(basis) <> '' AND length(basis) <= 1000),
    CONSTRAINT award_rule_clause_is_not_blank CHECK (btrim(clause) <> '' AND length(clause) <= 500),
    CONSTRAINT award_rule_certainty_is_known CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT award_rule_status_is_known CHECK (status IN ('DRAFT', 'IN_FORCE', 'WITHDRAWN')),
    CONSTRAINT award_rule_source_is_known CHECK (source IN ('NATIONAL', 'PROVINCE')),
    CONSTRAINT award_rule_transition_is_known CHECK (transition IN ('EARLIER_ROW', 'MORE_FAVOURABLE')),
    CONSTRAINT award_rule_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT award_rule_version_is_positive CHECK (version > 0),
    CONSTRAINT award_rule_already_in_force EXCLUDE USING gist (code WITH =, award_code WITH =, recipient_kind WITH =,
        source WITH =, daterange(starts_on, ends_before) WITH &&) WHERE (status = 'IN_FORCE')
);
CREATE INDEX award_rules_award_code_idx ON award_rules (award_code, id);
CREATE INDEX award_rules_document_id_idx ON award_rules (document_id);
