-- Nothing to take back: the release before removes unused files, too.
SELECT 1;
