-- 日志: everything that was done, in order. Each entry carries the hash of the one before, so that a change or a gap shows.
create table event (
    cooperative_id uuid not null references cooperative (cooperative_id),
    event_no bigint not null, -- 1, 2, 3 … without a gap
    occurred_at timestamptz not null,
    actor text collate "C" not null, -- who did it; 'local' until the cooperative has users
    action text collate "C" not null,
    content text collate "C" not null, -- canonical text
    previous_hash bytea not null,
    hash bytea not null,
    primary key (cooperative_id, event_no)
);
create trigger event_append_only before update or delete or truncate on event for each statement execute function refuse_change();

-- Books, motions and accounts are folds of their own acts: an act of posting that lists a million entries is not read for them.
create index event_by_action on event (cooperative_id, action, event_no);
