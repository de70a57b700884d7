DELETE FROM kept_versions WHERE thing_type NOT IN ('PERSON', 'HOUSEHOLD');
ALTER TABLE kept_versions DROP CONSTRAINT kept_version_is_of_a_known_thing;
ALTER TABLE kept_versions ADD CONSTRAINT kept_version_is_of_a_known_thing CHECK (thing_type IN ('PERSON', 'HOUSEHOLD'));
ALTER TABLE cluster_years DROP CONSTRAINT leader_is_no_member;
DROP TABLE awards, cluster_members, cluster_years, clusters, initiative_uses, initiative_authors, initiatives, facts;
DROP FUNCTION check_initiative_shares, subjects_in_units;
