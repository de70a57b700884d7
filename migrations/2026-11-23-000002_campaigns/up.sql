-- Campaigns (phong trào thi đua). A campaign is versioned as a whole: every change of any part raises its version,
-- so a leader launches exactly what was read.

CREATE TABLE campaigns (
    id                   uuid        NOT NULL,
    status               text        NOT NULL,
    -- Code and slug are given by the launch and never change again.
    code                 text,
    slug                 text,
    title                text,
    title_folded         text        NOT NULL,
    -- Title, theme and code, folded: what a search compares.
    search_text          text        NOT NULL,
    -- Law 06/2022/QH15, article 16.1 and 16.2.
    form                 text,
    level                text,
    launching_unit_id    uuid        NOT NULL,
    standing_office_id   uuid,
    parent_campaign_id   uuid,
    -- The document that launched the campaign above, when that campaign is not kept here.
    parent_document_id   uuid,
    -- The document that launches this campaign.
    document_id          uuid,
    theme                text,
    starts_on            date,
    ends_on              date,
    -- What lists are sorted by: a campaign without a first day comes before all others.
    sort_day             date        NOT NULL GENERATED ALWAYS AS (coalesce(starts_on, DATE '0001-01-01')) STORED,
    signatory_name       text,
    signatory_position   text,
    signatory_authority  text,
    -- {mottoes, objectives, measures, assignments, recipients}: lists of printed text that are read and written with
    -- the campaign and never looked for on their own.
    provisions           jsonb       NOT NULL,
    copied_from_id       uuid,
    -- The day from which the launch holds.
    launched_on          date,
    created_by           uuid        NOT NULL,
    version              integer     NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    CONSTRAINT campaigns_pkey PRIMARY KEY (id),
    CONSTRAINT campaign_code_taken UNIQUE (code),
    CONSTRAINT campaign_slug_taken UNIQUE (slug),
    CONSTRAINT campaigns_launching_unit_fkey FOREIGN KEY (launching_unit_id) REFERENCES units (id),
    CONSTRAINT campaigns_standing_office_fkey FOREIGN KEY (standing_office_id) REFERENCES units (id),
    CONSTRAINT campaigns_parent_campaign_fkey FOREIGN KEY (parent_campaign_id) REFERENCES campaigns (id),
    CONSTRAINT campaigns_parent_document_fkey FOREIGN KEY (parent_document_id) REFERENCES documents (id),
    CONSTRAINT campaigns_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT campaigns_copied_from_fkey FOREIGN KEY (copied_from_id) REFERENCES campaigns (id),
    CONSTRAINT campaigns_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT campaign_status_is_known CHECK (status IN (
        'DRAFT', 'LAUNCHED', 'IN_REVIEW', 'CLOSED', 'ARCHIVED', 'WITHDRAWN', 'CANCELLED')),
    CONSTRAINT campaign_form_is_known CHECK (form IN ('REGULAR', 'THEMATIC')),
    CONSTRAINT campaign_level_is_known CHECK (level IN ('NATIONAL', 'SECTOR', 'LOCALITY', 'CLUSTER', 'UNIT')),
    CONSTRAINT campaign_does_not_end_before_it_starts CHECK (ends_on >= starts_on),
    CONSTRAINT campaign_is_not_its_own_parent CHECK (parent_campaign_id <> id),
    CONSTRAINT campaign_is_numbered_by_its_launch CHECK (
        (status IN ('DRAFT', 'WITHDRAWN')) = (code IS NULL)
        AND (code IS NULL) = (slug IS NULL) AND (code IS NULL) = (launched_on IS NULL)),
    CONSTRAINT campaign_is_complete_when_launched CHECK (
        launched_on IS NULL OR (title IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL
                                AND signatory_name IS NOT NULL)),
    CONSTRAINT campaign_provisions_are_an_object CHECK (jsonb_typeof(provisions) = 'object'),
    CONSTRAINT campaign_version_is_positive CHECK (version > 0)
);
CREATE INDEX campaigns_launching_unit_id_idx ON campaigns (launching_unit_id);
CREATE INDEX campaigns_standing_office_id_idx ON campaigns (standing_office_id);
CREATE INDEX campaigns_parent_campaign_id_idx ON campaigns (parent_campaign_id);
CREATE INDEX campaigns_parent_document_id_idx ON campaigns (parent_document_id);
CREATE INDEX campaigns_document_id_idx ON campaigns (document_id);
CREATE INDEX campaigns_copied_from_id_idx ON campaigns (copied_from_id);
CREATE INDEX campaigns_created_by_idx ON campaigns (created_by);
CREATE INDEX campaigns_sort_day_idx ON campaigns (sort_day, id);
CREATE INDEX campaigns_title_folded_idx ON campaigns (title_folded, id);
CREATE INDEX campaigns_updated_at_idx ON campaigns (updated_at, id);
CREATE INDEX campaigns_search_text_idx ON campaigns USING gin (search_text gin_trgm_ops);

