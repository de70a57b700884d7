-- Units (đơn vị): who takes part in campaigns. A unit itself is only its code and its life span;
-- everything that a reorganisation can change (name, kind, parent, agency codes) stands in dated versions.

-- Lets an exclusion constraint compare a uuid or a text for equality beside a date range.
CREATE EXTENSION IF NOT EXISTS btree_gist;
-- Lets a search for a part of a name use an index.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE units (
    id          uuid        NOT NULL,
    code        text        NOT NULL,
    opened_on   date        NOT NULL,
    -- The first day on which the unit no longer exists.
    closed_on   date,
    version     integer     NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT units_pkey PRIMARY KEY (id),
    CONSTRAINT unit_code_taken UNIQUE (code),
    CONSTRAINT unit_code_shape CHECK (code ~ '^[A-Z0-9]+([.-][A-Z0-9]+)*$' AND length(code) <= 35),
    CONSTRAINT unit_closes_after_it_opens CHECK (closed_on > opened_on),
    CONSTRAINT unit_version_is_positive CHECK (version > 0)
);
-- "What changed since" is asked by every connector.
CREATE INDEX units_updated_at_idx ON units (updated_at, id);

CREATE TABLE unit_versions (
    id                  uuid NOT NULL,
    unit_id             uuid NOT NULL,
    starts_on           date NOT NULL,
    -- The first day on which this version no longer holds: ranges are half-open.
    ends_before         date,
    name                text NOT NULL,
    -- The name in lower case without accents, đ as d: what a list is sorted by.
    name_folded         text NOT NULL,
    -- The folded name, the codes: what a search compares.
    search_text         text NOT NULL,
    kind                text NOT NULL,
    parent_id           uuid,
    -- Decision 20/2020/QĐ-TTg: at most 35 characters, groups from left to right.
    agency_code         text,
    -- QCVN 102:2016: 13 characters, four groups, read from right to left.
    legacy_agency_code  text,
    CONSTRAINT unit_versions_pkey PRIMARY KEY (id),
    CONSTRAINT unit_versions_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT unit_versions_parent_fkey FOREIGN KEY (parent_id) REFERENCES units (id),
    CONSTRAINT unit_version_ends_after_it_starts CHECK (ends_before > starts_on),
    CONSTRAINT unit_is_not_its_own_parent CHECK (parent_id <> unit_id),
    CONSTRAINT unit_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
    CONSTRAINT unit_kind_is_known CHECK (kind IN (
        'AUTHORITY', 'DEPARTMENT', 'DIVISION', 'SERVICE_UNIT', 'DISTRICT_OFFICE',
        'COMMUNE', 'WARD', 'SPECIAL_ZONE', 'SCHOOL', 'ENTERPRISE', 'OTHER')),
    CONSTRAINT unit_versions_do_not_overlap
        EXCLUDE USING gist (unit_id WITH =, daterange(starts_on, ends_before) WITH &&),
    CONSTRAINT unit_agency_code_taken
        EXCLUDE USING gist (agency_code WITH =, daterange(starts_on, ends_before) WITH &&)
        WHERE (agency_code IS NOT NULL),
    CONSTRAINT unit_legacy_agency_code_taken
        EXCLUDE USING gist (legacy_agency_code WITH =, daterange(starts_on, ends_before) WITH &&)
        WHERE (legacy_agency_code IS NOT NULL)
);
CREATE INDEX unit_versions_unit_id_idx ON unit_versions (unit_id, starts_on);
CREATE INDEX unit_versions_parent_id_idx ON unit_versions (parent_id, starts_on);
CREATE INDEX unit_versions_name_folded_idx ON unit_versions (name_folded, unit_id);
CREATE INDEX unit_versions_search_text_idx ON unit_versions USING gin (search_text gin_trgm_ops);

-- Whether a text fits every pattern; a search with any number of words is one statement.
CREATE FUNCTION is_like_all(subject text, patterns text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT subject LIKE ALL (patterns)
$$;

-- The parent of a unit on a day. Before its first day a unit stands where it will begin, after its last
-- day where it ended: rights and histories of such units still belong somewhere.
CREATE FUNCTION unit_parent_on(unit uuid, day date) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT parent_id FROM unit_versions
    WHERE unit_id = unit
    ORDER BY CASE WHEN starts_on <= day THEN starts_on END DESC NULLS LAST, starts_on
    LIMIT 1
$$;

-- The unit and every unit above it on a day, from the unit upwards.
CREATE FUNCTION unit_lineage(unit uuid, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (id, steps) AS (
        SELECT id, 0 FROM units WHERE id = unit
        UNION ALL
        SELECT parent.id, up.steps + 1
        FROM up CROSS JOIN LATERAL (SELECT unit_parent_on(up.id, day) AS id) AS parent
        WHERE parent.id IS NOT NULL
    )
    SELECT coalesce(array_agg(id ORDER BY steps), '{}') FROM up
$$;

-- The unit and every unit below it on a day, closed and planned ones where they ended or will begin: the
-- counterpart of unit_lineage.
CREATE FUNCTION unit_subtree(root uuid, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE placed AS MATERIALIZED (
        SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM unit_versions
        ORDER BY unit_id, CASE WHEN starts_on <= day THEN starts_on END DESC NULLS LAST, starts_on
    ),
    down (id) AS (
        SELECT root
        UNION
        SELECT placed.unit_id FROM down JOIN placed ON placed.parent_id = down.id
    )
    SELECT coalesce(array_agg(id), '{}') FROM down
$$;

-- Whether a unit stands below another on any day from from_day until the day before until_day.
CREATE FUNCTION unit_is_below(unit uuid, above uuid, from_day date, until_day date) RETURNS boolean
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up (id, days) AS (
        SELECT unit, daterange(from_day, until_day)
        UNION
        SELECT version.parent_id, up.days * daterange(version.starts_on, version.ends_before)
        FROM up JOIN unit_versions AS version ON version.unit_id = up.id
        WHERE version.parent_id IS NOT NULL AND up.days && daterange(version.starts_on, version.ends_before)
    )
    SELECT EXISTS (SELECT FROM up WHERE id = above)
$$;
