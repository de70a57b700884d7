ALTER TABLE expected_reporters DROP is_owed;
