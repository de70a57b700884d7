DROP TABLE statistical_snapshots;
DROP TABLE statistical_entries;
DROP TABLE form_versions;
DROP INDEX awards_decided_on_idx;
DROP INDEX campaigns_launched_on_idx;
ALTER TABLE campaigns
    DROP CONSTRAINT campaign_launch_level_is_known,
    DROP COLUMN launch_level;
