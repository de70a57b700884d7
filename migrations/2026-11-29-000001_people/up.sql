-- Who can be commended beside units: people and households. Never the number of an identity card. What is personal beside
-- a name stands in columns of its own, which answers show only for a purpose.

-- The groups of positions by which commendation is reported (form 0603.N/BNV-TĐKT), from day to day.
CREATE TABLE reporting_classes (
    id           uuid        NOT NULL,
    code         text        NOT NULL,
    name         text        NOT NULL,
    -- The order of the form.
    rank         integer     NOT NULL,
    basis        text        NOT NULL,
    starts_on    date        NOT NULL,
    -- The first day on which it no longer exists.
    ends_before  date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT reporting_classes_pkey PRIMARY KEY (id),
    CONSTRAINT reporting_class_code_shape CHECK (code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(code) <= 40),
    CONSTRAINT reporting_class_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
    CONSTRAINT reporting_class_basis_is_not_blank CHECK (btrim(basis) <> '' AND length(basis) <= 500),
    CONSTRAINT reporting_class_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT reporting_class_numbers_are_counts CHECK (rank > 0 AND version > 0),
    CONSTRAINT reporting_class_already_there
        EXCLUDE USING gist (code WITH =, daterange(starts_on, ends_before) WITH &&)
);

INSERT INTO reporting_classes (id, code, name, rank, basis, starts_on, version, created_at, updated_at)
SELECT id::uuid, code, name, rank, 'Biểu 0603.N/BNV-TĐKT, Thông tư 02/2023/TT-BNV (bố cục lấy từ một phần mềm cấp tỉnh, chưa đối chiếu bản gốc)',
    '2004-07-01', 1, '2026-11-29T00:00:00Z', '2026-11-29T00:00:00Z'
FROM (VALUES
    ('01980000-0000-7000-8000-000000003001', 'MINISTRY_OR_PROVINCE_LEADER', 'Lãnh đạo cấp bộ, cấp tỉnh trở lên', 1),
    ('01980000-0000-7000-8000-000000003002', 'DEPARTMENT_LEADER', 'Lãnh đạo cấp vụ, sở, ban, ngành', 2),
    ('01980000-0000-7000-8000-000000003003', 'ENTREPRENEUR', 'Doanh nhân', 3),
    ('01980000-0000-7000-8000-000000003004', 'OTHER_LEADER', 'Lãnh đạo khác từ cấp phó phòng trở lên', 4),
    ('01980000-0000-7000-8000-000000003005', 'DIRECT_WORKER', 'Người trực tiếp công tác, lao động, học tập, chiến đấu, phục vụ chiến đấu', 5)
) AS of_the_form (id, code, name, rank);

CREATE TABLE people (
    id                  uuid        NOT NULL,
    -- What the personnel office calls the person; unique among people who stand for themselves.
    staff_code          text,
    name                text        NOT NULL,
    -- The name without accents and in small letters: how the same person is found again.
    name_folded         text        NOT NULL,
    -- Name and staff code, folded: what a search looks in.
    search_text         text        NOT NULL,
    birth_year          smallint,
    sex                 text,
    is_ethnic_minority  boolean,
    -- The unit of the latest membership: in whose reach the person is.
    unit_id             uuid        NOT NULL,
    -- The person this one turned out to be.
    merged_into_id      uuid,
    -- Since when personal fields are kept back, because the person asked for it.
    restricted_on       date,
    created_by          uuid        NOT NULL,
    version             integer     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT people_merged_into_fkey FOREIGN KEY (merged_into_id) REFERENCES people (id),
    CONSTRAINT people_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT staff_code_shape CHECK (staff_code ~ '^[A-Z0-9]+([.-][A-Z0-9]+)*$' AND length(staff_code) <= 35),
    -- Twelve digits would be the number of an identity card.
    CONSTRAINT staff_code_is_identity_number CHECK (staff_code !~ '^[0-9]{12}$'),
    CONSTRAINT person_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 100),
    CONSTRAINT person_birth_year_is_possible CHECK (birth_year BETWEEN 1900 AND 2100),
    CONSTRAINT person_sex_is_known CHECK (sex IN ('FEMALE', 'MALE')),
    CONSTRAINT person_merged_into_oneself CHECK (merged_into_id <> id),
    CONSTRAINT person_version_is_positive CHECK (version > 0)
);
CREATE UNIQUE INDEX staff_code_taken ON people (staff_code) WHERE merged_into_id IS NULL;
CREATE INDEX people_name_idx ON people (name_folded, birth_year);
CREATE INDEX people_list_idx ON people (name_folded, id) WHERE merged_into_id IS NULL;
CREATE INDEX people_search_idx ON people USING gin (search_text gin_trgm_ops);
CREATE INDEX people_unit_id_idx ON people (unit_id, name_folded, id);
CREATE INDEX people_merged_into_id_idx ON people (merged_into_id);
CREATE INDEX people_created_by_idx ON people (created_by);
CREATE INDEX people_updated_at_idx ON people (updated_at);

