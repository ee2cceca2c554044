-- Proposed new versions of procedures: made from feedback, live only after an evaluation and a person's approval.
create table memory_proposals (
    tenant text not null,
    customer text not null,
    proposal_id text not null,
    key text not null,
    reason text not null,
    diff text not null,
    value jsonb not null,
    status text not null default 'proposed' check (status in ('proposed', 'approved', 'rejected', 'failed')),
    proposed_by text not null,
    decided_by text,
    at timestamptz not null default clock_timestamp(),
    decided_at timestamptz,
    primary key (tenant, customer, proposal_id)
);
