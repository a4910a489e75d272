-- 日志: everything that was done, in order. Each entry carries the hash of the one before, so that a change or a gap shows.
create table event (
    cooperative_id blob not null references cooperative (cooperative_id),
    event_no integer not null, -- 1, 2, 3 … without a gap
    occurred_at text not null,
    actor text not null, -- who did it; 'local' until the cooperative has users
    action text not null,
    content text not null, -- canonical text
    previous_hash blob not null,
    hash blob not null,
    primary key (cooperative_id, event_no)
) strict; -- with row ids: on the way to a key, SQLite reads long rows of a table without them whole
create trigger event_keeps_rows before delete on event begin select raise(abort, 'append-only'); end;
create trigger event_keeps_values before update on event begin select raise(abort, 'append-only'); end;

-- Books, motions and accounts are folds of their own acts: an act of posting that lists a million entries is not read for them.
create index event_by_action on event (cooperative_id, action, event_no);
