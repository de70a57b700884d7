-- Pledges (đăng ký thi đua): what a unit takes upon itself in a campaign, and until when it is asked to.

ALTER TABLE campaigns
    -- The day by which units are asked to pledge. It passes a flag, not a wall.
    ADD COLUMN registration_due_on date,
    -- Whether the website may name units beside figures.
    ADD COLUMN public_unit_names boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT registration_after_end CHECK (registration_due_on <= ends_on);
ALTER TABLE campaigns ALTER COLUMN public_unit_names DROP DEFAULT;

CREATE TABLE pledges (
    id              uuid        NOT NULL,
    campaign_id     uuid        NOT NULL,
    unit_id         uuid        NOT NULL,
    status          text        NOT NULL,
    -- {items, aims, initiatives}: what the unit is writing. What was approved stands in the revisions, and its items,
    -- which reports answer, in pledge_items.
    content         jsonb       NOT NULL,
    -- The last approved revision; 0 before the first.
    revision        integer     NOT NULL,
    -- The pledge of another campaign it was copied from.
    copied_from_id  uuid,
    -- The day of the first submission, and whether that was after the campaign's day.
    submitted_on    date,
    is_late         boolean     NOT NULL,
    -- Who submitted last: that person never approves.
    submitted_by    uuid,
    created_by      uuid        NOT NULL,
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT pledges_pkey PRIMARY KEY (id),
    CONSTRAINT pledge_of_its_campaign UNIQUE (campaign_id, id),
    CONSTRAINT pledges_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT pledges_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT pledges_copied_from_fkey FOREIGN KEY (copied_from_id) REFERENCES pledges (id),
    CONSTRAINT pledges_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES users (id),
    CONSTRAINT pledges_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT pledge_status_is_known CHECK (status IN (
        'DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED', 'AMENDING', 'WITHDRAWN')),
    CONSTRAINT pledge_content_is_an_object CHECK (jsonb_typeof(content) = 'object'),
    CONSTRAINT pledge_revision_is_counted CHECK (revision >= 0),
    CONSTRAINT pledge_is_approved_by_a_revision CHECK (status NOT IN ('APPROVED', 'AMENDING') OR revision > 0),
    CONSTRAINT pledge_is_withdrawn_before_a_revision CHECK (status <> 'WITHDRAWN' OR revision = 0),
    CONSTRAINT pledge_is_submitted_by_somebody CHECK ((submitted_on IS NULL) = (submitted_by IS NULL)),
    CONSTRAINT pledge_version_is_positive CHECK (version > 0)
);
-- One for each unit and campaign; who withdrew may begin again.
CREATE UNIQUE INDEX pledge_already_there ON pledges (campaign_id, unit_id) WHERE status <> 'WITHDRAWN';
CREATE INDEX pledges_waiting_idx ON pledges (campaign_id) WHERE status = 'SUBMITTED';
CREATE INDEX pledges_unit_id_idx ON pledges (unit_id, id);
CREATE INDEX pledges_copied_from_id_idx ON pledges (copied_from_id);
CREATE INDEX pledges_submitted_by_idx ON pledges (submitted_by);
CREATE INDEX pledges_created_by_idx ON pledges (created_by);

-- What was approved, each time as a whole.
CREATE TABLE pledge_revisions (
    pledge_id    uuid        NOT NULL,
    number       integer     NOT NULL,
    content      jsonb       NOT NULL,
    submitted_by uuid        NOT NULL,
    approved_by  uuid        NOT NULL,
    approved_at  timestamptz NOT NULL,
    CONSTRAINT pledge_revisions_pkey PRIMARY KEY (pledge_id, number),
    CONSTRAINT pledge_revisions_pledge_fkey FOREIGN KEY (pledge_id) REFERENCES pledges (id),
    CONSTRAINT pledge_revisions_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES users (id),
    CONSTRAINT pledge_revisions_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES users (id),
    CONSTRAINT pledge_is_never_approved_by_who_filed_it CHECK (approved_by <> submitted_by),
    CONSTRAINT pledge_revision_number_is_positive CHECK (number > 0)
);
CREATE INDEX pledge_revisions_submitted_by_idx ON pledge_revisions (submitted_by);
CREATE INDEX pledge_revisions_approved_by_idx ON pledge_revisions (approved_by);

-- The items of the revision in force. One that a later revision left out stays: reports answered it.
CREATE TABLE pledge_items (
    id               uuid           NOT NULL,
    pledge_id        uuid           NOT NULL,
    campaign_id      uuid           NOT NULL,
    unit_id          uuid           NOT NULL,
    -- The content it answers.
    content_id       uuid           NOT NULL,
    -- What people and other systems call it within the pledge.
    code             text           NOT NULL,
    place            integer        NOT NULL,
    body             text           NOT NULL,
    weight           numeric(10, 4) NOT NULL,
    due_on           date,
    -- NULL, all of them, for an item that is rated and not measured.
    measured_by      text,
    unit_of_measure  text,
    baseline         numeric(20, 6),
    target           numeric(20, 6),
    direction        text,
    aggregation      text,
    evidence_required boolean       NOT NULL,
    -- The revision that left it out.
    removed_in       integer,
    CONSTRAINT pledge_items_pkey PRIMARY KEY (id),
    CONSTRAINT pledge_items_pledge_fkey FOREIGN KEY (campaign_id, pledge_id) REFERENCES pledges (campaign_id, id),
    CONSTRAINT pledge_items_content_fkey FOREIGN KEY (campaign_id, content_id)
        REFERENCES campaign_contents (campaign_id, id),
    CONSTRAINT pledge_items_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT pledge_item_weighs_something CHECK (weight > 0),
    CONSTRAINT pledge_item_is_measured_whole CHECK (
        num_nulls(measured_by, unit_of_measure, baseline, target, direction, aggregation) IN (0, 6)),
    CONSTRAINT indicator_direction_is_known CHECK (direction IN ('UP', 'DOWN')),
    CONSTRAINT indicator_aggregation_is_known CHECK (aggregation IN ('SUM', 'AVERAGE', 'LAST')),
    CONSTRAINT indicator_goes_its_direction CHECK (
        CASE direction WHEN 'UP' THEN target > baseline ELSE target < baseline END)
);
CREATE UNIQUE INDEX pledge_item_code_taken ON pledge_items (pledge_id, code) WHERE removed_in IS NULL;
CREATE INDEX pledge_items_pledge_idx ON pledge_items (campaign_id, pledge_id);
CREATE INDEX pledge_items_content_idx ON pledge_items (campaign_id, content_id);
CREATE INDEX pledge_items_unit_id_idx ON pledge_items (unit_id);
