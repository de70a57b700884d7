DROP TABLE nomination_opinions;
DROP TABLE nomination_stages;
DROP TABLE nomination_initiatives;
DROP TABLE nomination_papers;
DROP TABLE nominations;
DROP TABLE submissions;