-- In which unit a person is, in which position, from day to day.
CREATE TABLE memberships (
    id                  uuid        NOT NULL,
    person_id           uuid        NOT NULL,
    unit_id             uuid        NOT NULL,
    position            text        NOT NULL,
    reporting_class_id  uuid        NOT NULL,
    starts_on           date        NOT NULL,
    -- The first day on which the person is no longer there.
    ends_before         date,
    CONSTRAINT memberships_pkey PRIMARY KEY (id),
    CONSTRAINT memberships_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT memberships_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT memberships_reporting_class_fkey FOREIGN KEY (reporting_class_id) REFERENCES reporting_classes (id),
    CONSTRAINT membership_position_is_not_blank CHECK (btrim(position) <> '' AND length(position) <= 200),
    CONSTRAINT membership_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT person_is_in_another_unit
        EXCLUDE USING gist (person_id WITH =, daterange(starts_on, ends_before) WITH &&)
);
CREATE INDEX memberships_person_id_idx ON memberships (person_id, starts_on);
CREATE INDEX memberships_unit_id_idx ON memberships (unit_id, starts_on);
CREATE INDEX memberships_reporting_class_id_idx ON memberships (reporting_class_id);

-- What other systems call a person.
CREATE TABLE person_external_ids (
    person_id  uuid NOT NULL,
    system     text NOT NULL,
    value      text NOT NULL,
    CONSTRAINT person_external_ids_pkey PRIMARY KEY (person_id, system),
    CONSTRAINT person_external_ids_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT person_external_system_shape
        CHECK (system ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' AND length(system) <= 40),
    CONSTRAINT person_external_value_is_not_blank CHECK (btrim(value) <> '' AND length(value) <= 200),
    CONSTRAINT person_external_id_taken UNIQUE (system, value)
);

-- What was merged into whom. What is known of the merged person stays where it is and is found through the link.
CREATE TABLE person_merges (
    id          uuid        NOT NULL,
    person_id   uuid        NOT NULL,
    merged_id   uuid        NOT NULL,
    reason      text        NOT NULL,
    created_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT person_merges_pkey PRIMARY KEY (id),
    CONSTRAINT person_merges_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT person_merges_merged_fkey FOREIGN KEY (merged_id) REFERENCES people (id),
    CONSTRAINT person_merges_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT person_merged_once UNIQUE (merged_id),
    CONSTRAINT person_merge_has_a_reason CHECK (btrim(reason) <> '' AND length(reason) <= 1000)
);
CREATE INDEX person_merges_person_id_idx ON person_merges (person_id, id);
CREATE INDEX person_merges_created_by_idx ON person_merges (created_by);

CREATE TABLE households (
    id             uuid        NOT NULL,
    code           text        NOT NULL,
    -- Who stands for the household.
    name           text        NOT NULL,
    -- Village or residential group.
    village        text,
    search_text    text        NOT NULL,
    -- The commune it lives in.
    unit_id        uuid        NOT NULL,
    closed_on      date,
    created_by     uuid        NOT NULL,
    version        integer     NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT households_pkey PRIMARY KEY (id),
    CONSTRAINT households_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT households_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT household_code_taken UNIQUE (code),
    CONSTRAINT household_code_shape CHECK (code ~ '^[A-Z0-9]+([.-][A-Z0-9]+)*$' AND length(code) <= 35),
    CONSTRAINT household_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 100),
    CONSTRAINT household_village_is_not_blank CHECK (btrim(village) <> '' AND length(village) <= 100),
    CONSTRAINT household_version_is_positive CHECK (version > 0)
);
CREATE INDEX households_unit_id_idx ON households (unit_id, code);
CREATE INDEX households_search_idx ON households USING gin (search_text gin_trgm_ops);
CREATE INDEX households_created_by_idx ON households (created_by);

-- What a person or a household was before a change: only here, because the audit trail holds nothing personal.
CREATE TABLE kept_versions (
    thing_type   text        NOT NULL,
    thing_id     uuid        NOT NULL,
    version      integer     NOT NULL,
    body         jsonb       NOT NULL,
    -- Who ended this version, and when.
    replaced_by  uuid        NOT NULL,
    replaced_at  timestamptz NOT NULL,
    CONSTRAINT kept_versions_pkey PRIMARY KEY (thing_type, thing_id, version),
    CONSTRAINT kept_versions_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES users (id),
    CONSTRAINT kept_version_is_of_a_known_thing CHECK (thing_type IN ('PERSON', 'HOUSEHOLD')),
    CONSTRAINT kept_version_is_an_object CHECK (jsonb_typeof(body) = 'object')
);
CREATE INDEX kept_versions_replaced_by_idx ON kept_versions (replaced_by);
CREATE INDEX kept_versions_replaced_at_idx ON kept_versions (replaced_at);

