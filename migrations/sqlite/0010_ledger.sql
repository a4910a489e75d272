-- 记账凭证: a whole business event. Its lines are in posting; whether it is reviewed, signed and posted, in voucher_mark and posted_voucher.
create table voucher (
    cooperative_id blob not null,
    entry_no integer not null,
    sheet_no integer not null,
    row_no integer not null,
    fingerprint blob not null,
    book text not null,
    voucher_date text not null check (voucher_date is date(voucher_date, '+0 days')),
    period integer not null, -- 会计期间: year * 100 + number; 00 what the year begins with, 13 the year-end distribution period
    kind text not null,
    word text not null, -- 凭证字
    wanted_number integer, -- the number that a sheet gave it: posting gives it that one or refuses
    source text not null, -- 原始凭证号: booked once
    rule text not null, -- the posting rule that made it, with its version; empty: a person did
    linked_entry_no integer, -- the voucher that it reverses or corrects
    attachment_count integer not null, -- 附件张数
    attachments text not null, -- hashes of the files that are kept, a blank between
    primary key (cooperative_id, entry_no)
) strict, without rowid;
create trigger voucher_keeps_rows before delete on voucher begin select raise(abort, 'append-only'); end;
create trigger voucher_keeps_values before update on voucher begin select raise(abort, 'append-only'); end;

-- What waits in a period is looked for again and again.
create index voucher_by_period on voucher (cooperative_id, book, period);

-- 分录
create table posting (
    cooperative_id blob not null,
    entry_no integer not null, -- of the voucher
    line_no integer not null,
    account text not null,
    debit_fen integer not null, -- one of the two is zero; below zero: red
    credit_fen integer not null,
    dimensions text not null, -- 辅助核算: 成员:M001|合同:TD-2003-01
    summary text not null,
    primary key (cooperative_id, entry_no, line_no),
    check ((debit_fen = 0) <> (credit_fen = 0))
) strict, without rowid;
create trigger posting_keeps_rows before delete on posting begin select raise(abort, 'append-only'); end;
create trigger posting_keeps_values before update on posting begin select raise(abort, 'append-only'); end;

-- 复核、出纳签字: by whom and when, the event says.
create table voucher_mark (
    cooperative_id blob not null,
    entry_no integer not null,
    mark text not null,
    event_no integer not null,
    primary key (cooperative_id, entry_no, mark)
) strict, without rowid;
create trigger voucher_mark_keeps_rows before delete on voucher_mark begin select raise(abort, 'append-only'); end;
create trigger voucher_mark_keeps_values before update on voucher_mark begin select raise(abort, 'append-only'); end;

-- 记账: numbers without a gap by book, period and word.
create table posted_voucher (
    cooperative_id blob not null,
    book text not null,
    period integer not null,
    word text not null,
    number integer not null,
    entry_no integer not null,
    event_no integer not null,
    primary key (cooperative_id, book, period, word, number),
    unique (cooperative_id, entry_no)
) strict, without rowid;
create trigger posted_voucher_keeps_rows before delete on posted_voucher begin select raise(abort, 'append-only'); end;
create trigger posted_voucher_keeps_values before update on posted_voucher begin select raise(abort, 'append-only'); end;

-- 科目汇总: what one act of posting came to, so that balances need not read every line.
create table account_summary (
    cooperative_id blob not null,
    book text not null,
    period integer not null,
    event_no integer not null,
    account text not null,
    dimensions text not null,
    debit_fen integer not null,
    credit_fen integer not null,
    primary key (cooperative_id, book, period, event_no, account, dimensions)
) strict, without rowid;
create trigger account_summary_keeps_rows before delete on account_summary begin select raise(abort, 'append-only'); end;
create trigger account_summary_keeps_values before update on account_summary begin select raise(abort, 'append-only'); end;

-- 结账: the turnover of a closed period, and with the distribution period what the next year begins with.
create table closed_turnover (
    cooperative_id blob not null,
    book text not null,
    period integer not null,
    account text not null,
    dimensions text not null,
    debit_fen integer not null,
    credit_fen integer not null,
    primary key (cooperative_id, book, period, account, dimensions)
) strict, without rowid;
create trigger closed_turnover_keeps_rows before delete on closed_turnover begin select raise(abort, 'append-only'); end;
create trigger closed_turnover_keeps_values before update on closed_turnover begin select raise(abort, 'append-only'); end;
