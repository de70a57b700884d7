-- Decisions (quyết định khen thưởng): what the head of a level, or an authority outside the province, grants by one document; and
-- decisions that take an award back.

CREATE TABLE decisions (
    id               uuid        NOT NULL,
    -- GRANT or REVOKE.
    purpose          text        NOT NULL,
    -- OWN: the head of the unit decides. OUTSIDE: an authority of the State decided, and the unit records it.
    origin           text        NOT NULL,
    unit_id          uuid        NOT NULL,
    -- Who decides, as printed; and for whom numbers are unique: the unit, or the issuer's name without accents.
    issuer_name      text        NOT NULL,
    issuer_key       text        NOT NULL,
    title            text        NOT NULL,
    -- The number in the year, the sign behind it, the day: open in a draft.
    number           text,
    notation         text,
    decided_on       date,
    signer_name      text,
    signer_position  text,
    -- What it rests on, one a line.
    grounds          text,
    -- The signed decision as a registered document.
    document_id      uuid,
    status           text        NOT NULL,
    issued_by        uuid,
    issued_at        timestamptz,
    -- The base salary of the day of the decision, from which the prizes were computed.
    base_salary      bigint,
    created_by       uuid        NOT NULL,
    writers          uuid[]      NOT NULL,
    version          integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT decisions_pkey PRIMARY KEY (id),
    CONSTRAINT decisions_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT decisions_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT decisions_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES users (id),
    CONSTRAINT decisions_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT decision_purpose_is_known CHECK (purpose IN ('GRANT', 'REVOKE')),
    CONSTRAINT decision_origin_is_known CHECK (origin IN ('OWN', 'OUTSIDE')),
    CONSTRAINT decision_status_is_known CHECK (status IN ('DRAFT', 'ISSUED', 'WITHDRAWN')),
    CONSTRAINT decision_issuer_is_not_blank CHECK (btrim(issuer_name) <> '' AND length(issuer_name) <= 200),
    CONSTRAINT decision_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 500),
    CONSTRAINT decision_number_shape CHECK (number ~ '^[0-9]{1,6}[a-z]?$'),
    CONSTRAINT decision_notation_is_not_blank CHECK (btrim(notation) <> '' AND length(notation) <= 30),
    CONSTRAINT decision_signer_is_not_blank CHECK (btrim(signer_name) <> '' AND length(signer_name) <= 200),
    CONSTRAINT decision_position_is_not_blank CHECK (btrim(signer_position) <> '' AND length(signer_position) <= 200),
    CONSTRAINT decision_grounds_are_not_blank CHECK (btrim(grounds) <> '' AND length(grounds) <= 5000),
    CONSTRAINT decision_is_issued_as_a_whole CHECK (
        num_nonnulls(issued_by, issued_at) = CASE WHEN status = 'ISSUED' THEN 2 ELSE 0 END),
    CONSTRAINT decision_that_is_issued_is_complete CHECK (
        status <> 'ISSUED' OR num_nonnulls(number, notation, decided_on, signer_name, signer_position) = 5),
    CONSTRAINT decision_base_salary_is_positive CHECK (base_salary > 0),
    CONSTRAINT own_decision CHECK (NOT issued_by = ANY (writers)),
    CONSTRAINT decision_version_is_positive CHECK (version > 0)
);
-- A number is given once a year by each issuer, written as 5 or as 05.
CREATE UNIQUE INDEX decision_number_taken ON decisions (issuer_key, (extract(year FROM decided_on)), (ltrim(number, '0')))
    WHERE status <> 'WITHDRAWN';
CREATE INDEX decisions_unit_id_idx ON decisions (unit_id, id);
CREATE INDEX decisions_document_id_idx ON decisions (document_id);
CREATE INDEX decisions_issued_by_idx ON decisions (issued_by);
CREATE INDEX decisions_created_by_idx ON decisions (created_by);
CREATE INDEX decisions_decided_on_idx ON decisions (decided_on);