-- What may be done with personal data, from day to day: for which purpose and on what basis fields are read and by which
-- roles, how long what is kept stays, and when requests of people are due.
CREATE TABLE personal_data_rules (
    id           uuid        NOT NULL,
    kind         text        NOT NULL,
    code         text        NOT NULL,
    name         text        NOT NULL,
    basis        text        NOT NULL,
    certainty    text        NOT NULL,
    -- What belongs to the kind.
    details      jsonb       NOT NULL,
    starts_on    date        NOT NULL,
    ends_before  date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT personal_data_rules_pkey PRIMARY KEY (id),
    CONSTRAINT personal_data_rule_kind_is_known CHECK (kind IN ('PURPOSE', 'RETENTION', 'REQUEST_TERM')),
    CONSTRAINT personal_data_rule_code_shape CHECK (code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(code) <= 40),
    CONSTRAINT personal_data_rule_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
    CONSTRAINT personal_data_rule_basis_is_not_blank CHECK (btrim(basis) <> '' AND length(basis) <= 500),
    CONSTRAINT personal_data_rule_certainty_is_known
        CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT personal_data_rule_details_are_an_object CHECK (jsonb_typeof(details) = 'object'),
    CONSTRAINT personal_data_rule_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT personal_data_rule_version_is_positive CHECK (version > 0),
    CONSTRAINT personal_data_rule_already_there
        EXCLUDE USING gist (kind WITH =, code WITH =, daterange(starts_on, ends_before) WITH &&)
);

INSERT INTO personal_data_rules
    (id, kind, code, name, basis, certainty, details, starts_on, version, created_at, updated_at)
SELECT id::uuid, kind, code, name, basis, certainty, details::jsonb, '2026-01-01', 1,
    '2026-11-29T00:00:00Z', '2026-11-29T00:00:00Z'
FROM (VALUES
    ('01980000-0000-7000-8000-000000003011', 'PURPOSE', 'KEEPING', 'Lập và cập nhật hồ sơ người được khen thưởng',
     'Luật 91/2025/QH15, điểm c khoản 1 Điều 19; Luật 06/2022/QH15', 'SOURCED',
     '{"fields": ["BIRTH_YEAR", "SEX", "ETHNIC_MINORITY"], "roles": ["UNIT_OFFICER", "STANDING_OFFICE"]}'),
    ('01980000-0000-7000-8000-000000003012', 'PURPOSE', 'APPRAISAL', 'Xét, thẩm định khen thưởng',
     'Luật 91/2025/QH15, điểm c khoản 1 Điều 19; Luật 06/2022/QH15; Nghị định 152/2025/NĐ-CP, khoản 6, 7 Điều 4', 'SOURCED',
     '{"fields": ["BIRTH_YEAR", "SEX", "ETHNIC_MINORITY"], "roles": ["STANDING_OFFICE", "COUNCIL_MEMBER", "LEADER"]}'),
    ('01980000-0000-7000-8000-000000003013', 'PURPOSE', 'STATISTICS', 'Báo cáo thống kê về khen thưởng',
     'Luật 91/2025/QH15, điểm c khoản 1 Điều 19; Thông tư 02/2023/TT-BNV', 'INFERENCE',
     '{"fields": ["SEX", "ETHNIC_MINORITY"], "roles": ["STANDING_OFFICE", "LEADER"]}'),
    ('01980000-0000-7000-8000-000000003014', 'PURPOSE', 'SUBJECT_REQUEST', 'Trả lời yêu cầu của chính người đó',
     'Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP', 'INFERENCE',
     '{"fields": ["BIRTH_YEAR", "SEX", "ETHNIC_MINORITY"], "roles": ["STANDING_OFFICE"]}'),
    ('01980000-0000-7000-8000-000000003021', 'RETENTION', 'PEOPLE_WHO_LEFT', 'Trường thông tin cá nhân của người đã rời đơn vị',
     'Luật 91/2025/QH15 (thời hạn cụ thể do tỉnh quy định)', 'INFERENCE', '{"years": 10}'),
    ('01980000-0000-7000-8000-000000003022', 'RETENTION', 'KEPT_VERSIONS', 'Bản trước khi sửa của hồ sơ người, hộ gia đình',
     'Luật 91/2025/QH15 (thời hạn cụ thể do tỉnh quy định)', 'INFERENCE', '{"years": 10}'),
    ('01980000-0000-7000-8000-000000003023', 'RETENTION', 'PERSONAL_DATA_READS', 'Nhật ký đọc dữ liệu cá nhân',
     'Luật 91/2025/QH15 (thời hạn cụ thể do tỉnh quy định)', 'INFERENCE', '{"years": 5}'),
    ('01980000-0000-7000-8000-000000003031', 'REQUEST_TERM', 'ACCESS', 'Yêu cầu xem, cung cấp dữ liệu',
     'Nghị định 356/2025/NĐ-CP (theo tóm tắt của hãng luật, chưa đối chiếu bản gốc)', 'INFERENCE',
     '{"replyWorkingDays": 2, "days": 10, "extensionDays": 15}'),
    ('01980000-0000-7000-8000-000000003032', 'REQUEST_TERM', 'RECTIFICATION', 'Yêu cầu chỉnh sửa dữ liệu',
     'Nghị định 356/2025/NĐ-CP (theo tóm tắt của hãng luật, chưa đối chiếu bản gốc)', 'INFERENCE',
     '{"replyWorkingDays": 2, "days": 10, "extensionDays": 15}'),
    ('01980000-0000-7000-8000-000000003033', 'REQUEST_TERM', 'RESTRICTION', 'Yêu cầu hạn chế xử lý dữ liệu',
     'Nghị định 356/2025/NĐ-CP (theo tóm tắt của hãng luật, chưa đối chiếu bản gốc)', 'INFERENCE',
     '{"replyWorkingDays": 2, "days": 15, "extensionDays": 15}'),
    ('01980000-0000-7000-8000-000000003034', 'REQUEST_TERM', 'OBJECTION', 'Phản đối việc xử lý dữ liệu',
     'Nghị định 356/2025/NĐ-CP (theo tóm tắt của hãng luật, chưa đối chiếu bản gốc)', 'INFERENCE',
     '{"replyWorkingDays": 2, "days": 15, "extensionDays": 15}')
) AS first_rules (id, kind, code, name, basis, certainty, details);

