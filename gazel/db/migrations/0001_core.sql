-- Customers, their runs and the events of each run. Everything of a person starts its key with (tenant, customer).
create extension if not exists vector;

create table customers (
    tenant text not null,
    customer text not null,
    name text not null,
    note text not null default '',
    fictional boolean not null default true,
    position integer not null default 0,
    created_at timestamptz not null default now(),
    primary key (tenant, customer)
);

create table runs (
    tenant text not null,
    customer text not null,
    run_id text not null,
    thread_id text not null,
    request_id text,
    question text not null,
    as_of date not null,
    status text not null default 'running' check (status in ('running', 'ok', 'cancelled', 'failed')),
    behaviour text,
    answer text not null default '',
    worker text not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    primary key (tenant, customer, run_id)
);
create unique index runs_run_id on runs (run_id);
create unique index runs_request on runs (tenant, customer, request_id) where request_id is not null;
create index runs_thread on runs (tenant, customer, thread_id, started_at);

create table run_events (
    tenant text not null,
    customer text not null,
    run_id text not null,
    seq integer not null,
    body jsonb not null,
    primary key (tenant, customer, run_id, seq),
    foreign key (tenant, customer, run_id) references runs on delete cascade
);

create table policies (
    tenant text not null,
    customer text not null,
    policy_id text not null,
    body jsonb not null,
    primary key (tenant, customer, policy_id)
);

create table feedback (
    tenant text not null,
    customer text not null,
    run_id text not null,
    verdict text not null check (verdict in ('good', 'bad')),
    reason text not null default '',
    at timestamptz not null default now(),
    primary key (tenant, customer, run_id)
);
