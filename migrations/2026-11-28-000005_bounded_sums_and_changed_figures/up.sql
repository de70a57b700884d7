-- What is computed has the bounds of what is entered: a sum that passes them is refused when it would count. What counted
-- before stays.
ALTER TABLE item_progress ADD CONSTRAINT item_sum_too_large CHECK (abs(raw) < 100000000000000) NOT VALID;

-- When the figures of a campaign changed that the public reads; NULL before this release. Servers of the release before
-- leave the columns alone.
ALTER TABLE campaign_progress_steps ADD changed_at timestamptz;
ALTER TABLE report_counts ADD changed_at timestamptz;
