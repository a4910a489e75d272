-- 导入批次: what came in, from which files, and what was undone. A batch owns the register entries first_entry_no … last_entry_no.
create table import_batch (
    cooperative_id blob not null references cooperative (cooperative_id),
    batch_no integer not null,
    occurred_at text not null,
    actor text not null,
    undoes_batch_no integer, -- the batch that this one takes back; null for an import
    first_entry_no integer not null,
    last_entry_no integer not null, -- first_entry_no - 1 where the batch entered nothing
    digest blob not null, -- SHA-256 over the fingerprints of its entries, in order: a missing entry shows
    primary key (cooperative_id, batch_no)
) strict, without rowid;

-- 登记冲销: an entry counts until it stands here. No foreign key to the entries: they are spread over the tables of their nouns.
create table entry_reversal (
    cooperative_id blob not null,
    entry_no integer not null,
    batch_no integer not null, -- the batch that superseded or undid it
    primary key (cooperative_id, entry_no)
) strict, without rowid;

create table import_file (
    cooperative_id blob not null,
    batch_no integer not null,
    file_no integer not null,
    name text not null,
    size integer not null,
    content_hash blob not null, -- SHA-256; the bytes are in import_file_part
    primary key (cooperative_id, batch_no, file_no)
) strict, without rowid;

-- The original files, each stored once however often it comes. In parts, since databases do not like one large value.
create table import_file_part (
    cooperative_id blob not null,
    content_hash blob not null,
    part_no integer not null,
    content blob not null,
    primary key (cooperative_id, content_hash, part_no)
) strict;

create table import_sheet (
    cooperative_id blob not null,
    batch_no integer not null,
    sheet_no integer not null, -- the entries' sheet_no
    file_no integer not null,
    sheet text not null,
    kind text not null,
    row_count integer not null,
    new_count integer not null,
    changed_count integer not null,
    unchanged_count integer not null,
    primary key (cooperative_id, batch_no, sheet_no)
) strict, without rowid;

-- Warnings do not stop a batch, but stay with it.
create table import_warning (
    cooperative_id blob not null,
    batch_no integer not null,
    warning_no integer not null,
    code text not null,
    file text not null,
    sheet text not null,
    cell text not null, -- A1 form; empty where the sheet as a whole is meant
    given text not null,
    expected text not null,
    message_zh text not null,
    message_en text not null,
    primary key (cooperative_id, batch_no, warning_no)
) strict, without rowid;

-- 表头选择: which column a heading means, chosen once by a person. The latest choice counts.
create table heading_choice (
    cooperative_id blob not null references cooperative (cooperative_id),
    choice_no integer not null,
    heading text not null,
    column_name text not null, -- a canonical heading, or 忽略
    actor text not null,
    occurred_at text not null,
    primary key (cooperative_id, choice_no)
) strict, without rowid;
create trigger import_batch_keeps_rows before delete on import_batch begin select raise(abort, 'append-only'); end;
create trigger import_batch_keeps_values before update on import_batch begin select raise(abort, 'append-only'); end;
create trigger entry_reversal_keeps_rows before delete on entry_reversal begin select raise(abort, 'append-only'); end;
create trigger entry_reversal_keeps_values before update on entry_reversal begin select raise(abort, 'append-only'); end;
create trigger import_file_keeps_rows before delete on import_file begin select raise(abort, 'append-only'); end;
create trigger import_file_keeps_values before update on import_file begin select raise(abort, 'append-only'); end;
create trigger import_file_part_keeps_rows before delete on import_file_part begin select raise(abort, 'append-only'); end;
create trigger import_file_part_keeps_values before update on import_file_part begin select raise(abort, 'append-only'); end;
create trigger import_sheet_keeps_rows before delete on import_sheet begin select raise(abort, 'append-only'); end;
create trigger import_sheet_keeps_values before update on import_sheet begin select raise(abort, 'append-only'); end;
create trigger import_warning_keeps_rows before delete on import_warning begin select raise(abort, 'append-only'); end;
create trigger import_warning_keeps_values before update on import_warning begin select raise(abort, 'append-only'); end;
create trigger heading_choice_keeps_rows before delete on heading_choice begin select raise(abort, 'append-only'); end;
create trigger heading_choice_keeps_values before update on heading_choice begin select raise(abort, 'append-only'); end;
