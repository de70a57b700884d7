-- What the law asks around the stages of nominations: opinions of others, public consultation, calendar deadlines, working days
-- of each step, the simplified procedure. Dated rows: an amended law is a new row beside the old one, which ends. What the province
-- has to set is null until it sets it.
CREATE TABLE procedure_rules (
    id           uuid        NOT NULL,
    -- The award it is about, or the level of the awards; all awards where neither is there. The narrower row decides.
    award_code   text,
    award_level  text,
    -- What it is about, and which one of several rows of that kind; both follow from the requirement.
    kind         text        NOT NULL,
    slot         text        NOT NULL,
    -- In the language of procedure rules.
    requirement  jsonb       NOT NULL,
    clause       text        NOT NULL,
    certainty    text        NOT NULL,
    -- The first day of receipt it holds for.
    starts_on    date        NOT NULL,
    -- The first day of receipt it no longer holds for.
    ends_before  date,
    -- The day from which it has to be checked against its text again.
    verify_after date,
    version      integer     NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT procedure_rules_pkey PRIMARY KEY (id),
    CONSTRAINT procedure_rule_award_shape CHECK (award_code ~ '^[A-Z0-9]+(_[A-Z0-9]+)*$' AND length(award_code) <= 40),
    CONSTRAINT procedure_rule_level_is_known CHECK (award_level IN ('STATE', 'PROVINCIAL', 'BASE')),
    CONSTRAINT procedure_rule_is_about_one_thing CHECK (num_nonnulls(award_code, award_level) <= 1),
    CONSTRAINT procedure_rule_kind_is_known CHECK (kind IN ('OPINION', 'PUBLIC_CONSULTATION', 'DEADLINE', 'REPORT_AGE', 'STEP_DAYS',
        'SIMPLIFIED_PROCEDURE')),
    CONSTRAINT procedure_rule_slot_shape CHECK (slot ~ '^[A-Z_]*$' AND length(slot) <= 60),
    CONSTRAINT procedure_rule_requirement_is_of_its_kind CHECK (requirement ->> 'kind' = kind),
    CONSTRAINT procedure_rule_clause_is_not_blank CHECK (btrim(clause) <> '' AND length(clause) <= 500),
    CONSTRAINT procedure_rule_certainty_is_known CHECK (certainty IN ('SOURCED', 'INFERENCE', 'OLDER_LAW', 'MEMORY')),
    CONSTRAINT procedure_rule_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT procedure_rule_version_is_positive CHECK (version > 0),
    CONSTRAINT procedure_rule_already_there EXCLUDE USING gist (kind WITH =, slot WITH =, (coalesce(award_code, '')) WITH =,
        (coalesce(award_level, '')) WITH =, daterange(starts_on, ends_before) WITH &&)
);

-- Decree 152/2025/NĐ-CP holds until 2027-03-01; Law 06/2026/QH16 may have switched off parts of it on 2026-10-01 (Article 60.1 b).
INSERT INTO procedure_rules (id, award_code, award_level, kind, slot, requirement, clause, certainty, starts_on, ends_before,
    verify_after, version, created_at, updated_at)
SELECT ('01980000-0000-7000-8000-00000000' || to_hex(x'3b00'::int + (row_number() OVER (ORDER BY place, award_code))::int))::uuid,
    award_code, award_level, requirement::jsonb ->> 'kind', slot, requirement::jsonb, clause, certainty, starts_on::date,
    ends_before::date, verify_after::date, 1, '2026-12-07T00:00:00Z', '2026-12-07T00:00:00Z'
