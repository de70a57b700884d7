DROP TABLE unit_external_ids;
