DROP TABLE unit_succession_links;
DROP TABLE unit_successions;
