-- Certificates (bằng khen, giấy khen, giấy chứng nhận): the papers that awards hand over, numbered in the register of whoever
-- decided, in the order in which they are handed over (Decree 152/2025/NĐ-CP, Articles 28 to 31).

-- The last number that a unit gave in a year.
CREATE TABLE certificate_registers (
    unit_id      uuid     NOT NULL,
    year         integer  NOT NULL,
    last_number  integer  NOT NULL,
    CONSTRAINT certificate_registers_pkey PRIMARY KEY (unit_id, year),
    CONSTRAINT certificate_registers_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT certificate_register_number_is_positive CHECK (last_number > 0)
);

CREATE TABLE certificates (
    id              uuid        NOT NULL,
    award_id        uuid        NOT NULL,
    decision_id     uuid        NOT NULL,
    -- The unit in whose register it has its number, and the number in the year.
    unit_id         uuid        NOT NULL,
    year            integer     NOT NULL,
    number          integer     NOT NULL,
    -- FIRST, or why an earlier one was issued anew.
    reason          text        NOT NULL,
    replaces_id     uuid,
    explanation     text,
    -- Whether no later one stands in its place: an award has one certificate that counts.
    is_current      boolean     NOT NULL,
    -- What it says, whatever the register says later.
    printed_name    text        NOT NULL,
    issued_on       date        NOT NULL,
    -- When it was handed over, at which event, and to whom where it was not the recipient.
    handed_over_on  date,
    occasion        text,
    received_by     text,
    -- When it came back after the award was revoked (Article 58).
    returned_on     date,
    created_by      uuid        NOT NULL,
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT certificates_pkey PRIMARY KEY (id),
    CONSTRAINT certificates_award_fkey FOREIGN KEY (award_id) REFERENCES awards (id),
    CONSTRAINT certificates_decision_fkey FOREIGN KEY (decision_id) REFERENCES decisions (id),
    CONSTRAINT certificates_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT certificates_replaces_fkey FOREIGN KEY (replaces_id) REFERENCES certificates (id),
    CONSTRAINT certificates_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT certificate_number_is_its_own UNIQUE (unit_id, year, number),
    CONSTRAINT certificate_is_replaced_once UNIQUE (replaces_id),
    CONSTRAINT certificate_number_is_positive CHECK (number > 0),
    CONSTRAINT certificate_reason_is_known CHECK (reason IN ('FIRST', 'LOST', 'DAMAGED', 'MISPRINTED', 'NAME_CORRECTED')),
    CONSTRAINT first_certificate_replaces_none CHECK ((reason = 'FIRST') = (replaces_id IS NULL)),
    CONSTRAINT certificate_explanation_is_not_blank CHECK (btrim(explanation) <> '' AND length(explanation) <= 1000),
    CONSTRAINT certificate_name_is_not_blank CHECK (btrim(printed_name) <> '' AND length(printed_name) <= 200),
    CONSTRAINT certificate_handed_over_before_it_was_issued CHECK (handed_over_on >= issued_on),
    CONSTRAINT certificate_receiver_needs_a_day CHECK (handed_over_on IS NOT NULL OR num_nonnulls(occasion, received_by) = 0),
    CONSTRAINT certificate_occasion_is_not_blank CHECK (btrim(occasion) <> '' AND length(occasion) <= 300),
    CONSTRAINT certificate_receiver_is_not_blank CHECK (btrim(received_by) <> '' AND length(received_by) <= 200),
    CONSTRAINT certificate_returned_before_it_was_issued CHECK (returned_on >= issued_on),
    CONSTRAINT certificate_version_is_positive CHECK (version > 0)
);
CREATE UNIQUE INDEX certificate_is_there ON certificates (award_id) WHERE is_current;
CREATE INDEX certificates_award_id_idx ON certificates (award_id, id);
CREATE INDEX certificates_decision_id_idx ON certificates (decision_id, id);
CREATE INDEX certificates_unit_id_idx ON certificates (unit_id, id);
CREATE INDEX certificates_created_by_idx ON certificates (created_by);
