-- The release before shows what is kept with bare ids.
DROP TRIGGER campaign_amendments_name_units ON campaign_amendments;
DROP FUNCTION name_units_of_amendment();
DROP FUNCTION name_units(jsonb, date);
UPDATE campaign_amendments
SET before = (before - 'parentCampaign') || jsonb_build_object(
    'parentCampaignId', before #> '{parentCampaign,id}',
    'participants', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
                'unitId', listed.scope #> '{unit,id}',
                'withSubtree', listed.scope -> 'withSubtree') ORDER BY listed.place), '[]')
        FROM jsonb_array_elements(before -> 'participants') WITH ORDINALITY AS listed (scope, place)))
WHERE before ? 'parentCampaign';