-- Who read personal fields, for what, and of how many people; rows are only added, and end with their retention.
CREATE TABLE personal_data_reads (
    id          uuid        NOT NULL,
    user_id     uuid        NOT NULL,
    purpose     text        NOT NULL,
    operation   text        NOT NULL,
    -- The person, when the read was of one.
    person_id   uuid,
    rows        integer     NOT NULL,
    request_id  uuid,
    read_at     timestamptz NOT NULL,
    CONSTRAINT personal_data_reads_pkey PRIMARY KEY (id),
    CONSTRAINT personal_data_reads_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT personal_data_reads_person_fkey FOREIGN KEY (person_id) REFERENCES people (id),
    CONSTRAINT personal_data_read_rows_are_counted CHECK (rows >= 0)
);
CREATE INDEX personal_data_reads_user_id_idx ON personal_data_reads (user_id, id);
CREATE INDEX personal_data_reads_person_id_idx ON personal_data_reads (person_id, id);
CREATE INDEX personal_data_reads_read_at_idx ON personal_data_reads (read_at);

-- These units and the closed ones that went over to them, however long ago: who is in reach of whom. A closed unit that was
-- split went over to nobody as a whole.
CREATE FUNCTION units_with_predecessors(units_now uuid[], day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE back (id) AS (
        SELECT unnest(units_now)
        UNION
        SELECT link.predecessor_id
        FROM back
        JOIN unit_succession_links AS link ON link.successor_id = back.id
        JOIN units ON units.id = link.predecessor_id AND units.closed_on <= day
        WHERE NOT EXISTS (
            SELECT FROM unit_succession_links AS other
            WHERE other.predecessor_id = link.predecessor_id
                AND other.successor_id NOT IN (link.successor_id, link.predecessor_id))
    )
    SELECT coalesce(array_agg(id), '{}') FROM back
$$;

-- The unit that a unit went over to by a day: itself while it is open, the last of its sole successors once it is closed.
-- A closed unit that was split has no one successor and stays what it is, until somebody says who went where.
CREATE FUNCTION unit_in_force(unit uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE forth (id, step) AS (
        SELECT unit, 0
        UNION ALL
        SELECT sole.id, forth.step + 1
        FROM forth
        JOIN units ON units.id = forth.id AND units.closed_on <= day
        CROSS JOIN LATERAL (
            SELECT (array_agg(DISTINCT link.successor_id))[1] AS id
            FROM unit_succession_links AS link
            WHERE link.predecessor_id = forth.id AND link.successor_id <> forth.id
            HAVING count(DISTINCT link.successor_id) = 1
        ) AS sole
        WHERE forth.step < 40
    )
    SELECT id FROM forth ORDER BY step DESC LIMIT 1
$$;
