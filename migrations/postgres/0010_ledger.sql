-- 记账凭证: a whole business event. Its lines are in posting; whether it is reviewed, signed and posted, in voucher_mark and posted_voucher.
create table voucher (
    cooperative_id uuid not null,
    entry_no bigint not null,
    sheet_no bigint not null,
    row_no bigint not null,
    fingerprint bytea not null,
    book text collate "C" not null,
    voucher_date date not null,
    period bigint not null, -- 会计期间: year * 100 + number; 00 what the year begins with, 13 the year-end distribution period
    kind text collate "C" not null,
    word text collate "C" not null, -- 凭证字
    wanted_number bigint, -- the number that a sheet gave it: posting gives it that one or refuses
    source text collate "C" not null, -- 原始凭证号: booked once
    rule text collate "C" not null, -- the posting rule that made it, with its version; empty: a person did
    linked_entry_no bigint, -- the voucher that it reverses or corrects
    attachment_count bigint not null, -- 附件张数
    attachments text collate "C" not null, -- hashes of the files that are kept, a blank between
    primary key (cooperative_id, entry_no)
);
create trigger voucher_append_only before update or delete or truncate on voucher for each statement execute function refuse_change();

-- What waits in a period is looked for again and again.
create index voucher_by_period on voucher (cooperative_id, book, period);

-- 分录
create table posting (
    cooperative_id uuid not null,
    entry_no bigint not null, -- of the voucher
    line_no bigint not null,
    account text collate "C" not null,
    debit_fen bigint not null, -- one of the two is zero; below zero: red
    credit_fen bigint not null,
    dimensions text collate "C" not null, -- 辅助核算: 成员:M001|合同:TD-2003-01
    summary text collate "C" not null,
    primary key (cooperative_id, entry_no, line_no),
    check ((debit_fen = 0) <> (credit_fen = 0))
);
create trigger posting_append_only before update or delete or truncate on posting for each statement execute function refuse_change();

-- 复核、出纳签字: by whom and when, the event says.
create table voucher_mark (
    cooperative_id uuid not null,
    entry_no bigint not null,
    mark text collate "C" not null,
    event_no bigint not null,
    primary key (cooperative_id, entry_no, mark)
);
create trigger voucher_mark_append_only before update or delete or truncate on voucher_mark for each statement execute function refuse_change();

-- 记账: numbers without a gap by book, period and word.
create table posted_voucher (
    cooperative_id uuid not null,
    book text collate "C" not null,
    period bigint not null,
    word text collate "C" not null,
    number bigint not null,
    entry_no bigint not null,
    event_no bigint not null,
    primary key (cooperative_id, book, period, word, number),
    unique (cooperative_id, entry_no)
);
create trigger posted_voucher_append_only before update or delete or truncate on posted_voucher for each statement execute function refuse_change();

-- 科目汇总: what one act of posting came to, so that balances need not read every line.
create table account_summary (
    cooperative_id uuid not null,
    book text collate "C" not null,
    period bigint not null,
    event_no bigint not null,
    account text collate "C" not null,
    dimensions text collate "C" not null,
    debit_fen bigint not null,
    credit_fen bigint not null,
    primary key (cooperative_id, book, period, event_no, account, dimensions)
);
create trigger account_summary_append_only before update or delete or truncate on account_summary for each statement execute function refuse_change();

-- 结账: the turnover of a closed period, and with the distribution period what the next year begins with.
create table closed_turnover (
    cooperative_id uuid not null,
    book text collate "C" not null,
    period bigint not null,
    account text collate "C" not null,
    dimensions text collate "C" not null,
    debit_fen bigint not null,
    credit_fen bigint not null,
    primary key (cooperative_id, book, period, account, dimensions)
);
create trigger closed_turnover_append_only before update or delete or truncate on closed_turnover for each statement execute function refuse_change();
