-- What a campaign was before an amendment is kept as the API showed it. The API names units and the campaign above by id,
-- code and name since version 0.2.0; what is kept follows: each unit by its name on the day of the launch, the campaign
-- above by the title it has now.
CREATE FUNCTION name_units(before jsonb, launched_on date) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT (before - 'parentCampaignId') || jsonb_build_object(
        'parentCampaign', (
            SELECT jsonb_build_object('id', above.id, 'code', above.code, 'title', above.title)
            FROM campaigns AS above WHERE above.id = (before ->> 'parentCampaignId')::uuid),
        'participants', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'unit', jsonb_build_object(
                        'id', listed.scope -> 'unitId', 'code', coalesce(unit.code, ''), 'name', coalesce(version.name, '')),
                    'withSubtree', listed.scope -> 'withSubtree') ORDER BY listed.place), '[]')
            FROM jsonb_array_elements(before -> 'participants') WITH ORDINALITY AS listed (scope, place)
            LEFT JOIN units AS unit ON unit.id = (listed.scope ->> 'unitId')::uuid
            LEFT JOIN LATERAL (
                SELECT name FROM unit_versions
                WHERE unit_id = unit.id
                ORDER BY starts_on > launched_on, abs(starts_on - launched_on) LIMIT 1) AS version ON true))
$$;
UPDATE campaign_amendments AS amendment
SET before = name_units(before, coalesce(campaign.launched_on, amendment.effective_on))
FROM campaigns AS campaign
WHERE campaign.id = amendment.campaign_id AND before ? 'parentCampaignId';

-- Servers of the release before still write bare ids during a deployment. The release after this one drops the trigger.
CREATE FUNCTION name_units_of_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.before := name_units(NEW.before, coalesce(
        (SELECT launched_on FROM campaigns WHERE id = NEW.campaign_id), NEW.effective_on));
    RETURN NEW;
END $$;
CREATE TRIGGER campaign_amendments_name_units BEFORE INSERT ON campaign_amendments
    FOR EACH ROW WHEN (NEW.before ? 'parentCampaignId') EXECUTE FUNCTION name_units_of_amendment();