-- The legal bases in the order of citing.
CREATE TABLE campaign_legal_bases (
    campaign_id  uuid    NOT NULL,
    place        integer NOT NULL,
    document_id  uuid    NOT NULL,
    CONSTRAINT campaign_legal_bases_pkey PRIMARY KEY (campaign_id, place),
    CONSTRAINT campaign_legal_bases_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT campaign_legal_bases_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id)
);
CREATE INDEX campaign_legal_bases_document_id_idx ON campaign_legal_bases (document_id);

-- The content tree, numbered as printed (II.2.10). What an amendment removes stays: pledges answered it.
CREATE TABLE campaign_contents (
    id           uuid    NOT NULL,
    campaign_id  uuid    NOT NULL,
    parent_id    uuid,
    -- Order among the children of one parent, from 1.
    place        integer NOT NULL,
    ordinal      text    NOT NULL,
    title        text,
    body         text,
    -- The number of the amendment that took it away.
    removed_in   integer,
    CONSTRAINT campaign_contents_pkey PRIMARY KEY (id),
    CONSTRAINT campaign_content_of_its_campaign UNIQUE (campaign_id, id),
    CONSTRAINT campaign_contents_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT campaign_contents_parent_fkey FOREIGN KEY (campaign_id, parent_id)
        REFERENCES campaign_contents (campaign_id, id),
    CONSTRAINT campaign_content_is_not_its_own_parent CHECK (parent_id <> id),
    CONSTRAINT campaign_content_says_something CHECK (title IS NOT NULL OR body IS NOT NULL),
    CONSTRAINT campaign_content_place_is_positive CHECK (place > 0)
);
CREATE INDEX campaign_contents_parent_idx ON campaign_contents (campaign_id, parent_id);
CREATE UNIQUE INDEX content_ordinal_taken ON campaign_contents (campaign_id, ordinal) WHERE removed_in IS NULL;

-- What a content is measured by.
CREATE TABLE campaign_indicators (
    id                 uuid           NOT NULL,
    campaign_id        uuid           NOT NULL,
    content_id         uuid           NOT NULL,
    name               text           NOT NULL,
    unit_of_measure    text           NOT NULL,
    baseline           numeric(20, 6),
    target             numeric(20, 6),
    -- Whether more or less is better.
    direction          text           NOT NULL,
    -- How the values of several periods become one.
    aggregation        text           NOT NULL,
    evidence_required  boolean        NOT NULL,
    removed_in         integer,
    CONSTRAINT campaign_indicators_pkey PRIMARY KEY (id),
    CONSTRAINT campaign_indicators_content_fkey FOREIGN KEY (campaign_id, content_id)
        REFERENCES campaign_contents (campaign_id, id),
    CONSTRAINT indicator_direction_is_known CHECK (direction IN ('UP', 'DOWN')),
    CONSTRAINT indicator_aggregation_is_known CHECK (aggregation IN ('SUM', 'AVERAGE', 'LAST')),
    CONSTRAINT indicator_goes_its_direction CHECK (
        CASE direction WHEN 'UP' THEN target > baseline ELSE target < baseline END)
);
CREATE INDEX campaign_indicators_content_idx ON campaign_indicators (campaign_id, content_id);

-- Who is called upon: units, alone or with all units below them.
CREATE TABLE campaign_scopes (
    campaign_id   uuid    NOT NULL,
    unit_id       uuid    NOT NULL,
    with_subtree  boolean NOT NULL,
    CONSTRAINT campaign_scopes_pkey PRIMARY KEY (campaign_id, unit_id),
    CONSTRAINT campaign_scopes_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT campaign_scopes_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id)
);
CREATE INDEX campaign_scopes_unit_id_idx ON campaign_scopes (unit_id);

