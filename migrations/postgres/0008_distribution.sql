create table charter_term (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    item text collate "C" not null,
    value text collate "C" not null, -- in standard form
    effective_date date, -- null: always
    primary key (cooperative_id, entry_no)
);

create table distribution_plan (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    plan_year bigint not null,
    record_date date,
    cut_off_date date,
    company_capital_fen bigint, -- null throughout: not given, the default counts
    company_reserve_balance_fen bigint,
    company_profit_fen bigint,
    company_uncovered_loss_fen bigint,
    company_undistributed_fen bigint,
    company_discretionary_reserve_fen bigint,
    company_dividend_fen bigint,
    other_net_income_fen bigint,
    uncovered_loss_fen bigint,
    undistributed_fen bigint,
    other_appropriations_fen bigint,
    tier_two_pool_fen bigint,
    primary key (cooperative_id, entry_no)
);

-- 分配: a run, with the text that is sealed. A draft that a new one replaces stands in distribution_run_superseded.
create table distribution_run (
    cooperative_id uuid not null references cooperative (cooperative_id),
    run_year bigint not null,
    run_no bigint not null, -- 1, 2, 3 … within the year
    kind text collate "C" not null,
    follows_run_no bigint, -- the run of the same year that arrears and corrections follow
    occurred_at timestamptz not null,
    actor text collate "C" not null,
    inputs_hash bytea not null, -- over pinned_input_part, joined
    worksheet_hash bytea not null, -- over summary
    statements_root bytea not null, -- over the statements' salts and contents, by member number
    seal bytea not null,
    statement_count bigint not null,
    summary text collate "C" not null, -- canonical text
    primary key (cooperative_id, run_year, run_no)
);

create table distribution_run_superseded (
    cooperative_id uuid not null,
    run_year bigint not null,
    run_no bigint not null,
    by_run_year bigint not null, -- another year's, where a run rested on the one that was replaced
    by_run_no bigint not null,
    primary key (cooperative_id, run_year, run_no)
);

create table pinned_input_part (
    cooperative_id uuid not null,
    run_year bigint not null,
    run_no bigint not null,
    part_no bigint not null,
    content bytea not null,
    primary key (cooperative_id, run_year, run_no, part_no)
);

-- 对账单: one row a member and run. What is hashed is what is stored; every figure is read from it.
create table statement (
    cooperative_id uuid not null,
    run_year bigint not null,
    run_no bigint not null,
    member_no text collate "C" not null,
    salt bytea not null, -- 16 random bytes, so that the published root gives nothing away
    content text collate "C" not null, -- canonical text
    primary key (cooperative_id, run_year, run_no, member_no)
);
create trigger charter_term_append_only before update or delete or truncate on charter_term for each statement execute function refuse_change();
create trigger distribution_plan_append_only before update or delete or truncate on distribution_plan for each statement execute function refuse_change();
create trigger distribution_run_append_only before update or delete or truncate on distribution_run for each statement execute function refuse_change();
create trigger distribution_run_superseded_append_only before update or delete or truncate on distribution_run_superseded for each statement execute function refuse_change();
create trigger pinned_input_part_append_only before update or delete or truncate on pinned_input_part for each statement execute function refuse_change();
create trigger statement_append_only before update or delete or truncate on statement for each statement execute function refuse_change();
