create table charter_term (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    item text not null,
    value text not null, -- in standard form
    effective_date text check (effective_date is date(effective_date, '+0 days')), -- null: always
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table distribution_plan (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    plan_year integer not null,
    record_date text check (record_date is date(record_date, '+0 days')),
    cut_off_date text check (cut_off_date is date(cut_off_date, '+0 days')),
    company_capital_fen integer, -- null throughout: not given, the default counts
    company_reserve_balance_fen integer,
    company_profit_fen integer,
    company_uncovered_loss_fen integer,
    company_undistributed_fen integer,
    company_discretionary_reserve_fen integer,
    company_dividend_fen integer,
    other_net_income_fen integer,
    uncovered_loss_fen integer,
    undistributed_fen integer,
    other_appropriations_fen integer,
    tier_two_pool_fen integer,
    primary key (cooperative_id, entry_no)
) strict, without rowid;

-- 分配: a run, with the text that is sealed. A draft that a new one replaces stands in distribution_run_superseded.
create table distribution_run (
    cooperative_id blob not null references cooperative (cooperative_id),
    run_year integer not null,
    run_no integer not null, -- 1, 2, 3 … within the year
    kind text not null,
    follows_run_no integer, -- the run of the same year that arrears and corrections follow
    occurred_at text not null,
    actor text not null,
    inputs_hash blob not null, -- over pinned_input_part, joined
    worksheet_hash blob not null, -- over summary
    statements_root blob not null, -- over the statements' salts and contents, by member number
    seal blob not null,
    statement_count integer not null,
    summary text not null, -- canonical text
    primary key (cooperative_id, run_year, run_no)
) strict, without rowid;

create table distribution_run_superseded (
    cooperative_id blob not null,
    run_year integer not null,
    run_no integer not null,
    by_run_year integer not null, -- another year's, where a run rested on the one that was replaced
    by_run_no integer not null,
    primary key (cooperative_id, run_year, run_no)
) strict, without rowid;

create table pinned_input_part (
    cooperative_id blob not null,
    run_year integer not null,
    run_no integer not null,
    part_no integer not null,
    content blob not null,
    primary key (cooperative_id, run_year, run_no, part_no)
) strict;

-- 对账单: one row a member and run. What is hashed is what is stored; every figure is read from it.
create table statement (
    cooperative_id blob not null,
    run_year integer not null,
    run_no integer not null,
    member_no text not null,
    salt blob not null, -- 16 random bytes, so that the published root gives nothing away
    content text not null, -- canonical text
    primary key (cooperative_id, run_year, run_no, member_no)
) strict, without rowid;
create trigger charter_term_keeps_rows before delete on charter_term begin select raise(abort, 'append-only'); end;
create trigger charter_term_keeps_values before update on charter_term begin select raise(abort, 'append-only'); end;
create trigger distribution_plan_keeps_rows before delete on distribution_plan begin select raise(abort, 'append-only'); end;
create trigger distribution_plan_keeps_values before update on distribution_plan begin select raise(abort, 'append-only'); end;
create trigger distribution_run_keeps_rows before delete on distribution_run begin select raise(abort, 'append-only'); end;
create trigger distribution_run_keeps_values before update on distribution_run begin select raise(abort, 'append-only'); end;
create trigger distribution_run_superseded_keeps_rows before delete on distribution_run_superseded begin select raise(abort, 'append-only'); end;
create trigger distribution_run_superseded_keeps_values before update on distribution_run_superseded begin select raise(abort, 'append-only'); end;
create trigger pinned_input_part_keeps_rows before delete on pinned_input_part begin select raise(abort, 'append-only'); end;
create trigger pinned_input_part_keeps_values before update on pinned_input_part begin select raise(abort, 'append-only'); end;
create trigger statement_keeps_rows before delete on statement begin select raise(abort, 'append-only'); end;
create trigger statement_keeps_values before update on statement begin select raise(abort, 'append-only'); end;
