DROP TABLE award_types;
