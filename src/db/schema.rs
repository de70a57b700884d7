// @generated from the migrated database. Never edited by hand.

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
    refresh_tokens (token_hash) {
        token_hash -> Bytea,
        session_id -> Uuid,
        issued_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
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
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        username -> Text,
        display_name -> Text,
        password_hash -> Text,
        status -> Text,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::joinable!(audit_records -> units (unit_id));
diesel::joinable!(audit_records -> users (actor_id));
diesel::joinable!(idempotency_keys -> users (caller_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::joinable!(role_assignments -> units (unit_id));
diesel::joinable!(role_assignments -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(transitions -> users (actor_id));

diesel::allow_tables_to_appear_in_same_query!(
    audit_records,
    events,
    idempotency_keys,
    refresh_tokens,
    role_assignments,
    sequencer_state,
    sessions,
    transitions,
    unit_versions,
    units,
    users,
);