-- Who takes part: the scopes as they were on the day of the launch; an amendment ends and begins memberships.
CREATE TABLE campaign_participants (
    campaign_id  uuid NOT NULL,
    unit_id      uuid NOT NULL,
    joined_on    date NOT NULL,
    -- The first day without the membership.
    left_on      date,
    CONSTRAINT campaign_participants_pkey PRIMARY KEY (campaign_id, unit_id, joined_on),
    CONSTRAINT campaign_participants_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT campaign_participants_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT participant_does_not_leave_before_it_joins CHECK (left_on >= joined_on),
    -- One membership at a time.
    CONSTRAINT participant_is_there_once
        EXCLUDE USING gist (campaign_id WITH =, unit_id WITH =, daterange(joined_on, left_on) WITH &&)
);
CREATE INDEX campaign_participants_unit_id_idx ON campaign_participants (unit_id);

-- Changes of a launched campaign, each by a document; what it was before stays readable.
CREATE TABLE campaign_amendments (
    id            uuid        NOT NULL,
    campaign_id   uuid        NOT NULL,
    number        integer     NOT NULL,
    document_id   uuid        NOT NULL,
    effective_on  date        NOT NULL,
    summary       text        NOT NULL,
    -- The campaign as the API showed it before the amendment.
    before        jsonb       NOT NULL,
    created_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    CONSTRAINT campaign_amendments_pkey PRIMARY KEY (id),
    CONSTRAINT campaign_amendment_number_taken UNIQUE (campaign_id, number),
    CONSTRAINT campaign_amendments_campaign_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns (id),
    CONSTRAINT campaign_amendments_document_fkey FOREIGN KEY (document_id) REFERENCES documents (id),
    CONSTRAINT campaign_amendments_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id)
);
CREATE INDEX campaign_amendments_document_id_idx ON campaign_amendments (document_id);
CREATE INDEX campaign_amendments_created_by_idx ON campaign_amendments (created_by);

-- The last number given in a year: codes are gapless, because a launch that fails takes its number back.
CREATE TABLE campaign_numbers (
    year         integer NOT NULL,
    last_number  integer NOT NULL,
    CONSTRAINT campaign_numbers_pkey PRIMARY KEY (year)
);

-- What a launch should have, by which clause, from when to when, and how sure we are. What every launch must have
-- is a rule of the program; these rows give it its clause and add what is only advised.
CREATE TABLE readiness_rules (
    id            uuid        NOT NULL,
    item          text        NOT NULL,
    starts_on     date        NOT NULL,
    ends_before   date,
    clause        text        NOT NULL,
    certainty     text        NOT NULL,
    version       integer     NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT readiness_rules_pkey PRIMARY KEY (id),
    CONSTRAINT readiness_item_is_known CHECK (item IN (
        'TITLE', 'LAUNCHING_UNIT', 'STARTS_ON', 'ENDS_ON', 'CONTENTS', 'PARTICIPANTS', 'SIGNATORY', 'FORM', 'LEVEL',
        'THEME', 'OBJECTIVES', 'INDICATORS', 'MEASURES', 'ASSIGNMENTS', 'STANDING_OFFICE', 'LEGAL_BASES',
        'DOCUMENT_NUMBER', 'DOCUMENT_DATE', 'RECIPIENTS')),
    CONSTRAINT readiness_certainty_is_known CHECK (certainty IN ('SOURCED', 'OLDER_LAW', 'INFERENCE', 'MEMORY')),
    CONSTRAINT readiness_rule_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT readiness_rules_overlap EXCLUDE USING gist (item WITH =, daterange(starts_on, ends_before) WITH &&)
);