-- What a decision grants, one line a nomination.
CREATE TABLE decision_lines (
    id                 uuid    NOT NULL,
    decision_id        uuid    NOT NULL,
    position           integer NOT NULL,
    nomination_id      uuid    NOT NULL,
    -- Whether the decision was not withdrawn: a nomination stands in one decision.
    is_live            boolean NOT NULL,
    -- From here on written when it is issued: so many base salaries, in VND; none where the law gives no money. Of several
    -- titles for one period the highest is paid: the others name the line that is.
    coefficient        numeric,
    prize              bigint,
    suppressed_by      uuid,
    award_id           uuid,
    -- By which anybody can verify the award, and its digest, by which it is found.
    verification_code  text,
    verification_hash  bytea,
    CONSTRAINT decision_lines_pkey PRIMARY KEY (id),
    CONSTRAINT decision_lines_decision_fkey FOREIGN KEY (decision_id) REFERENCES decisions (id),
    CONSTRAINT decision_lines_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT decision_lines_suppressed_by_fkey FOREIGN KEY (suppressed_by) REFERENCES decision_lines (id),
    CONSTRAINT decision_lines_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT decision_line_has_its_place UNIQUE (decision_id, position),
    CONSTRAINT decision_line_award_is_its_own UNIQUE (award_id),
    CONSTRAINT decision_line_code_is_its_own UNIQUE (verification_hash),
    CONSTRAINT decision_line_position_is_a_count CHECK (position > 0),
    CONSTRAINT decision_line_coefficient_is_positive CHECK (coefficient > 0),
    CONSTRAINT decision_line_prize_is_positive CHECK (prize > 0),
    CONSTRAINT decision_line_has_money_by_a_coefficient CHECK ((coefficient IS NULL) = (prize IS NULL)),
    CONSTRAINT decision_line_is_not_suppressed_by_itself CHECK (suppressed_by <> id),
    CONSTRAINT decision_line_is_verified_by_its_code CHECK (
        num_nonnulls(award_id, verification_code, verification_hash) IN (0, 3))
);
CREATE UNIQUE INDEX in_another_decision ON decision_lines (nomination_id) WHERE is_live;
CREATE INDEX decision_lines_nomination_id_idx ON decision_lines (nomination_id);
CREATE INDEX decision_lines_suppressed_by_idx ON decision_lines (suppressed_by);

-- Which award a decision takes back, and why.
CREATE TABLE revocations (
    decision_id      uuid    NOT NULL,
    award_id         uuid    NOT NULL,
    -- Whether the decision was not withdrawn: an award is taken back once.
    is_live          boolean NOT NULL,
    -- The letter of Law 06/2022/QH15, Article 93.2.
    ground           text    NOT NULL,
    -- The conclusion of a competent body by which it was found (Decree 152/2025/NĐ-CP, Article 56).
    conclusion       text    NOT NULL,
    -- Written when it is issued: the money that is due back, and until when with the object (Article 58).
    prize_due        bigint,
    return_due_on    date,
    CONSTRAINT revocations_pkey PRIMARY KEY (decision_id),
    CONSTRAINT revocations_decision_fkey FOREIGN KEY (decision_id) REFERENCES decisions (id),
    CONSTRAINT revocations_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT revocation_ground_is_known CHECK (ground IN ('DISHONEST_DECLARATION', 'FALSE_PAPERS', 'UNLAWFUL_PROCEDURE',
        'CRITERIA_NOT_MET')),
    CONSTRAINT revocation_conclusion_is_not_blank CHECK (btrim(conclusion) <> '' AND length(conclusion) <= 2000),
    CONSTRAINT revocation_prize_is_not_negative CHECK (prize_due >= 0)
);
CREATE UNIQUE INDEX already_being_revoked ON revocations (award_id) WHERE is_live;
CREATE INDEX revocations_award_id_idx ON revocations (award_id);

-- Which share of the people in a decision the province wants of a group of positions; null where it has set none.
ALTER TABLE reporting_classes
    ADD COLUMN target_share numeric,
    ADD CONSTRAINT reporting_class_target_is_a_share CHECK (target_share > 0 AND target_share <= 1);

-- The register says by which decision of this system an award was granted, and since when it is revoked.
ALTER TABLE awards
    ADD COLUMN decision_id uuid,
    ADD COLUMN revoked_on date,
    ADD CONSTRAINT awards_decision_fkey FOREIGN KEY (decision_id) REFERENCES decisions (id),
    ADD CONSTRAINT award_that_is_revoked_counts_no_more CHECK (revoked_on IS NULL OR void_reason IS NOT NULL);
CREATE INDEX awards_decision_id_idx ON awards (decision_id);
