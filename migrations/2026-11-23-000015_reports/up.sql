-- Progress reports (báo cáo tiến độ): what a unit did in a period, item by item of its pledge.

CREATE TABLE progress_reports (
    id               uuid        NOT NULL,
    period_id        uuid        NOT NULL,
    campaign_id      uuid        NOT NULL,
    unit_id          uuid        NOT NULL,
    pledge_id        uuid        NOT NULL,
    status           text        NOT NULL,
    -- {entries}: what the unit is writing. What was accepted stands in the versions.
    content          jsonb       NOT NULL,
    -- {item: reason}: why entries were given back.
    remarks          jsonb       NOT NULL,
    -- The last accepted version; 0 before the first.
    accepted_number  integer     NOT NULL,
    -- The day of the first submission, and whether that was after the last day of the period.
    submitted_on     date,
    is_late          boolean     NOT NULL,
    -- Who submitted last: that person never accepts.
    submitted_by     uuid,
    created_by       uuid        NOT NULL,
    version          integer     NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CONSTRAINT progress_reports_pkey PRIMARY KEY (id),
    CONSTRAINT report_already_there UNIQUE (period_id, unit_id),
    CONSTRAINT progress_reports_reporter_fkey FOREIGN KEY (period_id, unit_id)
        REFERENCES expected_reporters (period_id, unit_id),
    CONSTRAINT progress_reports_pledge_fkey FOREIGN KEY (campaign_id, pledge_id) REFERENCES pledges (campaign_id, id),
    CONSTRAINT progress_reports_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES users (id),
    CONSTRAINT progress_reports_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT report_status_is_known CHECK (status IN (
        'DRAFT', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'CORRECTING')),
    CONSTRAINT report_content_is_an_object CHECK (jsonb_typeof(content) = 'object' AND jsonb_typeof(remarks) = 'object'),
    CONSTRAINT report_is_accepted_by_a_version CHECK (status NOT IN ('ACCEPTED', 'CORRECTING') OR accepted_number > 0),
    CONSTRAINT report_is_submitted_by_somebody CHECK ((submitted_on IS NULL) = (submitted_by IS NULL)),
    CONSTRAINT report_version_is_positive CHECK (version > 0 AND accepted_number >= 0)
);
CREATE INDEX progress_reports_pledge_idx ON progress_reports (campaign_id, pledge_id);
CREATE INDEX progress_reports_unit_idx ON progress_reports (unit_id, id);
CREATE INDEX progress_reports_submitted_by_idx ON progress_reports (submitted_by);
-- What waits for a standing office is looked for among few rows, however many reports there are.
CREATE INDEX progress_reports_waiting_idx ON progress_reports (campaign_id, period_id) WHERE status = 'SUBMITTED';
CREATE INDEX progress_reports_created_by_idx ON progress_reports (created_by);

-- What was accepted, each time as a whole.
CREATE TABLE report_versions (
    report_id     uuid        NOT NULL,
    number        integer     NOT NULL,
    content       jsonb       NOT NULL,
    submitted_by  uuid        NOT NULL,
    accepted_by   uuid        NOT NULL,
    accepted_at   timestamptz NOT NULL,
    CONSTRAINT report_versions_pkey PRIMARY KEY (report_id, number),
    CONSTRAINT report_versions_report_fkey FOREIGN KEY (report_id) REFERENCES progress_reports (id),
    CONSTRAINT report_versions_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES users (id),
    CONSTRAINT report_versions_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES users (id),
    CONSTRAINT report_is_never_accepted_by_who_filed_it CHECK (accepted_by <> submitted_by),
    CONSTRAINT report_version_number_is_positive CHECK (number > 0)
);
CREATE INDEX report_versions_submitted_by_idx ON report_versions (submitted_by);
CREATE INDEX report_versions_accepted_by_idx ON report_versions (accepted_by);
