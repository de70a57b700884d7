ALTER TABLE progress_reports DROP writers;
ALTER TABLE pledges DROP writers;
