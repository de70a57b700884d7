DROP TABLE campaign_progress_steps;
DROP TABLE content_progress_steps;
DROP TABLE unit_progress;
DROP TABLE item_progress;
DROP TABLE verdict_rules;
DROP TABLE rating_levels;
