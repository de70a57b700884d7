-- Reporting periods: for which days, until when, and by whom a report is expected. A deadline lies on a working day, so
-- holidays are data.

-- Days that are not what their weekday says: free ones, and weekends that are worked in exchange.
CREATE TABLE holidays (
    id              uuid        NOT NULL,
    day             date        NOT NULL,
    name            text        NOT NULL,
    is_working_day  boolean     NOT NULL,
    clause          text        NOT NULL,
    -- How sure we are of the row, as in the award catalogue.
    certainty       text        NOT NULL,
    version         integer     NOT NULL,
    created_at      timestamptz NOT NULL,
    CONSTRAINT holidays_pkey PRIMARY KEY (id),
    CONSTRAINT holiday_already_there UNIQUE (day),
    CONSTRAINT holiday_certainty_is_known CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY'))
);

-- Bộ luật Lao động 45/2019/QH14, Điều 112. Days by the sun follow from the law; days by the moon, and the days beside the
-- National Day, are told each year and stand here from memory.
INSERT INTO holidays
SELECT ('01980000-0000-7000-8000-' || lpad(to_hex(x'100000'::int + (day - DATE '2023-01-01')), 12, '0'))::uuid,
    day, name, false, 'Bộ luật Lao động 45/2019/QH14, Điều 112', certainty, 1, now()
FROM (
    SELECT make_date(year, month, number) AS day, name, 'INFERENCE' AS certainty
    FROM generate_series(2023, 2027) AS year,
        (VALUES (1, 1, 'Tết Dương lịch'), (4, 30, 'Ngày Chiến thắng'), (5, 1, 'Ngày Quốc tế lao động'),
            (9, 2, 'Quốc khánh')) AS fixed (month, number, name)
    UNION ALL
    SELECT day::date, name, 'MEMORY' FROM (VALUES
        ('2023-01-20', '2023-01-26', 'Tết Nguyên đán'), ('2024-02-08', '2024-02-14', 'Tết Nguyên đán'),
        ('2025-01-25', '2025-02-02', 'Tết Nguyên đán'), ('2026-02-14', '2026-02-22', 'Tết Nguyên đán'),
        ('2027-02-05', '2027-02-11', 'Tết Nguyên đán'),
        ('2023-04-29', '2023-04-29', 'Giỗ Tổ Hùng Vương'), ('2024-04-18', '2024-04-18', 'Giỗ Tổ Hùng Vương'),
        ('2025-04-07', '2025-04-07', 'Giỗ Tổ Hùng Vương'), ('2026-04-26', '2026-04-26', 'Giỗ Tổ Hùng Vương'),
        ('2027-04-16', '2027-04-16', 'Giỗ Tổ Hùng Vương'),
        ('2023-09-01', '2023-09-01', 'Nghỉ Quốc khánh'), ('2024-09-03', '2024-09-03', 'Nghỉ Quốc khánh'),
        ('2025-09-01', '2025-09-01', 'Nghỉ Quốc khánh'), ('2026-09-01', '2026-09-01', 'Nghỉ Quốc khánh'),
        ('2027-09-03', '2027-09-03', 'Nghỉ Quốc khánh')
    ) AS told (first_day, last_day, name), generate_series(first_day::date, last_day::date, '1 day') AS day
) AS free;

