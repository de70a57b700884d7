-- Statistics of the sector (chế độ báo cáo thống kê): what the forms 0601 to 0605 count, what is entered into them by hand, and
-- forms that were signed.

-- The level that leads a launch, as form 0601 counts it; null where it follows from the launching unit.
ALTER TABLE campaigns
    ADD COLUMN launch_level text,
    ADD CONSTRAINT campaign_launch_level_is_known CHECK (launch_level IN ('CENTRAL', 'PROVINCE', 'UNIT'));
CREATE INDEX campaigns_launched_on_idx ON campaigns (launched_on) WHERE launched_on IS NOT NULL;
CREATE INDEX awards_decided_on_idx ON awards (decided_on, award_code);

-- By which circular a form is printed, and when it is due, from year to year.
CREATE TABLE form_versions (
    id           uuid        NOT NULL,
    form         text        NOT NULL,
    -- As printed: 0601.N/BNV-TĐKT.
    code         text        NOT NULL,
    title        text        NOT NULL,
    -- The day of the reporting year on which it is received.
    due_month    integer     NOT NULL,
    due_day      integer     NOT NULL,
    basis        text        NOT NULL,
    certainty    text        NOT NULL,
    starts_on    date        NOT NULL,
    -- The first day on which it no longer holds.
    ends_before  date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT form_versions_pkey PRIMARY KEY (id),
    CONSTRAINT form_version_form_is_known CHECK (form IN ('0601', '0602', '0603', '0604', '0605')),
    CONSTRAINT form_version_code_is_not_blank CHECK (btrim(code) <> '' AND length(code) <= 40),
    CONSTRAINT form_version_title_is_not_blank CHECK (btrim(title) <> '' AND length(title) <= 300),
    CONSTRAINT form_version_due_day_is_possible CHECK (due_month BETWEEN 1 AND 12 AND due_day BETWEEN 1 AND 31),
    CONSTRAINT form_version_basis_is_not_blank CHECK (btrim(basis) <> '' AND length(basis) <= 500),
    CONSTRAINT form_version_certainty_is_known CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT form_version_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT form_version_version_is_positive CHECK (version > 0),
    CONSTRAINT form_version_already_there
        EXCLUDE USING gist (form WITH =, daterange(starts_on, ends_before) WITH &&)
);

-- The layout is that of Circular 02/2023/TT-BNV as a product of a province prints it. Circular 18/2025/TT-BNV is in force since, but
-- its text was not found: whether it keeps code, rows and day is for the administrator to say. The circular is in force from
-- 2023-05-10; years before are shown by the same form.
INSERT INTO form_versions (id, form, code, title, due_month, due_day, basis, certainty, starts_on, version, created_at, updated_at)
SELECT id::uuid, form, form || '.N/BNV-TĐKT', title, 12, 15,
    'Thông tư 02/2023/TT-BNV (bố cục lấy từ một phần mềm cấp tỉnh; chưa có văn bản Thông tư 18/2025/TT-BNV để đối chiếu)',
    'INFERENCE', '2004-07-01', 1, '2026-12-04T00:00:00Z', '2026-12-04T00:00:00Z'
FROM (VALUES
    ('01980000-0000-7000-8000-000000003f01', '0601', 'Số phong trào thi đua'),
    ('01980000-0000-7000-8000-000000003f02', '0602', 'Khen thưởng cấp nhà nước'),
    ('01980000-0000-7000-8000-000000003f03', '0603', 'Khen thưởng cấp bộ, ban, ngành, tỉnh'),
    ('01980000-0000-7000-8000-000000003f04', '0604', 'Số tổ chức làm công tác thi đua, khen thưởng'),
    ('01980000-0000-7000-8000-000000003f05', '0605', 'Số công chức làm công tác thi đua, khen thưởng')
) AS first_rows (id, form, title);

-- What a unit enters into the forms that can't be counted.
CREATE TABLE statistical_entries (
    id          uuid        NOT NULL,
    form        text        NOT NULL,
    year        integer     NOT NULL,
    unit_id     uuid        NOT NULL,
    -- A list of {code, total, women}.
    rows        jsonb       NOT NULL,
    writers     uuid[]      NOT NULL,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT statistical_entries_pkey PRIMARY KEY (id),
    CONSTRAINT statistical_entries_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT statistical_entry_form_is_entered CHECK (form IN ('0604', '0605')),
    CONSTRAINT statistical_entry_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT statistical_entry_rows_are_a_list CHECK (jsonb_typeof(rows) = 'array'),
    CONSTRAINT statistical_entry_version_is_positive CHECK (version > 0),
    CONSTRAINT statistical_entry_is_there_once UNIQUE (unit_id, form, year)
);

-- A form of a year as it was, to be signed; what was signed never changes.
CREATE TABLE statistical_snapshots (
    id          uuid        NOT NULL,
    form        text        NOT NULL,
    year        integer     NOT NULL,
    unit_id     uuid        NOT NULL,
    status      text        NOT NULL,
    -- Code, title and day of the form, where there was one; and its numbers.
    head        jsonb,
    figures     jsonb       NOT NULL,
    signed_by   uuid,
    signed_at   timestamptz,
    created_by  uuid        NOT NULL,
    -- Who made it or entered its numbers: none of them signs it.
    writers     uuid[]      NOT NULL,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT statistical_snapshots_pkey PRIMARY KEY (id),
    CONSTRAINT statistical_snapshots_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT statistical_snapshots_signed_by_fkey FOREIGN KEY (signed_by) REFERENCES users (id),
    CONSTRAINT statistical_snapshots_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT statistical_snapshot_form_is_known CHECK (form IN ('0601', '0602', '0603', '0604', '0605')),
    CONSTRAINT statistical_snapshot_year_is_possible CHECK (year BETWEEN 1945 AND 2100),
    CONSTRAINT statistical_snapshot_status_is_known CHECK (status IN ('DRAFT', 'SIGNED', 'WITHDRAWN')),
    CONSTRAINT statistical_snapshot_is_an_object
        CHECK (jsonb_typeof(figures) = 'object' AND jsonb_typeof(head) = 'object'),
    CONSTRAINT statistical_snapshot_is_signed_as_a_whole CHECK (
        num_nonnulls(signed_by, signed_at) = CASE WHEN status = 'SIGNED' THEN 2 ELSE 0 END),
    CONSTRAINT own_snapshot CHECK (NOT signed_by = ANY (writers)),
    CONSTRAINT statistical_snapshot_version_is_positive CHECK (version > 0)
);
CREATE INDEX statistical_snapshots_unit_id_idx ON statistical_snapshots (unit_id, id);
CREATE INDEX statistical_snapshots_signed_by_idx ON statistical_snapshots (signed_by);
CREATE INDEX statistical_snapshots_created_by_idx ON statistical_snapshots (created_by);
