-- The award catalogue: titles and forms of commendation by the law of their days. An amended law is a new row beside the
-- old one, which ends. How sure we are of a row stands in certainty, as for readiness rules.

CREATE TABLE award_types (
    id           uuid        NOT NULL,
    -- What people and pledges quote; several rows of different days may share it.
    code         text        NOT NULL,
    name         text        NOT NULL,
    kind         text        NOT NULL,
    level        text        NOT NULL,
    -- Who can be given it.
    for_individuals  boolean NOT NULL,
    for_collectives  boolean NOT NULL,
    for_households   boolean NOT NULL,
    -- Higher ones stand first in a list.
    rank         integer     NOT NULL,
    decided_by   text        NOT NULL,
    clause       text        NOT NULL,
    certainty    text        NOT NULL,
    starts_on    date        NOT NULL,
    -- The first day on which it no longer exists.
    ends_before  date,
    CONSTRAINT award_types_pkey PRIMARY KEY (id),
    CONSTRAINT award_code_shape CHECK (code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(code) <= 40),
    CONSTRAINT award_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
    CONSTRAINT award_kind_is_known CHECK (kind IN ('TITLE', 'FORM')),
    CONSTRAINT award_level_is_known CHECK (level IN ('STATE', 'PROVINCIAL', 'BASE')),
    CONSTRAINT award_is_for_somebody CHECK (for_individuals OR for_collectives OR for_households),
    CONSTRAINT award_certainty_is_known CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT award_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT award_types_do_not_overlap
        EXCLUDE USING gist (code WITH =, daterange(starts_on, ends_before) WITH &&)
);
CREATE INDEX award_types_rank_idx ON award_types (rank, code, id);

-- Law 06/2022/QH15, in force from 2024-01-01. Who decides: Articles 77 to 80.
INSERT INTO award_types (id, code, name, kind, level, for_individuals, for_collectives,
    for_households, rank, decided_by, clause, certainty, starts_on) VALUES
    ('01980000-0000-7000-8000-000000000e01', 'HUAN_CHUONG', 'Huân chương', 'FORM', 'STATE', true, true, false, 10,
     'Chủ tịch nước', 'Luật 06/2022/QH15, Điều 33 và các điều tiếp theo; Điều 77', 'MEMORY', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e02', 'HUY_CHUONG', 'Huy chương', 'FORM', 'STATE', true, false, false, 15,
     'Chủ tịch nước', 'Luật 06/2022/QH15, Điều 9; Điều 77', 'MEMORY', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e03', 'DANH_HIEU_VINH_DU', 'Danh hiệu vinh dự nhà nước', 'FORM', 'STATE', true, true, false, 20,
     'Chủ tịch nước', 'Luật 06/2022/QH15, Điều 9; Điều 77', 'MEMORY', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e04', 'GIAI_THUONG', 'Giải thưởng Hồ Chí Minh, Giải thưởng Nhà nước', 'FORM', 'STATE', true, false, false, 25,
     'Chủ tịch nước', 'Luật 06/2022/QH15, Điều 9; Điều 77', 'MEMORY', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e05', 'CO_CHINH_PHU', 'Cờ thi đua của Chính phủ', 'TITLE', 'STATE', false, true, false, 30,
     'Chính phủ', 'Luật 06/2022/QH15, Điều 25; khoản 1 Điều 78', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e06', 'CSTD_TOAN_QUOC', 'Chiến sĩ thi đua toàn quốc', 'TITLE', 'STATE', true, false, false, 35,
     'Thủ tướng Chính phủ', 'Luật 06/2022/QH15, Điều 21; khoản 2 Điều 78', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e07', 'BANG_KHEN_THU_TUONG', 'Bằng khen của Thủ tướng Chính phủ', 'FORM', 'STATE', true, true, true, 40,
     'Thủ tướng Chính phủ', 'Luật 06/2022/QH15, Điều 73; khoản 2 Điều 78', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e08', 'CO_TINH', 'Cờ thi đua của tỉnh', 'TITLE', 'PROVINCIAL', false, true, false, 50,
     'Chủ tịch Ủy ban nhân dân tỉnh', 'Luật 06/2022/QH15, Điều 26; Điều 79', 'INFERENCE', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e09', 'CSTD_TINH', 'Chiến sĩ thi đua cấp tỉnh', 'TITLE', 'PROVINCIAL', true, false, false, 55,
     'Chủ tịch Ủy ban nhân dân tỉnh', 'Luật 06/2022/QH15, Điều 22; Điều 79', 'INFERENCE', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e0a', 'BANG_KHEN_TINH', 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh', 'FORM', 'PROVINCIAL', true, true, true, 60,
     'Chủ tịch Ủy ban nhân dân tỉnh', 'Luật 06/2022/QH15, Điều 74; Điều 79', 'INFERENCE', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e0b', 'TTLD_XUAT_SAC', 'Tập thể lao động xuất sắc', 'TITLE', 'PROVINCIAL', false, true, false, 65,
     'Chủ tịch Ủy ban nhân dân tỉnh', 'Luật 06/2022/QH15, Điều 27; Điều 79', 'INFERENCE', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e0c', 'XA_PHUONG_TIEU_BIEU', 'Xã, phường tiêu biểu', 'TITLE', 'PROVINCIAL', false, true, false, 70,
     'Chủ tịch Ủy ban nhân dân tỉnh', 'Luật 06/2022/QH15, Điều 29; Điều 79', 'MEMORY', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e0d', 'KY_NIEM_CHUONG', 'Kỷ niệm chương', 'FORM', 'PROVINCIAL', true, false, false, 75,
     'Người đứng đầu cơ quan tặng', 'Luật 06/2022/QH15, Điều 71', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e0e', 'CSTD_CO_SO', 'Chiến sĩ thi đua cơ sở', 'TITLE', 'BASE', true, false, false, 80,
     'Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân', 'Luật 06/2022/QH15, Điều 23; khoản 1 Điều 80', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e0f', 'TTLD_TIEN_TIEN', 'Tập thể lao động tiên tiến', 'TITLE', 'BASE', false, true, false, 85,
     'Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân', 'Luật 06/2022/QH15, Điều 28; khoản 1 Điều 80', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e10', 'LD_TIEN_TIEN', 'Lao động tiên tiến', 'TITLE', 'BASE', true, false, false, 90,
     'Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân', 'Luật 06/2022/QH15, Điều 24; khoản 1 Điều 80', 'SOURCED', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e11', 'THON_VAN_HOA', 'Thôn, tổ dân phố văn hóa', 'TITLE', 'BASE', false, true, false, 92,
     'Chủ tịch Ủy ban nhân dân cấp xã', 'Luật 06/2022/QH15, Điều 30; Điều 80 (người quyết định từ ngày 01/7/2025)', 'MEMORY', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e12', 'GIA_DINH_VAN_HOA', 'Gia đình văn hóa', 'TITLE', 'BASE', false, false, true, 94,
     'Chủ tịch Ủy ban nhân dân cấp xã', 'Luật 06/2022/QH15, Điều 31; khoản 3 Điều 80', 'INFERENCE', '2024-01-01'),
    ('01980000-0000-7000-8000-000000000e13', 'GIAY_KHEN', 'Giấy khen', 'FORM', 'BASE', true, true, true, 96,
     'Người đứng đầu cơ quan, tổ chức, đơn vị có tư cách pháp nhân', 'Luật 06/2022/QH15, Điều 75; khoản 1 Điều 80', 'SOURCED', '2024-01-01');
