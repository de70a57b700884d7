DROP TABLE report_counts;
DROP TABLE lock_exceptions;
DROP TABLE expected_reporters;
DROP TABLE reporting_periods;
DROP TABLE holidays;
