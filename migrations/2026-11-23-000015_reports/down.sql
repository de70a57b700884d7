DROP TABLE report_versions;
DROP TABLE progress_reports;
