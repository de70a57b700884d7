ALTER TABLE units DROP closing_recorded_on;
