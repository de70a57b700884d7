ALTER TABLE report_counts DROP changed_at;
ALTER TABLE campaign_progress_steps DROP changed_at;
ALTER TABLE item_progress DROP CONSTRAINT item_sum_too_large;
