-- 待付登记: why a member's money waits, from a day on.
create table unpaid_mark (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    member_no text not null,
    state text not null, -- 待付状态
    since text not null check (since is date(since, '+0 days')),
    reason text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger unpaid_mark_keeps_rows before delete on unpaid_mark begin select raise(abort, 'append-only'); end;
create trigger unpaid_mark_keeps_values before update on unpaid_mark begin select raise(abort, 'append-only'); end;

-- 代发回盘: what a bank said of a line of a batch. Batches themselves are in the log.
create table bank_answer (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    batch_no integer not null, -- 代发批次
    line_no integer not null,
    kind text not null, -- paid, failed, returned
    answer_date text not null check (answer_date is date(answer_date, '+0 days')),
    amount_fen integer not null,
    account text not null, -- what the bank says; empty where its file does not
    reason text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger bank_answer_keeps_rows before delete on bank_answer begin select raise(abort, 'append-only'); end;
create trigger bank_answer_keeps_values before update on bank_answer begin select raise(abort, 'append-only'); end;

-- 银行对账单
create table bank_entry (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    book text not null,
    account text not null, -- 科目编码 of the bank account
    entry_date text not null check (entry_date is date(entry_date, '+0 days')),
    summary text not null,
    amount_fen integer not null, -- above zero came in, below went out
    balance_fen integer, -- after it; null where the statement has none
    serial_no text not null,
    counterparty text not null,
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger bank_entry_keeps_rows before delete on bank_entry begin select raise(abort, 'append-only'); end;
create trigger bank_entry_keeps_values before update on bank_entry begin select raise(abort, 'append-only'); end;