-- Era 1, until 2023-12-31: Law 15/2003/QH11 does not list what a launch contains in any text that was read, so
-- practice (the launch document of the Lạng Sơn Home Affairs sector of 2023) and Decree 30/2020/NĐ-CP speak for it.
INSERT INTO readiness_rules
SELECT ('01980000-0000-7000-8000-0000000005' || lpad(row_number() OVER ()::text, 2, '0'))::uuid,
    item, '2004-07-01', '2024-01-01', clause, certainty, 1, now(), now() FROM (VALUES
    ('TITLE', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (tên loại, trích yếu)', 'SOURCED'),
    ('LAUNCHING_UNIT', 'Luật Thi đua, khen thưởng 15/2003/QH11 (thẩm quyền phát động)', 'MEMORY'),
    ('STARTS_ON', 'Thực tiễn văn bản phát động năm 2023 (thời gian thi đua)', 'INFERENCE'),
    ('ENDS_ON', 'Thực tiễn văn bản phát động năm 2023 (thời gian thi đua)', 'INFERENCE'),
    ('CONTENTS', 'Thực tiễn văn bản phát động năm 2023 (nội dung thi đua)', 'INFERENCE'),
    ('PARTICIPANTS', 'Thực tiễn văn bản phát động năm 2023 (đối tượng thi đua)', 'INFERENCE'),
    ('SIGNATORY', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (người ký)', 'SOURCED'),
    ('FORM', 'Hướng dẫn 28/HD-TĐKT năm 2007 (thường xuyên, theo đợt)', 'OLDER_LAW'),
    ('THEME', 'Thực tiễn văn bản phát động năm 2023 (chủ đề thi đua)', 'INFERENCE'),
    ('ASSIGNMENTS', 'Thực tiễn văn bản phát động năm 2023 (tổ chức thực hiện)', 'INFERENCE'),
    ('STANDING_OFFICE', 'Thực tiễn văn bản phát động năm 2023 (bộ phận thường trực)', 'INFERENCE'),
    ('LEGAL_BASES', 'Thực tiễn văn bản phát động năm 2023 (căn cứ)', 'INFERENCE'),
    ('DOCUMENT_NUMBER', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (số, ký hiệu)', 'SOURCED'),
    ('DOCUMENT_DATE', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (thời gian ban hành)', 'SOURCED'),
    ('RECIPIENTS', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (nơi nhận)', 'SOURCED')
) AS era_1 (item, clause, certainty);

-- Eras 2 and 3, from 2024-01-01: Law 06/2022/QH15.
INSERT INTO readiness_rules
SELECT ('01980000-0000-7000-8000-0000000006' || lpad(row_number() OVER ()::text, 2, '0'))::uuid,
    item, '2024-01-01', NULL, clause, certainty, 1, now(), now() FROM (VALUES
    ('TITLE', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (tên loại, trích yếu)', 'SOURCED'),
    ('LAUNCHING_UNIT', 'Luật 06/2022/QH15, Điều 18 (thẩm quyền phát động)', 'MEMORY'),
    ('STARTS_ON', 'Luật 06/2022/QH15, Điều 17 (thời gian)', 'SOURCED'),
    ('ENDS_ON', 'Luật 06/2022/QH15, Điều 17 (thời gian)', 'SOURCED'),
    ('CONTENTS', 'Luật 06/2022/QH15, Điều 17 (nội dung)', 'SOURCED'),
    ('PARTICIPANTS', 'Luật 06/2022/QH15, Điều 17 (phạm vi, đối tượng)', 'SOURCED'),
    ('SIGNATORY', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (người ký)', 'SOURCED'),
    ('FORM', 'Luật 06/2022/QH15, Điều 16 khoản 1', 'SOURCED'),
    ('LEVEL', 'Luật 06/2022/QH15, Điều 16 khoản 2', 'SOURCED'),
    ('THEME', 'Thực tiễn văn bản phát động năm 2023 (chủ đề thi đua)', 'INFERENCE'),
    ('OBJECTIVES', 'Luật 06/2022/QH15, Điều 17 (mục tiêu)', 'SOURCED'),
    ('INDICATORS', 'Luật 06/2022/QH15, Điều 17 (tiêu chí)', 'SOURCED'),
    ('MEASURES', 'Luật 06/2022/QH15, Điều 17 (biện pháp tổ chức)', 'SOURCED'),
    ('ASSIGNMENTS', 'Luật 06/2022/QH15, Điều 17 (kế hoạch, tổ chức thực hiện)', 'INFERENCE'),
    ('STANDING_OFFICE', 'Thực tiễn văn bản phát động năm 2023 (bộ phận thường trực)', 'INFERENCE'),
    ('LEGAL_BASES', 'Thực tiễn văn bản phát động năm 2023 (căn cứ)', 'INFERENCE'),
    ('DOCUMENT_NUMBER', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (số, ký hiệu)', 'SOURCED'),
    ('DOCUMENT_DATE', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (thời gian ban hành)', 'SOURCED'),
    ('RECIPIENTS', 'Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 (nơi nhận)', 'SOURCED')
) AS era_2 (item, clause, certainty);

-- The units that several scopes reach on a day: those that exist then.
CREATE FUNCTION units_in_scopes(unit_ids uuid[], with_subtrees boolean[], day date) RETURNS uuid[]
LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(DISTINCT reached.id), '{}')
    FROM unnest(unit_ids, with_subtrees) AS scope (unit_id, with_subtree)
    CROSS JOIN LATERAL unnest(CASE WHEN scope.with_subtree
        THEN unit_subtree(scope.unit_id, day) ELSE ARRAY[scope.unit_id] END) AS reached (id)
    JOIN units ON units.id = reached.id
    WHERE units.opened_on <= day AND (units.closed_on IS NULL OR units.closed_on > day)
$$;
