DROP FUNCTION person_is_restricted(uuid);
DROP TABLE exemplar_consents;
DROP TABLE exemplars;
