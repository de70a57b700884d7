-- Progress: what was reported, how far that is, and the sums by which it is read at once. Everything here can be computed
-- again from the accepted reports and the pledges in force; `thidua check` does so.

-- How a rated item counts. Rows, because a province has its own scale.
CREATE TABLE rating_levels (
    code      text          NOT NULL,
    name      text          NOT NULL,
    progress  numeric(7, 6) NOT NULL,
    CONSTRAINT rating_levels_pkey PRIMARY KEY (code),
    CONSTRAINT rating_level_code_shape CHECK (code ~ '^[A-Z]+(_[A-Z]+)*$' AND length(code) <= 40),
    CONSTRAINT rating_level_is_a_share CHECK (progress BETWEEN 0 AND 1)
);
-- The four words by which officials are rated (Nghị định 90/2020/NĐ-CP); the figures are ours.
INSERT INTO rating_levels VALUES
    ('NOT_COMPLETED', 'Không hoàn thành', 0),
    ('COMPLETED', 'Hoàn thành', 0.5),
    ('WELL_COMPLETED', 'Hoàn thành tốt', 0.8),
    ('EXCELLENT', 'Hoàn thành xuất sắc', 1);

-- What is told of progress beside the time that is over: the first row that d = progress - elapsed reaches, STALLED below
-- all of them. Read at every answer, so a change holds at once.
CREATE TABLE verdict_rules (
    verdict     text          NOT NULL,
    at_least    numeric(7, 6) NOT NULL,
    version     integer       NOT NULL,
    updated_at  timestamptz   NOT NULL,
    CONSTRAINT verdict_rules_pkey PRIMARY KEY (verdict),
    CONSTRAINT verdict_is_known CHECK (verdict IN ('AHEAD', 'ON_TRACK', 'AT_RISK')),
    CONSTRAINT verdict_is_a_difference_of_shares CHECK (at_least BETWEEN -1 AND 1)
);
INSERT INTO verdict_rules VALUES ('AHEAD', 0.05, 1, now()), ('ON_TRACK', -0.05, 1, now()), ('AT_RISK', -0.20, 1, now());

-- An item through the last data day of a period: what was accepted for that period, and what all periods make together.
CREATE TABLE item_progress (
    item_id          uuid           NOT NULL,
    through_on       date           NOT NULL,
    campaign_id      uuid           NOT NULL,
    unit_id          uuid           NOT NULL,
    -- What was accepted: a value, or a rating with what it counts, or neither where the item did not apply.
    value            numeric(20, 6),
    rating           text,
    rating_progress  numeric(7, 6),
    -- The sum and the number of all values, for sums and averages.
    total            numeric(28, 6) NOT NULL,
    value_count      integer        NOT NULL,
    -- What the periods make together; NULL while there is nothing, or where the item does not apply.
    raw              numeric(28, 6),
    progress         numeric(7, 6),
    CONSTRAINT item_progress_pkey PRIMARY KEY (item_id, through_on),
    CONSTRAINT item_progress_item_fkey FOREIGN KEY (item_id) REFERENCES pledge_items (id),
    CONSTRAINT item_progress_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT item_progress_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT item_progress_rating_fkey FOREIGN KEY (rating) REFERENCES rating_levels (code),
    CONSTRAINT item_is_measured_or_rated CHECK (num_nonnulls(value, rating) < 2 AND (rating IS NULL) = (rating_progress IS NULL)),
    CONSTRAINT item_progress_is_a_share CHECK (progress BETWEEN 0 AND 1)
);
CREATE INDEX item_progress_unit_idx ON item_progress (campaign_id, unit_id, through_on);
CREATE INDEX item_progress_unit_id_idx ON item_progress (unit_id);
CREATE INDEX item_progress_rating_idx ON item_progress (rating);

-- A unit through the last data day of a period. A unit whose pledge was approved has a row of the year 1 for the time
-- before any report.
CREATE TABLE unit_progress (
    campaign_id   uuid            NOT NULL,
    unit_id       uuid            NOT NULL,
    through_on    date            NOT NULL,
    -- {content: [sum of weight x progress, sum of weight]}
    by_content    jsonb           NOT NULL,
    weighted      numeric(28, 10) NOT NULL,
    weight        numeric(18, 4)  NOT NULL,
    -- Items in force, and those of them of which something is known.
    item_count    integer         NOT NULL,
    known_count   integer         NOT NULL,
    -- weighted / weight, rounded once; NULL where nothing applies.
    progress      numeric(7, 6),
    CONSTRAINT unit_progress_pkey PRIMARY KEY (campaign_id, unit_id, through_on),
    CONSTRAINT unit_progress_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT unit_progress_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT unit_progress_is_a_share CHECK (progress BETWEEN 0 AND 1)
);
CREATE INDEX unit_progress_unit_id_idx ON unit_progress (unit_id);

-- Sums of all units, as steps: what changed through a day. The state through a day is the sum of the steps until then.
CREATE TABLE content_progress_steps (
    campaign_id  uuid            NOT NULL,
    content_id   uuid            NOT NULL,
    through_on   date            NOT NULL,
    weighted     numeric(28, 10) NOT NULL,
    weight       numeric(18, 4)  NOT NULL,
    CONSTRAINT content_progress_steps_pkey PRIMARY KEY (campaign_id, content_id, through_on),
    CONSTRAINT content_progress_steps_content_fkey FOREIGN KEY (campaign_id, content_id)
        REFERENCES campaign_contents (campaign_id, id)
);

CREATE TABLE campaign_progress_steps (
    campaign_id       uuid           NOT NULL,
    through_on        date           NOT NULL,
    -- The sum of units' progress, and how many units have one.
    progress          numeric(18, 6) NOT NULL,
    unit_count        integer        NOT NULL,
    -- Units with a pledge in force of which nothing applies.
    weightless_count  integer        NOT NULL,
    item_count        integer        NOT NULL,
    known_count       integer        NOT NULL,
    CONSTRAINT campaign_progress_steps_pkey PRIMARY KEY (campaign_id, through_on),
    CONSTRAINT campaign_progress_steps_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id)
);
