-- 待付登记: why a member's money waits, from a day on.
create table unpaid_mark (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    member_no text collate "C" not null,
    state text collate "C" not null, -- 待付状态
    since date not null,
    reason text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
create trigger unpaid_mark_append_only before update or delete or truncate on unpaid_mark for each statement execute function refuse_change();

-- 代发回盘: what a bank said of a line of a batch. Batches themselves are in the log.
create table bank_answer (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    batch_no bigint not null, -- 代发批次
    line_no bigint not null,
    kind text collate "C" not null, -- paid, failed, returned
    answer_date date not null,
    amount_fen bigint not null,
    account text collate "C" not null, -- what the bank says; empty where its file does not
    reason text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
create trigger bank_answer_append_only before update or delete or truncate on bank_answer for each statement execute function refuse_change();

-- 银行对账单
create table bank_entry (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    book text collate "C" not null,
    account text collate "C" not null, -- 科目编码 of the bank account
    entry_date date not null,
    summary text collate "C" not null,
    amount_fen bigint not null, -- above zero came in, below went out
    balance_fen bigint, -- after it; null where the statement has none
    serial_no text collate "C" not null,
    counterparty text collate "C" not null,
    primary key (cooperative_id, entry_no)
);
create trigger bank_entry_append_only before update or delete or truncate on bank_entry for each statement execute function refuse_change();
