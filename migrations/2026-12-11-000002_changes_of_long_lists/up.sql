-- What changed since an instant is found without reading a long list to its end: other systems ask for it every few minutes.
-- Servers of the release before need nothing of it.
CREATE INDEX awards_updated_at_idx ON awards (updated_at);
CREATE INDEX certificates_updated_at_idx ON certificates (updated_at);
CREATE INDEX nominations_updated_at_idx ON nominations (updated_at);
CREATE INDEX eligibility_checks_created_at_idx ON eligibility_checks (created_at);
