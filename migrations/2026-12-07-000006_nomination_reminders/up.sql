-- Reminders of the days of the calendar until which nominations go up, and of the last day on which their reports are not too old.

-- So many days before its day somebody is reminded; nobody where it is null. A practice to begin with: no law says it.
ALTER TABLE procedure_rules ADD COLUMN remind_days_before integer,
    ADD CONSTRAINT procedure_rule_reminds_in_time CHECK (remind_days_before BETWEEN 1 AND 180),
    ADD CONSTRAINT procedure_rule_reminds_of_a_day CHECK (remind_days_before IS NULL OR kind IN ('DEADLINE', 'REPORT_AGE'));
UPDATE procedure_rules SET remind_days_before = 30 WHERE kind IN ('DEADLINE', 'REPORT_AGE');

-- What was sent, each once.
CREATE TABLE nomination_reminders (
    id                 uuid        NOT NULL,
    nomination_id      uuid        NOT NULL,
    -- The row of the law that says the day, what kind of day it is, and the day.
    rule_id            uuid        NOT NULL,
    kind               text        NOT NULL,
    due_on             date        NOT NULL,
    -- Who is reminded: everybody who has this role over this unit. The unit that nominates until it is sent, then the office of its stage.
    recipient_unit_id  uuid        NOT NULL,
    recipient_role     text        NOT NULL,
    sent_on            date        NOT NULL,
    sent_at            timestamptz NOT NULL,
    CONSTRAINT nomination_reminders_pkey PRIMARY KEY (id),
    -- Whichever worker is first: each is sent once to each.
    CONSTRAINT nomination_reminder_already_sent UNIQUE (nomination_id, rule_id, due_on, recipient_unit_id, recipient_role),
    CONSTRAINT nomination_reminders_nomination_fkey FOREIGN KEY (nomination_id) REFERENCES nominations (id),
    CONSTRAINT nomination_reminders_rule_fkey FOREIGN KEY (rule_id) REFERENCES procedure_rules (id),
    CONSTRAINT nomination_reminders_recipient_unit_fkey FOREIGN KEY (recipient_unit_id) REFERENCES units (id),
    CONSTRAINT nomination_reminder_kind_is_known CHECK (kind IN ('SUBMISSION', 'REPORT_AGE')),
    CONSTRAINT nomination_reminder_role_is_known CHECK (recipient_role IN ('UNIT_OFFICER', 'STANDING_OFFICE'))
);
CREATE INDEX nomination_reminders_rule_id_idx ON nomination_reminders (rule_id);
CREATE INDEX nomination_reminders_recipient_idx ON nomination_reminders (recipient_unit_id, recipient_role, id);
