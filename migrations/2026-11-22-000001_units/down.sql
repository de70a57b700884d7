DROP FUNCTION unit_is_below(uuid, uuid, date, date);
DROP FUNCTION unit_subtree(uuid, date);
DROP FUNCTION unit_lineage(uuid, date);
DROP FUNCTION unit_parent_on(uuid, date);
DROP FUNCTION is_like_all(text, text[]);
DROP TABLE unit_versions;
DROP TABLE units;
DROP EXTENSION pg_trgm;
DROP EXTENSION btree_gist;
