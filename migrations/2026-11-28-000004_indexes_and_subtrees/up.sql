-- The reports of a period, in the order of its list.
CREATE INDEX progress_reports_period_idx ON progress_reports (period_id, id);
-- Audit records of an action, and of a time, the newest first.
CREATE INDEX audit_records_action_idx ON audit_records (action, position);
CREATE INDEX audit_records_occurred_at_idx ON audit_records (occurred_at);

-- The units and every unit below them on a day, as unit_subtree says for one. It walks down from the units by the index of
-- parents: a version counts where no other of its unit is nearer to the day (unit_parent_on).
CREATE FUNCTION unit_subtrees(roots uuid[], day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    WITH RECURSIVE down (id) AS (
        SELECT unnest(roots)
        UNION
        SELECT version.unit_id
        FROM down JOIN unit_versions AS version ON version.parent_id = down.id
        WHERE NOT EXISTS (
            SELECT FROM unit_versions AS other
            WHERE other.unit_id = version.unit_id AND CASE WHEN version.starts_on <= day
                THEN other.starts_on > version.starts_on AND other.starts_on <= day
                ELSE other.starts_on < version.starts_on END)
    )
    SELECT coalesce(array_agg(id), '{}') FROM down
$$;
CREATE OR REPLACE FUNCTION unit_subtree(root uuid, day date) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT unit_subtrees(ARRAY[root], day)
$$;
