DROP TABLE pledge_items;
DROP TABLE pledge_revisions;
DROP TABLE pledges;
ALTER TABLE campaigns
    DROP CONSTRAINT registration_after_end,
    DROP COLUMN public_unit_names,
    DROP COLUMN registration_due_on;