CREATE TABLE reporting_periods (
    id           uuid        NOT NULL,
    campaign_id  uuid        NOT NULL,
    -- What people and other systems call it within the campaign: 2023-M02.
    code         text        NOT NULL,
    name         text        NOT NULL,
    kind         text        NOT NULL,
    status       text        NOT NULL,
    -- The days the figures speak of, both included.
    data_from    date        NOT NULL,
    data_to      date        NOT NULL,
    -- The first day on which it can be opened.
    opens_on     date        NOT NULL,
    -- The last day of reporting.
    due_on       date        NOT NULL,
    opened_at    timestamptz,
    created_by   uuid        NOT NULL,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT reporting_periods_pkey PRIMARY KEY (id),
    CONSTRAINT reporting_periods_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT reporting_periods_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT reporting_period_kind_is_known CHECK (kind IN (
        'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR', 'SCHOOL_YEAR', 'INTERIM_REVIEW', 'FINAL_REVIEW', 'OTHER')),
    CONSTRAINT reporting_period_status_is_known CHECK (status IN ('PLANNED', 'OPEN', 'CANCELLED')),
    CONSTRAINT reporting_period_days_are_in_order CHECK (
        data_from <= data_to AND data_to < due_on AND opens_on <= due_on),
    CONSTRAINT reporting_period_is_opened_once CHECK ((status = 'OPEN') = (opened_at IS NOT NULL)),
    CONSTRAINT reporting_period_version_is_positive CHECK (version > 0),
    -- Whatever their kinds: a value of a day is reported once, so that sums count it once.
    CONSTRAINT reporting_period_overlaps
        EXCLUDE USING gist (campaign_id WITH =, daterange(data_from, data_to, '[]') WITH &&)
        WHERE (status <> 'CANCELLED')
);
CREATE UNIQUE INDEX reporting_period_code_taken ON reporting_periods (campaign_id, code) WHERE status <> 'CANCELLED';
CREATE INDEX reporting_periods_campaign_idx ON reporting_periods (campaign_id, data_to, id);
CREATE INDEX reporting_periods_created_by_idx ON reporting_periods (created_by);
CREATE INDEX reporting_periods_due_on_idx ON reporting_periods (due_on) WHERE status = 'OPEN';

-- Who is expected to report, frozen when a period opens.
CREATE TABLE expected_reporters (
    period_id    uuid NOT NULL,
    unit_id      uuid NOT NULL,
    -- EXPECTED; BY_SUCCESSORS when the unit was closed and others follow it; EXCUSED when nobody does.
    standing     text NOT NULL,
    CONSTRAINT expected_reporters_pkey PRIMARY KEY (period_id, unit_id),
    CONSTRAINT expected_reporters_period_fkey FOREIGN KEY (period_id) REFERENCES reporting_periods (id),
    CONSTRAINT expected_reporters_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT expected_reporter_standing_is_known CHECK (standing IN ('EXPECTED', 'BY_SUCCESSORS', 'EXCUSED'))
);
CREATE INDEX expected_reporters_unit_id_idx ON expected_reporters (unit_id);

-- Who may still report after the last day, until when, why, and who allowed it.
CREATE TABLE lock_exceptions (
    id          uuid        NOT NULL,
    period_id   uuid        NOT NULL,
    unit_id     uuid        NOT NULL,
    until_on    date        NOT NULL,
    reason      text        NOT NULL,
    granted_by  uuid        NOT NULL,
    granted_at  timestamptz NOT NULL,
    CONSTRAINT lock_exceptions_pkey PRIMARY KEY (id),
    CONSTRAINT lock_exceptions_reporter_fkey FOREIGN KEY (period_id, unit_id)
        REFERENCES expected_reporters (period_id, unit_id),
    CONSTRAINT lock_exceptions_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES users (id)
);
CREATE INDEX lock_exceptions_reporter_idx ON lock_exceptions (period_id, unit_id, until_on);
CREATE INDEX lock_exceptions_granted_by_idx ON lock_exceptions (granted_by);

-- How many reports of a period are expected and came: counted as they come, so that reading costs the same however many
-- units there are.
CREATE TABLE report_counts (
    period_id  uuid    NOT NULL,
    expected   integer NOT NULL,
    received   integer NOT NULL,
    on_time    integer NOT NULL,
    accepted   integer NOT NULL,
    CONSTRAINT report_counts_pkey PRIMARY KEY (period_id),
    CONSTRAINT report_counts_period_fkey FOREIGN KEY (period_id) REFERENCES reporting_periods (id),
    -- No rate is ever above 100 per cent.
    CONSTRAINT report_counts_are_in_order CHECK (
        0 <= accepted AND accepted <= received AND 0 <= on_time AND on_time <= received AND received <= expected)
);
