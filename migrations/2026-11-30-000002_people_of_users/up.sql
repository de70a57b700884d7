-- Whose account it is, where that is one of the people who can be commended: nobody nominates or judges themselves.
ALTER TABLE users
    ADD COLUMN person_id uuid,
    ADD CONSTRAINT users_person_fkey FOREIGN KEY (person_id) REFERENCES people (id);
CREATE INDEX users_person_id_idx ON users (person_id);
