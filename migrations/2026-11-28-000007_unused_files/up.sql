-- Files that a draft named once and that no report names any more were kept for good; they are unused again, as those are
-- that a draft gives up from now on.
UPDATE files SET used_at = NULL
WHERE used_at IS NOT NULL AND id NOT IN (
    SELECT (jsonb_path_query(content, '$.entries[*].fileIds[*]') #>> '{}')::uuid
    FROM (SELECT content FROM progress_reports UNION ALL SELECT content FROM report_versions) AS said);
