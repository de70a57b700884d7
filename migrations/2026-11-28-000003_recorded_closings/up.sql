-- A closing that is recorded later excuses no report that was due before it: somebody who backdates one would excuse what
-- the unit missed. NULL where the unit is open, and where it was closed before this column was: then closed_on counts.
-- Servers of the release before leave the column alone.
ALTER TABLE units ADD closing_recorded_on date;
