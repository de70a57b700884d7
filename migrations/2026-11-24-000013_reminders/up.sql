-- Reminders: dated rules that say when whom is reminded of what is due, and what was sent, each once.

CREATE TABLE reminder_rules (
    id           uuid        NOT NULL,
    -- What is due, as obligations name it.
    kind         text        NOT NULL,
    -- So many days after the last day; before it where negative.
    days         integer     NOT NULL,
    -- Who is reminded: the unit, the unit above it, the standing office or the leader of the launching unit.
    recipient    text        NOT NULL,
    starts_on    date        NOT NULL,
    ends_before  date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT reminder_rules_pkey PRIMARY KEY (id),
    CONSTRAINT reminder_rule_kind_is_known CHECK (kind IN ('PLEDGE', 'REPORT', 'OPEN_PERIOD')),
    CONSTRAINT reminder_rule_days_are_near CHECK (days BETWEEN -60 AND 60),
    CONSTRAINT reminder_rule_recipient_is_known CHECK (
        recipient IN ('UNIT', 'PARENT_UNIT', 'STANDING_OFFICE', 'LEADER')),
    -- Opening a period is due from no unit.
    CONSTRAINT reminder_rule_reaches_somebody CHECK (kind <> 'OPEN_PERIOD' OR recipient IN ('STANDING_OFFICE', 'LEADER')),
    CONSTRAINT reminder_rule_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT reminder_rule_version_is_positive CHECK (version > 0),
    CONSTRAINT reminder_rules_overlap EXCLUDE USING gist (
        kind WITH =, days WITH =, recipient WITH =, daterange(starts_on, ends_before) WITH &&)
);

-- A practice to begin with; no law read so far says when whom is reminded.
INSERT INTO reminder_rules
SELECT ('01980000-0000-7000-8000-00000000' || to_hex(x'2600'::int + number::int))::uuid, kind, days, recipient, DATE '2023-01-01',
    NULL, 1, now(), now()
FROM (VALUES
    (1, 'PLEDGE', -5, 'UNIT'), (2, 'PLEDGE', 1, 'UNIT'), (3, 'PLEDGE', 5, 'STANDING_OFFICE'),
    (4, 'REPORT', -2, 'UNIT'), (5, 'REPORT', 1, 'UNIT'), (6, 'REPORT', 3, 'PARENT_UNIT'),
    (7, 'REPORT', 7, 'STANDING_OFFICE'), (8, 'OPEN_PERIOD', 1, 'STANDING_OFFICE')
) AS practice (number, kind, days, recipient);

CREATE TABLE reminders (
    id                 uuid        NOT NULL,
    rule_id            uuid        NOT NULL,
    kind               text        NOT NULL,
    days               integer     NOT NULL,
    campaign_id        uuid        NOT NULL,
    period_id          uuid,
    -- From whom it is due; nobody but the standing office where it is missing.
    unit_id            uuid,
    due_on             date        NOT NULL,
    -- Who is reminded: everybody who has this role over this unit.
    recipient_unit_id  uuid        NOT NULL,
    recipient_role     text        NOT NULL,
    sent_on            date        NOT NULL,
    sent_at            timestamptz NOT NULL,
    CONSTRAINT reminders_pkey PRIMARY KEY (id),
    -- Whichever worker is first: each is sent once.
    CONSTRAINT reminder_already_sent UNIQUE NULLS NOT DISTINCT (rule_id, campaign_id, period_id, unit_id, due_on),
    CONSTRAINT reminders_rule_fkey FOREIGN KEY (rule_id) REFERENCES reminder_rules (id),
    CONSTRAINT reminders_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT reminders_period_fkey FOREIGN KEY (period_id) REFERENCES reporting_periods (id),
    CONSTRAINT reminders_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT reminders_recipient_unit_fkey FOREIGN KEY (recipient_unit_id) REFERENCES units (id)
);
CREATE INDEX reminders_campaign_id_idx ON reminders (campaign_id);
CREATE INDEX reminders_period_id_idx ON reminders (period_id);
CREATE INDEX reminders_unit_id_idx ON reminders (unit_id);
CREATE INDEX reminders_recipient_idx ON reminders (recipient_unit_id, recipient_role, id);
