-- What the memory engine keeps beside the store: exposure counts, consents, versions and an audit trail without content.

create table memory_state (
    tenant text not null,
    customer text not null,
    revision bigint not null default 0,
    writes_since_consolidation integer not null default 0,
    consolidated_at timestamptz,
    primary key (tenant, customer)
);

create table memory_exposures (
    tenant text not null,
    customer text not null,
    category text not null,
    exposures integer not null default 0,
    last_at timestamptz not null,
    primary key (tenant, customer, category)
);

create table memory_consents (
    tenant text not null,
    customer text not null,
    purpose text not null,
    seq bigint generated always as identity,
    granted boolean not null,
    actor text not null,
    at timestamptz not null default clock_timestamp(),
    primary key (tenant, customer, purpose, seq)
);

create table memory_versions (
    tenant text not null,
    customer text not null,
    kind text not null,
    key text not null,
    version integer not null,
    action text not null,
    actor text not null,
    cause text not null default '',
    at timestamptz not null default clock_timestamp(),
    status text not null default 'live' check (status in ('live', 'undone', 'abandoned')),
    value jsonb,
    primary key (tenant, customer, kind, key, version)
);
create index memory_versions_cause on memory_versions (tenant, customer, cause) where cause <> '';

create table memory_audit (
    tenant text not null,
    customer text not null,
    seq bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    actor text not null,
    action text not null,
    kind text not null default '',
    key text not null default '',
    detail text not null default '',
    primary key (tenant, customer, seq)
);