FROM (
    -- The Party's standing committee writes what it holds, before the province submits: there is no silence. The law names the
    -- national fighter, the high orders, heroes, and cadres whom the Party manages; which orders are high is inferred.
    SELECT 1 AS place, award_code, NULL AS award_level, 'PARTY_COMMITTEE' AS slot,
        '{"kind": "OPINION", "body": "PARTY_COMMITTEE", "required": true, "before": "PROPOSAL", "workingDays": null, "silence": false}'
            AS requirement,
        'Nghị định 152/2025/NĐ-CP, khoản 2 Điều 33' AS clause, certainty, '2025-07-01' AS starts_on, '2027-03-01' AS ends_before,
        '2026-10-01' AS verify_after
    FROM (VALUES ('CSTD_TOAN_QUOC', 'SOURCED'), ('ANH_HUNG_LAO_DONG', 'SOURCED'), ('ANH_HUNG_LLVTND', 'SOURCED'),
        ('TINH_ANH_HUNG', 'SOURCED'), ('HC_SAO_VANG', 'INFERENCE'), ('HC_HO_CHI_MINH', 'INFERENCE'),
        ('HC_DOC_LAP_NHAT', 'INFERENCE'), ('HC_DOC_LAP_NHI', 'INFERENCE'), ('HC_DOC_LAP_BA', 'INFERENCE')) AS high (award_code, certainty)
    UNION ALL
    -- A body that is consulted has ten working days; then one may go on without it. Whom the province itself has to ask is not said.
    SELECT 2, NULL, NULL, 'CONSULTED_BODY',
        '{"kind": "OPINION", "body": "CONSULTED_BODY", "required": false, "before": "PROPOSAL", "workingDays": 10, "silence": true}',
        'Nghị định 152/2025/NĐ-CP, Điều 34', 'SOURCED', '2025-07-01', '2027-03-01', '2026-10-01'
    UNION ALL
    SELECT 3, code, NULL, '', '{"kind": "PUBLIC_CONSULTATION", "workingDays": 10}', 'Nghị định 152/2025/NĐ-CP, khoản 2 Điều 44',
        'SOURCED', '2025-07-01', '2027-03-01', '2026-10-01'
    FROM award_types
    WHERE ends_before IS NULL AND (code LIKE 'HC\_%' OR code IN ('CSTD_TOAN_QUOC', 'ANH_HUNG_LAO_DONG', 'ANH_HUNG_LLVTND',
        'BA_ME_VIET_NAM_ANH_HUNG', 'TINH_ANH_HUNG', 'NHA_GIAO_NHAN_DAN', 'NHA_GIAO_UU_TU', 'THAY_THUOC_NHAN_DAN', 'THAY_THUOC_UU_TU',
        'NGHE_SI_NHAN_DAN', 'NGHE_SI_UU_TU', 'NGHE_NHAN_NHAN_DAN', 'NGHE_NHAN_UU_TU'))
    UNION ALL
    SELECT 4, 'CSTD_TOAN_QUOC', NULL, 'ALL',
        '{"kind": "DEADLINE", "month": 12, "day": 31, "yearsAfter": 1, "afterAward": "CSTD_TINH", "schools": false}',
        'Nghị định 152/2025/NĐ-CP, điểm a khoản 1 Điều 35', 'SOURCED', '2025-07-01', '2027-03-01', '2026-10-01'
    UNION ALL
    SELECT 5, 'CO_CHINH_PHU', NULL, slot, requirement, 'Nghị định 152/2025/NĐ-CP, điểm b khoản 1 Điều 35', 'SOURCED', '2025-07-01',
        '2027-03-01', '2026-10-01'
    FROM (VALUES
        ('ALL', '{"kind": "DEADLINE", "month": 6, "day": 30, "yearsAfter": 1, "afterAward": null, "schools": false}'),
        ('SCHOOLS', '{"kind": "DEADLINE", "month": 12, "day": 31, "yearsAfter": 1, "afterAward": null, "schools": true}')
    ) AS days (slot, requirement)
    UNION ALL
    SELECT 6, NULL, 'STATE', '', '{"kind": "REPORT_AGE", "months": 6}', 'Nghị định 152/2025/NĐ-CP, khoản 9 Điều 33', 'SOURCED',
        '2025-07-01', '2027-03-01', '2026-10-01'
    UNION ALL
    SELECT 7, NULL, 'STATE', 'PROPOSE_PROVINCE', '{"kind": "STEP_DAYS", "step": "PROPOSE", "workingDays": 30, "atProvince": true}',
        'Nghị định 152/2025/NĐ-CP, khoản 3 Điều 35', 'SOURCED', '2025-07-01', '2027-03-01', '2026-10-01'
    UNION ALL
    SELECT 8, award_code, NULL, 'PROPOSE_PROVINCE', '{"kind": "STEP_DAYS", "step": "PROPOSE", "workingDays": 40, "atProvince": true}',
        'Nghị định 152/2025/NĐ-CP, khoản 3 Điều 35', 'SOURCED', '2025-07-01', '2027-03-01', '2026-10-01'
    FROM unnest(ARRAY['HC_DOC_LAP_NHAT', 'HC_DOC_LAP_NHI', 'HC_DOC_LAP_BA', 'HC_HO_CHI_MINH', 'HC_SAO_VANG', 'ANH_HUNG_LAO_DONG',
        'ANH_HUNG_LLVTND', 'TINH_ANH_HUNG', 'BA_ME_VIET_NAM_ANH_HUNG']) AS award_code
    UNION ALL
    SELECT 9, NULL, 'STATE', 'RETURN_PROVINCE', '{"kind": "STEP_DAYS", "step": "RETURN", "workingDays": 10, "atProvince": true}',
        'Nghị định 152/2025/NĐ-CP, điểm a khoản 4 Điều 35', 'SOURCED', '2025-07-01', '2027-03-01', '2026-10-01'
    UNION ALL
    -- How long each step of its own awards takes is for the province to say.
    SELECT 10, NULL, NULL, step, format('{"kind": "STEP_DAYS", "step": "%s", "workingDays": null, "atProvince": false}', step),
        'Nghị định 152/2025/NĐ-CP, khoản 2 Điều 6 (tỉnh quy định)', 'SOURCED', '2025-07-01', NULL, '2026-10-01'
    FROM unnest(ARRAY['APPRAISE', 'DECIDE', 'PROPOSE', 'RETURN']) AS step
    UNION ALL
    -- The number of the article is inferred, the cases are those of the older law: sudden, exceptional, secret, external.
    SELECT 11, NULL, NULL, kind, format('{"kind": "SIMPLIFIED_PROCEDURE", "commendation": "%s",
        "papers": ["SUBMISSION_LETTER", "ACHIEVEMENT_REPORT"]}', kind), 'Luật 06/2022/QH15, Điều 85 (số điều suy luận)', 'INFERENCE',
        '2024-01-01', NULL, '2026-10-01'
    FROM unnest(ARRAY['AD_HOC', 'EXTERNAL']) AS kind
) AS first_rows;
