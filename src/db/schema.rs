// @generated from the migrated database. Never edited by hand.

diesel::table! {
    agenda_items (id) {
        id -> Uuid,
        meeting_id -> Uuid,
        position -> Int4,
        nomination_id -> Uuid,
        stage_id -> Uuid,
        status -> Text,
        voting -> Nullable<Jsonb>,
        nomination_version -> Nullable<Int4>,
        voters -> Nullable<Int4>,
        votes_for -> Nullable<Int4>,
        votes_against -> Nullable<Int4>,
        votes_blank -> Nullable<Int4>,
        votes_of -> Nullable<Int4>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    audit_records (id) {
        id -> Uuid,
        written -> Int8,
        position -> Nullable<Int8>,
        occurred_at -> Timestamptz,
        actor_id -> Nullable<Uuid>,
        action -> Text,
        subject_type -> Text,
        subject_id -> Uuid,
        unit_id -> Nullable<Uuid>,
        request_id -> Nullable<Uuid>,
        before -> Nullable<Jsonb>,
        after -> Nullable<Jsonb>,
        previous_hash -> Nullable<Bytea>,
        hash -> Nullable<Bytea>,
        acting_for -> Nullable<Text>,
    }
}

diesel::table! {
    award_authorities (id) {
        id -> Uuid,
        award_code -> Text,
        authority -> Text,
        decided_by -> Text,
        clause -> Text,
        certainty -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    award_rules (id) {
        id -> Uuid,
        code -> Text,
        award_code -> Text,
        recipient_kind -> Text,
        commendation_kinds -> Array<Nullable<Text>>,
        condition -> Jsonb,
        basis -> Text,
        clause -> Text,
        certainty -> Text,
        status -> Text,
        source -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        verify_after -> Nullable<Date>,
        transition -> Text,
        document_id -> Nullable<Uuid>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    award_types (id) {
        id -> Uuid,
        code -> Text,
        name -> Text,
        kind -> Text,
        level -> Text,
        for_individuals -> Bool,
        for_collectives -> Bool,
        for_households -> Bool,
        rank -> Int4,
        decided_by -> Text,
        clause -> Text,
        certainty -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        evaluation_period -> Text,
        papers -> Jsonb,
        voting -> Nullable<Jsonb>,
        individual_coefficient -> Nullable<Numeric>,
        collective_coefficient -> Nullable<Numeric>,
        household_coefficient -> Nullable<Numeric>,
        coefficient_is_a_limit -> Bool,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    awards (id) {
        id -> Uuid,
        origin -> Text,
        person_id -> Nullable<Uuid>,
        unit_id -> Nullable<Uuid>,
        household_id -> Nullable<Uuid>,
        subject_id -> Uuid,
        award_code -> Text,
        achievement_year -> Int4,
        starts_on -> Nullable<Date>,
        ends_before -> Nullable<Date>,
        decided_on -> Date,
        decision_number -> Text,
        decided_by -> Text,
        document_id -> Nullable<Uuid>,
        commendation_kind -> Text,
        campaign_id -> Nullable<Uuid>,
        achievement -> Nullable<Text>,
        search_text -> Text,
        source -> Text,
        written_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        decision_id -> Nullable<Uuid>,
        revoked_on -> Nullable<Date>,
        recipient_name -> Nullable<Text>,
    }
}

diesel::table! {
    ballots (id) {
        id -> Uuid,
        item_id -> Uuid,
        choice -> Text,
    }
}

diesel::table! {
    base_salaries (id) {
        id -> Uuid,
        amount -> Int8,
        basis -> Text,
        certainty -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    campaign_amendments (id) {
        id -> Uuid,
        campaign_id -> Uuid,
        number -> Int4,
        document_id -> Uuid,
        effective_on -> Date,
        summary -> Text,
        before -> Jsonb,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    campaign_contents (id) {
        id -> Uuid,
        campaign_id -> Uuid,
        parent_id -> Nullable<Uuid>,
        place -> Int4,
        ordinal -> Text,
        title -> Nullable<Text>,
        body -> Nullable<Text>,
        removed_in -> Nullable<Int4>,
    }
}

diesel::table! {
    campaign_indicators (id) {
        id -> Uuid,
        campaign_id -> Uuid,
        content_id -> Uuid,
        name -> Text,
        unit_of_measure -> Text,
        baseline -> Nullable<Numeric>,
        target -> Nullable<Numeric>,
        direction -> Text,
        aggregation -> Text,
        evidence_required -> Bool,
        removed_in -> Nullable<Int4>,
    }
}

diesel::table! {
    campaign_legal_bases (campaign_id, place) {
        campaign_id -> Uuid,
        place -> Int4,
        document_id -> Uuid,
    }
}

diesel::table! {
    campaign_numbers (year) {
        year -> Int4,
        last_number -> Int4,
    }
}

diesel::table! {
    campaign_participants (campaign_id, unit_id, joined_on) {
        campaign_id -> Uuid,
        unit_id -> Uuid,
        joined_on -> Date,
        left_on -> Nullable<Date>,
        owes_pledge -> Bool,
    }
}

diesel::table! {
    campaign_progress_steps (campaign_id, through_on) {
        campaign_id -> Uuid,
        through_on -> Date,
        progress -> Numeric,
        unit_count -> Int4,
        weightless_count -> Int4,
        item_count -> Int4,
        known_count -> Int4,
        changed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    campaign_scopes (campaign_id, unit_id) {
        campaign_id -> Uuid,
        unit_id -> Uuid,
        with_subtree -> Bool,
    }
}

diesel::table! {
    campaigns (id) {
        id -> Uuid,
        status -> Text,
        code -> Nullable<Text>,
        slug -> Nullable<Text>,
        title -> Nullable<Text>,
        title_folded -> Text,
        search_text -> Text,
        form -> Nullable<Text>,
        level -> Nullable<Text>,
        launching_unit_id -> Uuid,
        standing_office_id -> Nullable<Uuid>,
        parent_campaign_id -> Nullable<Uuid>,
        parent_document_id -> Nullable<Uuid>,
        document_id -> Nullable<Uuid>,
        theme -> Nullable<Text>,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        sort_day -> Date,
        signatory_name -> Nullable<Text>,
        signatory_position -> Nullable<Text>,
        signatory_authority -> Nullable<Text>,
        provisions -> Jsonb,
        copied_from_id -> Nullable<Uuid>,
        launched_on -> Nullable<Date>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        registration_due_on -> Nullable<Date>,
        public_unit_names -> Bool,
        launch_level -> Nullable<Text>,
    }
}

diesel::table! {
    certificate_registers (unit_id, year) {
        unit_id -> Uuid,
        year -> Int4,
        last_number -> Int4,
    }
}

diesel::table! {
    certificates (id) {
        id -> Uuid,
        award_id -> Uuid,
        decision_id -> Uuid,
        unit_id -> Uuid,
        year -> Int4,
        number -> Int4,
        reason -> Text,
        replaces_id -> Nullable<Uuid>,
        explanation -> Nullable<Text>,
        is_current -> Bool,
        printed_name -> Text,
        issued_on -> Date,
        handed_over_on -> Nullable<Date>,
        occasion -> Nullable<Text>,
        received_by -> Nullable<Text>,
        returned_on -> Nullable<Date>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    client_keys (id) {
        id -> Uuid,
        client_id -> Uuid,
        key_id -> Text,
        public_key -> Jsonb,
        created_by -> Uuid,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    client_secrets (id) {
        id -> Uuid,
        client_id -> Uuid,
        slot -> Int2,
        secret_hash -> Bytea,
        hint -> Text,
        created_by -> Uuid,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    clients (id) {
        id -> Uuid,
        purpose -> Text,
        scopes -> Array<Nullable<Text>>,
        networks -> Array<Nullable<Text>>,
        requests_per_minute -> Int4,
        expires_on -> Date,
        last_used_at -> Nullable<Timestamptz>,
        created_by -> Uuid,
    }
}

diesel::table! {
    cluster_members (cluster_id, year, position) {
        cluster_id -> Uuid,
        year -> Int4,
        position -> Int4,
        unit_id -> Nullable<Uuid>,
        outside_name -> Nullable<Text>,
        rank -> Nullable<Int4>,
        result -> Nullable<Text>,
    }
}

diesel::table! {
    cluster_years (cluster_id, year) {
        cluster_id -> Uuid,
        year -> Int4,
        head_unit_id -> Nullable<Uuid>,
        vice_unit_id -> Nullable<Uuid>,
        leader_unit_id -> Nullable<Uuid>,
        votes -> Nullable<Text>,
        source -> Text,
        written_by -> Uuid,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    clusters (id) {
        id -> Uuid,
        code -> Text,
        name -> Text,
        kind -> Text,
        organised_by -> Text,
        is_outside -> Bool,
        unit_id -> Uuid,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    consultation_nominations (consultation_id, nomination_id) {
        consultation_id -> Uuid,
        position -> Int4,
        nomination_id -> Uuid,
        name -> Text,
        unit_name -> Text,
        award_code -> Text,
        achievement -> Text,
        is_open -> Bool,
        outcome -> Nullable<Text>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    consultation_opinions (id) {
        id -> Uuid,
        consultation_id -> Uuid,
        nomination_id -> Uuid,
        from_name -> Nullable<Text>,
        objects -> Bool,
        content -> Text,
        received_on -> Date,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    consultations (id) {
        id -> Uuid,
        unit_id -> Uuid,
        title -> Text,
        published_in -> Text,
        starts_on -> Date,
        ends_on -> Date,
        status -> Text,
        summary -> Nullable<Text>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    content_progress_steps (campaign_id, content_id, through_on) {
        campaign_id -> Uuid,
        content_id -> Uuid,
        through_on -> Date,
        weighted -> Numeric,
        weight -> Numeric,
    }
}

diesel::table! {
    council_attendances (meeting_id, user_id) {
        meeting_id -> Uuid,
        user_id -> Uuid,
        presence -> Text,
    }
}

diesel::table! {
    council_compositions (id) {
        id -> Uuid,
        council_id -> Uuid,
        starts_on -> Date,
        decision_number -> Text,
        decided_on -> Date,
        document_id -> Nullable<Uuid>,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    council_meetings (id) {
        id -> Uuid,
        council_id -> Uuid,
        title -> Text,
        held_on -> Date,
        place -> Nullable<Text>,
        status -> Text,
        composition_id -> Nullable<Uuid>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    council_members (composition_id, user_id) {
        composition_id -> Uuid,
        user_id -> Uuid,
        position -> Text,
    }
}

diesel::table! {
    councils (id) {
        id -> Uuid,
        unit_id -> Uuid,
        name -> Text,
        recuses_own_unit -> Bool,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    data_requests (id) {
        id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        status -> Text,
        wish -> Text,
        received_on -> Date,
        reply_due_on -> Date,
        due_on -> Date,
        extension_days -> Nullable<Int4>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    decision_lines (id) {
        id -> Uuid,
        decision_id -> Uuid,
        position -> Int4,
        nomination_id -> Uuid,
        is_live -> Bool,
        coefficient -> Nullable<Numeric>,
        prize -> Nullable<Int8>,
        suppressed_by -> Nullable<Uuid>,
        award_id -> Nullable<Uuid>,
        verification_code -> Nullable<Text>,
        verification_hash -> Nullable<Bytea>,
    }
}

diesel::table! {
    decisions (id) {
        id -> Uuid,
        purpose -> Text,
        origin -> Text,
        unit_id -> Uuid,
        issuer_name -> Text,
        issuer_key -> Text,
        title -> Text,
        number -> Nullable<Text>,
        notation -> Nullable<Text>,
        decided_on -> Nullable<Date>,
        signer_name -> Nullable<Text>,
        signer_position -> Nullable<Text>,
        grounds -> Nullable<Text>,
        document_id -> Nullable<Uuid>,
        status -> Text,
        issued_by -> Nullable<Uuid>,
        issued_at -> Nullable<Timestamptz>,
        base_salary -> Nullable<Int8>,
        created_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    documents (id) {
        id -> Uuid,
        document_type -> Nullable<Text>,
        issuer_name -> Nullable<Text>,
        issuer_folded -> Nullable<Text>,
        issuer_code -> Nullable<Text>,
        number -> Nullable<Text>,
        notation -> Nullable<Text>,
        year -> Nullable<Int4>,
        display -> Nullable<Text>,
        issued_on -> Nullable<Date>,
        subject -> Nullable<Text>,
        signer_name -> Nullable<Text>,
        signer_position -> Nullable<Text>,
        signer_authority -> Nullable<Text>,
        urgency -> Text,
        link -> Nullable<Text>,
        files -> Jsonb,
        search_text -> Text,
        is_draft -> Bool,
        registered_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        corrected_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    eligibility_checks (id) {
        id -> Uuid,
        batch_id -> Nullable<Uuid>,
        rerun_of_id -> Nullable<Uuid>,
        subject_type -> Text,
        subject_id -> Uuid,
        subject_name -> Text,
        unit_id -> Uuid,
        award_code -> Text,
        is_title -> Bool,
        commendation_kind -> Text,
        year -> Int4,
        campaign_id -> Nullable<Uuid>,
        received_on -> Date,
        asked_on -> Date,
        outcome -> Text,
        verdict -> Jsonb,
        rule_set_id -> Uuid,
        input_id -> Uuid,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    eligibility_inputs (id) {
        id -> Uuid,
        facts -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    eligibility_rule_sets (id) {
        id -> Uuid,
        sha256 -> Bytea,
        body -> Jsonb,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    ended_tokens (token_id) {
        token_id -> Uuid,
        client_id -> Uuid,
        ended_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    events (id) {
        id -> Uuid,
        written -> Int8,
        position -> Nullable<Int8>,
        event_type -> Text,
        subject_type -> Text,
        subject_id -> Uuid,
        subject_version -> Int4,
        occurred_at -> Timestamptz,
        unit_id -> Nullable<Uuid>,
        status_before -> Nullable<Text>,
        status_after -> Nullable<Text>,
    }
}

diesel::table! {
    exemplar_consents (id) {
        id -> Uuid,
        exemplar_id -> Uuid,
        is_live -> Bool,
        given_by -> Text,
        given_on -> Date,
        document_id -> Nullable<Uuid>,
        covers_name -> Bool,
        covers_picture -> Bool,
        covers_award -> Bool,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        withdrawn_on -> Nullable<Date>,
        withdrawn_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    exemplars (id) {
        id -> Uuid,
        found_by_unit_id -> Uuid,
        person_id -> Nullable<Uuid>,
        unit_id -> Nullable<Uuid>,
        household_id -> Nullable<Uuid>,
        title -> Text,
        story -> Text,
        campaign_id -> Nullable<Uuid>,
        award_id -> Nullable<Uuid>,
        picture_id -> Nullable<Uuid>,
        picture_text -> Nullable<Text>,
        status -> Text,
        honoured_by -> Nullable<Uuid>,
        honoured_on -> Nullable<Date>,
        slug -> Nullable<Text>,
        published_on -> Nullable<Date>,
        created_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    expected_reporters (period_id, unit_id) {
        period_id -> Uuid,
        unit_id -> Uuid,
        standing -> Text,
        is_owed -> Bool,
    }
}

diesel::table! {
    exports (id) {
        id -> Uuid,
        status -> Text,
        path -> Text,
        operation -> Text,
        format -> Text,
        rows -> Int4,
        bytes -> Nullable<Int8>,
        problem -> Nullable<Jsonb>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    external_ids (id) {
        id -> Uuid,
        system -> Text,
        value -> Text,
        campaign_id -> Nullable<Uuid>,
        document_id -> Nullable<Uuid>,
        pledge_item_id -> Nullable<Uuid>,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    facts (id) {
        id -> Uuid,
        kind -> Text,
        person_id -> Nullable<Uuid>,
        unit_id -> Nullable<Uuid>,
        household_id -> Nullable<Uuid>,
        subject_id -> Uuid,
        year -> Nullable<Int4>,
        starts_on -> Nullable<Date>,
        ends_before -> Nullable<Date>,
        details -> Jsonb,
        source -> Text,
        document_id -> Nullable<Uuid>,
        written_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    files (id) {
        id -> Uuid,
        unit_id -> Uuid,
        name -> Text,
        media_type -> Text,
        bytes -> Int8,
        sha256 -> Text,
        created_by -> Uuid,
        created_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    form_versions (id) {
        id -> Uuid,
        form -> Text,
        code -> Text,
        title -> Text,
        due_month -> Int4,
        due_day -> Int4,
        basis -> Text,
        certainty -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    fund_entries (id) {
        id -> Uuid,
        fund_id -> Uuid,
        kind -> Text,
        amount -> Int8,
        award_id -> Nullable<Uuid>,
        decision_id -> Nullable<Uuid>,
        reverses_id -> Nullable<Uuid>,
        entered_on -> Date,
        document_id -> Nullable<Uuid>,
        note -> Nullable<Text>,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    fund_entry_awards (entry_id, award_id) {
        entry_id -> Uuid,
        award_id -> Uuid,
        amount -> Int8,
    }
}

diesel::table! {
    funds (id) {
        id -> Uuid,
        unit_id -> Uuid,
        year -> Int4,
        allotted -> Int8,
        source -> Text,
        document_id -> Nullable<Uuid>,
        organising_share -> Numeric,
        organising_share_source -> Text,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    guess_budgets (bucket) {
        bucket -> Bytea,
        full_at -> Timestamptz,
    }
}

diesel::table! {
    holidays (id) {
        id -> Uuid,
        day -> Date,
        name -> Text,
        is_working_day -> Bool,
        clause -> Text,
        certainty -> Text,
        version -> Int4,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    households (id) {
        id -> Uuid,
        code -> Text,
        name -> Text,
        village -> Nullable<Text>,
        search_text -> Text,
        unit_id -> Uuid,
        closed_on -> Nullable<Date>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    idempotency_keys (caller_id, operation, key) {
        caller_id -> Uuid,
        operation -> Text,
        key -> Text,
        fingerprint -> Bytea,
        status -> Int2,
        headers -> Jsonb,
        body -> Bytea,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    import_rows (import_id, line) {
        import_id -> Uuid,
        line -> Int8,
        step -> Int4,
        cells -> Jsonb,
        faults -> Nullable<Jsonb>,
        thing_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    imports (id) {
        id -> Uuid,
        kind -> Text,
        status -> Text,
        file_name -> Text,
        bytes -> Int8,
        sha256 -> Text,
        rows_read -> Int4,
        empty_rows -> Int4,
        faulty_rows -> Int4,
        rows_written -> Int4,
        table_id -> Nullable<Uuid>,
        table_bytes -> Nullable<Int8>,
        problem -> Nullable<Jsonb>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    initiative_authors (initiative_id, person_id) {
        initiative_id -> Uuid,
        person_id -> Uuid,
        share -> Numeric,
    }
}

diesel::table! {
    initiative_uses (initiative_id, person_id, award_code, achievement_year) {
        initiative_id -> Uuid,
        person_id -> Uuid,
        award_code -> Text,
        achievement_year -> Int4,
    }
}

diesel::table! {
    initiatives (id) {
        id -> Uuid,
        code -> Text,
        title -> Text,
        search_text -> Text,
        kind -> Text,
        level -> Text,
        recognised_by -> Nullable<Text>,
        decision_number -> Nullable<Text>,
        decided_on -> Nullable<Date>,
        document_id -> Nullable<Uuid>,
        applied_from -> Nullable<Date>,
        year -> Int4,
        source -> Text,
        written_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        void_reason -> Nullable<Text>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    item_progress (item_id, through_on) {
        item_id -> Uuid,
        through_on -> Date,
        campaign_id -> Uuid,
        unit_id -> Uuid,
        value -> Nullable<Numeric>,
        rating -> Nullable<Text>,
        rating_progress -> Nullable<Numeric>,
        total -> Numeric,
        value_count -> Int4,
        raw -> Nullable<Numeric>,
        progress -> Nullable<Numeric>,
    }
}

diesel::table! {
    jobs (id) {
        id -> Uuid,
        kind -> Text,
        payload -> Jsonb,
        dedupe_key -> Nullable<Text>,
        status -> Text,
        attempts -> Int4,
        run_at -> Timestamptz,
        deadline_at -> Timestamptz,
        lease_id -> Nullable<Uuid>,
        leased_until -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        result -> Nullable<Jsonb>,
        created_by -> Nullable<Uuid>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        finished_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    kept_versions (thing_type, thing_id, version) {
        thing_type -> Text,
        thing_id -> Uuid,
        version -> Int4,
        body -> Jsonb,
        replaced_by -> Uuid,
        replaced_at -> Timestamptz,
    }
}

diesel::table! {
    lock_exceptions (id) {
        id -> Uuid,
        period_id -> Uuid,
        unit_id -> Uuid,
        until_on -> Date,
        reason -> Text,
        granted_by -> Uuid,
        granted_at -> Timestamptz,
        version -> Int4,
        revoked_by -> Nullable<Uuid>,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    memberships (id) {
        id -> Uuid,
        person_id -> Uuid,
        unit_id -> Uuid,
        position -> Text,
        reporting_class_id -> Uuid,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
    }
}

diesel::table! {
    name_corrections (decision_id) {
        decision_id -> Uuid,
        award_id -> Uuid,
        is_open -> Bool,
        printed_name -> Text,
        corrected_name -> Text,
        reason -> Text,
    }
}

diesel::table! {
    nomination_initiatives (nomination_id, initiative_id) {
        nomination_id -> Uuid,
        initiative_id -> Uuid,
    }
}

diesel::table! {
    nomination_opinions (stage_id, rule_code) {
        stage_id -> Uuid,
        rule_code -> Text,
        outcome -> Text,
        opinion -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    nomination_papers (nomination_id, code) {
        nomination_id -> Uuid,
        code -> Text,
        position -> Int4,
        name -> Text,
        required -> Bool,
        file_id -> Nullable<Uuid>,
        document_id -> Nullable<Uuid>,
        is_shared -> Bool,
    }
}

diesel::table! {
    nomination_reminders (id) {
        id -> Uuid,
        nomination_id -> Uuid,
        rule_id -> Uuid,
        kind -> Text,
        due_on -> Date,
        recipient_unit_id -> Uuid,
        recipient_role -> Text,
        sent_on -> Date,
        sent_at -> Timestamptz,
    }
}

diesel::table! {
    nomination_stages (id) {
        id -> Uuid,
        nomination_id -> Uuid,
        position -> Int4,
        unit_id -> Nullable<Uuid>,
        received_on -> Date,
        check_id -> Nullable<Uuid>,
        verdict -> Nullable<Text>,
        opinion -> Nullable<Text>,
        appraised_by -> Nullable<Uuid>,
        appraised_at -> Nullable<Timestamptz>,
        is_override -> Bool,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        proposed_by -> Nullable<Uuid>,
        proposed_at -> Nullable<Timestamptz>,
        is_carried -> Nullable<Bool>,
        votes_for -> Nullable<Int4>,
        votes_of -> Nullable<Int4>,
        voted_on -> Nullable<Date>,
    }
}

diesel::table! {
    nominations (id) {
        id -> Uuid,
        submission_id -> Nullable<Uuid>,
        nominating_unit_id -> Uuid,
        person_id -> Nullable<Uuid>,
        unit_id -> Nullable<Uuid>,
        household_id -> Nullable<Uuid>,
        subject_id -> Uuid,
        award_code -> Text,
        commendation_kind -> Text,
        year -> Int4,
        campaign_id -> Nullable<Uuid>,
        starts_on -> Nullable<Date>,
        ends_before -> Nullable<Date>,
        achievement -> Text,
        search_text -> Text,
        report -> Jsonb,
        status -> Text,
        stage -> Nullable<Int4>,
        stage_unit_id -> Nullable<Uuid>,
        verdict -> Nullable<Text>,
        submitted_on -> Nullable<Date>,
        received_on -> Nullable<Date>,
        created_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        appraisers -> Array<Nullable<Uuid>>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        is_simplified -> Bool,
    }
}

diesel::table! {
    opinion_requests (id) {
        id -> Uuid,
        nomination_id -> Uuid,
        stage_id -> Uuid,
        body -> Text,
        addressee -> Text,
        addressee_key -> Text,
        ground -> Text,
        document_id -> Nullable<Uuid>,
        asked_on -> Date,
        due_on -> Nullable<Date>,
        allows_silence -> Bool,
        status -> Text,
        answer_document_id -> Nullable<Uuid>,
        answered_on -> Nullable<Date>,
        superseded_at -> Nullable<Timestamptz>,
        asked_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    people (id) {
        id -> Uuid,
        staff_code -> Nullable<Text>,
        name -> Text,
        name_folded -> Text,
        search_text -> Text,
        birth_year -> Nullable<Int2>,
        sex -> Nullable<Text>,
        is_ethnic_minority -> Nullable<Bool>,
        unit_id -> Uuid,
        merged_into_id -> Nullable<Uuid>,
        restricted_on -> Nullable<Date>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    person_external_ids (person_id, system) {
        person_id -> Uuid,
        system -> Text,
        value -> Text,
    }
}

diesel::table! {
    person_merges (id) {
        id -> Uuid,
        person_id -> Uuid,
        merged_id -> Uuid,
        reason -> Text,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    personal_data_reads (id) {
        id -> Uuid,
        user_id -> Uuid,
        purpose -> Text,
        operation -> Text,
        person_id -> Nullable<Uuid>,
        rows -> Int4,
        request_id -> Nullable<Uuid>,
        read_at -> Timestamptz,
    }
}

diesel::table! {
    personal_data_rules (id) {
        id -> Uuid,
        kind -> Text,
        code -> Text,
        name -> Text,
        basis -> Text,
        certainty -> Text,
        details -> Jsonb,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    pledge_items (id) {
        id -> Uuid,
        pledge_id -> Uuid,
        campaign_id -> Uuid,
        unit_id -> Uuid,
        content_id -> Uuid,
        code -> Text,
        place -> Int4,
        body -> Text,
        weight -> Numeric,
        due_on -> Nullable<Date>,
        measured_by -> Nullable<Text>,
        unit_of_measure -> Nullable<Text>,
        baseline -> Nullable<Numeric>,
        target -> Nullable<Numeric>,
        direction -> Nullable<Text>,
        aggregation -> Nullable<Text>,
        evidence_required -> Bool,
        removed_in -> Nullable<Int4>,
    }
}

diesel::table! {
    pledge_revisions (pledge_id, number) {
        pledge_id -> Uuid,
        number -> Int4,
        content -> Jsonb,
        submitted_by -> Uuid,
        approved_by -> Uuid,
        approved_at -> Timestamptz,
    }
}

diesel::table! {
    pledges (id) {
        id -> Uuid,
        campaign_id -> Uuid,
        unit_id -> Uuid,
        status -> Text,
        content -> Jsonb,
        revision -> Int4,
        copied_from_id -> Nullable<Uuid>,
        submitted_on -> Nullable<Date>,
        is_late -> Bool,
        submitted_by -> Nullable<Uuid>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        writers -> Array<Nullable<Uuid>>,
    }
}

diesel::table! {
    procedure_rules (id) {
        id -> Uuid,
        award_code -> Nullable<Text>,
        award_level -> Nullable<Text>,
        kind -> Text,
        slot -> Text,
        requirement -> Jsonb,
        clause -> Text,
        certainty -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        verify_after -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        remind_days_before -> Nullable<Int4>,
    }
}

diesel::table! {
    progress_reports (id) {
        id -> Uuid,
        period_id -> Uuid,
        campaign_id -> Uuid,
        unit_id -> Uuid,
        pledge_id -> Uuid,
        status -> Text,
        content -> Jsonb,
        remarks -> Jsonb,
        accepted_number -> Int4,
        submitted_on -> Nullable<Date>,
        is_late -> Bool,
        submitted_by -> Nullable<Uuid>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        writers -> Array<Nullable<Uuid>>,
    }
}

diesel::table! {
    rate_uses (id) {
        id -> Int8,
        server -> Uuid,
        caller -> Uuid,
        per_minute -> Int4,
        calls -> Int4,
        noted_at -> Timestamptz,
    }
}

diesel::table! {
    rating_levels (code) {
        code -> Text,
        name -> Text,
        progress -> Numeric,
    }
}

diesel::table! {
    readiness_rules (id) {
        id -> Uuid,
        item -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        clause -> Text,
        certainty -> Text,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    recusals (item_id, user_id) {
        item_id -> Uuid,
        user_id -> Uuid,
        ground -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    refresh_tokens (token_hash) {
        token_hash -> Bytea,
        session_id -> Uuid,
        issued_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    reminder_rules (id) {
        id -> Uuid,
        kind -> Text,
        days -> Int4,
        recipient -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    reminders (id) {
        id -> Uuid,
        rule_id -> Uuid,
        kind -> Text,
        days -> Int4,
        campaign_id -> Uuid,
        period_id -> Nullable<Uuid>,
        unit_id -> Nullable<Uuid>,
        due_on -> Date,
        recipient_unit_id -> Uuid,
        recipient_role -> Text,
        sent_on -> Date,
        sent_at -> Timestamptz,
    }
}

diesel::table! {
    report_counts (period_id) {
        period_id -> Uuid,
        expected -> Int4,
        received -> Int4,
        on_time -> Int4,
        accepted -> Int4,
        changed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    report_versions (report_id, number) {
        report_id -> Uuid,
        number -> Int4,
        content -> Jsonb,
        submitted_by -> Uuid,
        accepted_by -> Uuid,
        accepted_at -> Timestamptz,
    }
}

diesel::table! {
    reporting_classes (id) {
        id -> Uuid,
        code -> Text,
        name -> Text,
        rank -> Int4,
        basis -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        target_share -> Nullable<Numeric>,
    }
}

diesel::table! {
    reporting_periods (id) {
        id -> Uuid,
        campaign_id -> Uuid,
        code -> Text,
        name -> Text,
        kind -> Text,
        status -> Text,
        data_from -> Date,
        data_to -> Date,
        opens_on -> Date,
        due_on -> Date,
        opened_at -> Nullable<Timestamptz>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    reviews (id) {
        id -> Uuid,
        campaign_id -> Uuid,
        kind -> Text,
        status -> Text,
        through_on -> Date,
        figures -> Jsonb,
        texts -> Jsonb,
        letterhead -> Jsonb,
        issued_on -> Nullable<Date>,
        issued_by -> Nullable<Uuid>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        writers -> Array<Nullable<Uuid>>,
        said -> Jsonb,
    }
}

diesel::table! {
    revocations (decision_id) {
        decision_id -> Uuid,
        award_id -> Uuid,
        is_live -> Bool,
        ground -> Text,
        conclusion -> Text,
        prize_due -> Nullable<Int8>,
        return_due_on -> Nullable<Date>,
    }
}

diesel::table! {
    role_assignments (id) {
        id -> Uuid,
        user_id -> Uuid,
        role -> Text,
        unit_id -> Nullable<Uuid>,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        created_at -> Timestamptz,
        given_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    sequencer_state (singleton) {
        singleton -> Bool,
        last_event_position -> Int8,
        last_audit_position -> Int8,
        last_audit_hash -> Bytea,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        client_address -> Nullable<Text>,
        client_name -> Nullable<Text>,
        client_network -> Nullable<Text>,
    }
}

diesel::table! {
    statistical_entries (id) {
        id -> Uuid,
        form -> Text,
        year -> Int4,
        unit_id -> Uuid,
        rows -> Jsonb,
        writers -> Array<Nullable<Uuid>>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    statistical_snapshots (id) {
        id -> Uuid,
        form -> Text,
        year -> Int4,
        unit_id -> Uuid,
        status -> Text,
        head -> Nullable<Jsonb>,
        figures -> Jsonb,
        signed_by -> Nullable<Uuid>,
        signed_at -> Nullable<Timestamptz>,
        created_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    submissions (id) {
        id -> Uuid,
        unit_id -> Uuid,
        title -> Text,
        letter_file_id -> Nullable<Uuid>,
        letter_document_id -> Nullable<Uuid>,
        minutes_file_id -> Nullable<Uuid>,
        minutes_document_id -> Nullable<Uuid>,
        vote -> Nullable<Text>,
        status -> Text,
        sent_on -> Nullable<Date>,
        received_on -> Nullable<Date>,
        created_by -> Uuid,
        writers -> Array<Nullable<Uuid>>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    transitions (id) {
        id -> Uuid,
        subject_type -> Text,
        subject_id -> Uuid,
        action -> Text,
        from_status -> Text,
        to_status -> Text,
        effective_on -> Date,
        reason -> Nullable<Text>,
        actor_id -> Uuid,
        occurred_at -> Timestamptz,
    }
}

diesel::table! {
    turnouts (item_id, user_id) {
        item_id -> Uuid,
        user_id -> Uuid,
    }
}

diesel::table! {
    unit_external_ids (id) {
        id -> Uuid,
        unit_id -> Uuid,
        system -> Text,
        value -> Text,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    unit_progress (campaign_id, unit_id, through_on) {
        campaign_id -> Uuid,
        unit_id -> Uuid,
        through_on -> Date,
        by_content -> Jsonb,
        weighted -> Numeric,
        weight -> Numeric,
        item_count -> Int4,
        known_count -> Int4,
        progress -> Nullable<Numeric>,
    }
}

diesel::table! {
    unit_succession_links (id) {
        id -> Uuid,
        succession_id -> Uuid,
        predecessor_id -> Uuid,
        successor_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    unit_successions (id) {
        id -> Uuid,
        kind -> Text,
        effective_on -> Date,
        document_id -> Uuid,
        created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    unit_versions (id) {
        id -> Uuid,
        unit_id -> Uuid,
        starts_on -> Date,
        ends_before -> Nullable<Date>,
        name -> Text,
        name_folded -> Text,
        search_text -> Text,
        kind -> Text,
        parent_id -> Nullable<Uuid>,
        agency_code -> Nullable<Text>,
        legacy_agency_code -> Nullable<Text>,
    }
}

diesel::table! {
    units (id) {
        id -> Uuid,
        code -> Text,
        opened_on -> Date,
        closed_on -> Nullable<Date>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        closing_recorded_on -> Nullable<Date>,
    }
}

diesel::table! {
    used_assertions (client_id, assertion) {
        client_id -> Uuid,
        assertion -> Bytea,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        username -> Text,
        display_name -> Text,
        password_hash -> Nullable<Text>,
        status -> Text,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        unit_id -> Nullable<Uuid>,
        search_text -> Text,
        password_expires_at -> Nullable<Timestamptz>,
        person_id -> Nullable<Uuid>,
        kind -> Text,
    }
}

diesel::table! {
    verdict_rules (verdict) {
        verdict -> Text,
        at_least -> Numeric,
        version -> Int4,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    webhook_attempts (id) {
        id -> Uuid,
        delivery_id -> Uuid,
        started_at -> Timestamptz,
        took_ms -> Int4,
        outcome -> Text,
        http_status -> Nullable<Int2>,
        answer -> Nullable<Text>,
    }
}

diesel::table! {
    webhook_deliveries (id) {
        id -> Uuid,
        endpoint_id -> Uuid,
        event_id -> Uuid,
        position -> Nullable<Int8>,
        event_type -> Text,
        status -> Text,
        attempts -> Int4,
        next_attempt_at -> Nullable<Timestamptz>,
        leased_until -> Nullable<Timestamptz>,
        body -> Nullable<Text>,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    webhook_endpoints (id) {
        id -> Uuid,
        client_id -> Uuid,
        url -> Text,
        purpose -> Text,
        types -> Array<Nullable<Text>>,
        unit_id -> Nullable<Uuid>,
        status -> Text,
        disabled_because -> Nullable<Text>,
        created_by -> Uuid,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    webhook_progress (endpoint_id) {
        endpoint_id -> Uuid,
        position -> Int8,
        failures_in_a_row -> Int4,
        failing_since -> Nullable<Timestamptz>,
        last_attempt_at -> Nullable<Timestamptz>,
        paused_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    webhook_replays (id) {
        id -> Uuid,
        endpoint_id -> Uuid,
        starts_at -> Timestamptz,
        ends_before -> Timestamptz,
        position -> Int8,
        last_position -> Int8,
        planned -> Int4,
        created_by -> Uuid,
        created_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    webhook_secrets (id) {
        id -> Uuid,
        endpoint_id -> Uuid,
        created_by -> Uuid,
        created_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
    }
}

diesel::joinable!(agenda_items -> council_meetings (meeting_id));
diesel::joinable!(agenda_items -> nomination_stages (stage_id));
diesel::joinable!(agenda_items -> nominations (nomination_id));
diesel::joinable!(audit_records -> units (unit_id));
diesel::joinable!(audit_records -> users (actor_id));
diesel::joinable!(award_rules -> documents (document_id));
diesel::joinable!(awards -> campaigns (campaign_id));
diesel::joinable!(awards -> decisions (decision_id));
diesel::joinable!(awards -> documents (document_id));
diesel::joinable!(awards -> households (household_id));
diesel::joinable!(awards -> people (person_id));
diesel::joinable!(awards -> units (unit_id));
diesel::joinable!(ballots -> agenda_items (item_id));
diesel::joinable!(campaign_amendments -> campaigns (campaign_id));
diesel::joinable!(campaign_amendments -> documents (document_id));
diesel::joinable!(campaign_amendments -> users (created_by));
diesel::joinable!(campaign_contents -> campaigns (campaign_id));
diesel::joinable!(campaign_indicators -> campaign_contents (campaign_id));
diesel::joinable!(campaign_legal_bases -> campaigns (campaign_id));
diesel::joinable!(campaign_legal_bases -> documents (document_id));
diesel::joinable!(campaign_participants -> campaigns (campaign_id));
diesel::joinable!(campaign_participants -> units (unit_id));
diesel::joinable!(campaign_progress_steps -> campaigns (campaign_id));
diesel::joinable!(campaign_scopes -> campaigns (campaign_id));
diesel::joinable!(campaign_scopes -> units (unit_id));
diesel::joinable!(campaigns -> users (created_by));
diesel::joinable!(certificate_registers -> units (unit_id));
diesel::joinable!(certificates -> awards (award_id));
diesel::joinable!(certificates -> decisions (decision_id));
diesel::joinable!(certificates -> units (unit_id));
diesel::joinable!(certificates -> users (created_by));
diesel::joinable!(client_keys -> clients (client_id));
diesel::joinable!(client_keys -> users (created_by));
diesel::joinable!(client_secrets -> clients (client_id));
diesel::joinable!(client_secrets -> users (created_by));
diesel::joinable!(cluster_members -> units (unit_id));
diesel::joinable!(cluster_years -> clusters (cluster_id));
diesel::joinable!(cluster_years -> users (written_by));
diesel::joinable!(clusters -> units (unit_id));
diesel::joinable!(clusters -> users (created_by));
diesel::joinable!(consultation_nominations -> consultations (consultation_id));
diesel::joinable!(consultation_nominations -> nominations (nomination_id));
diesel::joinable!(consultation_opinions -> users (created_by));
diesel::joinable!(consultations -> units (unit_id));
diesel::joinable!(consultations -> users (created_by));
diesel::joinable!(content_progress_steps -> campaign_contents (campaign_id));
diesel::joinable!(council_attendances -> council_meetings (meeting_id));
diesel::joinable!(council_attendances -> users (user_id));
diesel::joinable!(council_compositions -> councils (council_id));
diesel::joinable!(council_compositions -> documents (document_id));
diesel::joinable!(council_compositions -> users (created_by));
diesel::joinable!(council_meetings -> council_compositions (composition_id));
diesel::joinable!(council_meetings -> councils (council_id));
diesel::joinable!(council_meetings -> users (created_by));
diesel::joinable!(council_members -> council_compositions (composition_id));
diesel::joinable!(council_members -> users (user_id));
diesel::joinable!(councils -> units (unit_id));
diesel::joinable!(councils -> users (created_by));
diesel::joinable!(data_requests -> people (person_id));
diesel::joinable!(data_requests -> users (created_by));
diesel::joinable!(decision_lines -> awards (award_id));
diesel::joinable!(decision_lines -> decisions (decision_id));
diesel::joinable!(decision_lines -> nominations (nomination_id));
diesel::joinable!(decisions -> documents (document_id));
diesel::joinable!(decisions -> units (unit_id));
diesel::joinable!(eligibility_checks -> campaigns (campaign_id));
diesel::joinable!(eligibility_checks -> eligibility_inputs (input_id));
diesel::joinable!(eligibility_checks -> eligibility_rule_sets (rule_set_id));
diesel::joinable!(eligibility_checks -> units (unit_id));
diesel::joinable!(eligibility_checks -> users (created_by));
diesel::joinable!(ended_tokens -> clients (client_id));
diesel::joinable!(exemplar_consents -> documents (document_id));
diesel::joinable!(exemplar_consents -> exemplars (exemplar_id));
diesel::joinable!(exemplars -> awards (award_id));
diesel::joinable!(exemplars -> campaigns (campaign_id));
diesel::joinable!(exemplars -> files (picture_id));
diesel::joinable!(exemplars -> households (household_id));
diesel::joinable!(exemplars -> people (person_id));
diesel::joinable!(expected_reporters -> reporting_periods (period_id));
diesel::joinable!(expected_reporters -> units (unit_id));
diesel::joinable!(exports -> users (created_by));
diesel::joinable!(external_ids -> campaigns (campaign_id));
diesel::joinable!(external_ids -> documents (document_id));
diesel::joinable!(external_ids -> pledge_items (pledge_item_id));
diesel::joinable!(external_ids -> users (created_by));
diesel::joinable!(facts -> documents (document_id));
diesel::joinable!(facts -> households (household_id));
diesel::joinable!(facts -> people (person_id));
diesel::joinable!(facts -> units (unit_id));
diesel::joinable!(files -> units (unit_id));
diesel::joinable!(files -> users (created_by));
diesel::joinable!(fund_entries -> awards (award_id));
diesel::joinable!(fund_entries -> decisions (decision_id));
diesel::joinable!(fund_entries -> documents (document_id));
diesel::joinable!(fund_entries -> funds (fund_id));
diesel::joinable!(fund_entries -> users (created_by));
diesel::joinable!(fund_entry_awards -> awards (award_id));
diesel::joinable!(fund_entry_awards -> fund_entries (entry_id));
diesel::joinable!(funds -> documents (document_id));
diesel::joinable!(funds -> units (unit_id));
diesel::joinable!(funds -> users (created_by));
diesel::joinable!(households -> units (unit_id));
diesel::joinable!(households -> users (created_by));
diesel::joinable!(idempotency_keys -> users (caller_id));
diesel::joinable!(import_rows -> imports (import_id));
diesel::joinable!(imports -> users (created_by));
diesel::joinable!(initiative_authors -> initiatives (initiative_id));
diesel::joinable!(initiative_authors -> people (person_id));
diesel::joinable!(initiatives -> documents (document_id));
diesel::joinable!(item_progress -> campaigns (campaign_id));
diesel::joinable!(item_progress -> pledge_items (item_id));
diesel::joinable!(item_progress -> rating_levels (rating));
diesel::joinable!(item_progress -> units (unit_id));
diesel::joinable!(jobs -> users (created_by));
diesel::joinable!(kept_versions -> users (replaced_by));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(memberships -> reporting_classes (reporting_class_id));
diesel::joinable!(memberships -> units (unit_id));
diesel::joinable!(name_corrections -> awards (award_id));
diesel::joinable!(name_corrections -> decisions (decision_id));
diesel::joinable!(nomination_initiatives -> initiatives (initiative_id));
diesel::joinable!(nomination_initiatives -> nominations (nomination_id));
diesel::joinable!(nomination_opinions -> nomination_stages (stage_id));
diesel::joinable!(nomination_papers -> documents (document_id));
diesel::joinable!(nomination_papers -> files (file_id));
diesel::joinable!(nomination_papers -> nominations (nomination_id));
diesel::joinable!(nomination_reminders -> nominations (nomination_id));
diesel::joinable!(nomination_reminders -> procedure_rules (rule_id));
diesel::joinable!(nomination_reminders -> units (recipient_unit_id));
diesel::joinable!(nomination_stages -> eligibility_checks (check_id));
diesel::joinable!(nomination_stages -> nominations (nomination_id));
diesel::joinable!(nomination_stages -> units (unit_id));
diesel::joinable!(nominations -> campaigns (campaign_id));
diesel::joinable!(nominations -> households (household_id));
diesel::joinable!(nominations -> people (person_id));
diesel::joinable!(nominations -> submissions (submission_id));
diesel::joinable!(nominations -> users (created_by));
diesel::joinable!(opinion_requests -> nomination_stages (stage_id));
diesel::joinable!(opinion_requests -> nominations (nomination_id));
diesel::joinable!(opinion_requests -> users (asked_by));
diesel::joinable!(people -> units (unit_id));
diesel::joinable!(person_external_ids -> people (person_id));
diesel::joinable!(person_merges -> users (created_by));
diesel::joinable!(personal_data_reads -> people (person_id));
diesel::joinable!(personal_data_reads -> users (user_id));
diesel::joinable!(pledge_items -> campaign_contents (campaign_id));
diesel::joinable!(pledge_items -> pledges (campaign_id));
diesel::joinable!(pledge_items -> units (unit_id));
diesel::joinable!(pledge_revisions -> pledges (pledge_id));
diesel::joinable!(pledges -> campaigns (campaign_id));
diesel::joinable!(pledges -> units (unit_id));
diesel::joinable!(progress_reports -> pledges (campaign_id));
diesel::joinable!(recusals -> agenda_items (item_id));
diesel::joinable!(recusals -> users (user_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(reminders -> campaigns (campaign_id));
diesel::joinable!(reminders -> reminder_rules (rule_id));
diesel::joinable!(reminders -> reporting_periods (period_id));
diesel::joinable!(report_counts -> reporting_periods (period_id));
diesel::joinable!(report_versions -> progress_reports (report_id));
diesel::joinable!(reporting_periods -> campaigns (campaign_id));
diesel::joinable!(reporting_periods -> users (created_by));
diesel::joinable!(reviews -> campaigns (campaign_id));
diesel::joinable!(revocations -> awards (award_id));
diesel::joinable!(revocations -> decisions (decision_id));
diesel::joinable!(role_assignments -> units (unit_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(statistical_entries -> units (unit_id));
diesel::joinable!(statistical_snapshots -> units (unit_id));
diesel::joinable!(submissions -> units (unit_id));
diesel::joinable!(submissions -> users (created_by));
diesel::joinable!(transitions -> users (actor_id));
diesel::joinable!(turnouts -> agenda_items (item_id));
diesel::joinable!(turnouts -> users (user_id));
diesel::joinable!(unit_external_ids -> units (unit_id));
diesel::joinable!(unit_external_ids -> users (created_by));
diesel::joinable!(unit_progress -> campaigns (campaign_id));
diesel::joinable!(unit_progress -> units (unit_id));
diesel::joinable!(unit_succession_links -> unit_successions (succession_id));
diesel::joinable!(unit_successions -> documents (document_id));
diesel::joinable!(unit_successions -> users (created_by));
diesel::joinable!(used_assertions -> clients (client_id));
diesel::joinable!(users -> units (unit_id));
diesel::joinable!(webhook_attempts -> webhook_deliveries (delivery_id));
diesel::joinable!(webhook_deliveries -> webhook_endpoints (endpoint_id));
diesel::joinable!(webhook_endpoints -> clients (client_id));
diesel::joinable!(webhook_endpoints -> units (unit_id));
diesel::joinable!(webhook_endpoints -> users (created_by));
diesel::joinable!(webhook_progress -> webhook_endpoints (endpoint_id));
diesel::joinable!(webhook_replays -> users (created_by));
diesel::joinable!(webhook_replays -> webhook_endpoints (endpoint_id));
diesel::joinable!(webhook_secrets -> users (created_by));
diesel::joinable!(webhook_secrets -> webhook_endpoints (endpoint_id));

diesel::allow_tables_to_appear_in_same_query!(
    agenda_items,
    audit_records,
    award_authorities,
    award_rules,
    award_types,
    awards,
    ballots,
    base_salaries,
    campaign_amendments,
    campaign_contents,
    campaign_indicators,
    campaign_legal_bases,
    campaign_numbers,
    campaign_participants,
    campaign_progress_steps,
    campaign_scopes,
    campaigns,
    certificate_registers,
    certificates,
    client_keys,
    client_secrets,
    clients,
    cluster_members,
    cluster_years,
    clusters,
    consultation_nominations,
    consultation_opinions,
    consultations,
    content_progress_steps,
    council_attendances,
    council_compositions,
    council_meetings,
    council_members,
    councils,
    data_requests,
    decision_lines,
    decisions,
    documents,
    eligibility_checks,
    eligibility_inputs,
    eligibility_rule_sets,
    ended_tokens,
    events,
    exemplar_consents,
    exemplars,
    expected_reporters,
    exports,
    external_ids,
    facts,
    files,
    form_versions,
    fund_entries,
    fund_entry_awards,
    funds,
    guess_budgets,
    holidays,
    households,
    idempotency_keys,
    import_rows,
    imports,
    initiative_authors,
    initiative_uses,
    initiatives,
    item_progress,
    jobs,
    kept_versions,
    lock_exceptions,
    memberships,
    name_corrections,
    nomination_initiatives,
    nomination_opinions,
    nomination_papers,
    nomination_reminders,
    nomination_stages,
    nominations,
    opinion_requests,
    people,
    person_external_ids,
    person_merges,
    personal_data_reads,
    personal_data_rules,
    pledge_items,
    pledge_revisions,
    pledges,
    procedure_rules,
    progress_reports,
    rate_uses,
    rating_levels,
    readiness_rules,
    recusals,
    refresh_tokens,
    reminder_rules,
    reminders,
    report_counts,
    report_versions,
    reporting_classes,
    reporting_periods,
    reviews,
    revocations,
    role_assignments,
    sequencer_state,
    sessions,
    statistical_entries,
    statistical_snapshots,
    submissions,
    transitions,
    turnouts,
    unit_external_ids,
    unit_progress,
    unit_succession_links,
    unit_successions,
    unit_versions,
    units,
    used_assertions,
    users,
    verdict_rules,
    webhook_attempts,
    webhook_deliveries,
    webhook_endpoints,
    webhook_progress,
    webhook_replays,
    webhook_secrets,
);
