-- 导入批次: what came in, from which files, and what was undone. A batch owns the register entries first_entry_no … last_entry_no.
create table import_batch (
    cooperative_id uuid not null references cooperative (cooperative_id),
    batch_no bigint not null,
    occurred_at timestamptz not null,
    actor text collate "C" not null,
    undoes_batch_no bigint, -- the batch that this one takes back; null for an import
    first_entry_no bigint not null,
    last_entry_no bigint not null, -- first_entry_no - 1 where the batch entered nothing
    digest bytea not null, -- SHA-256 over the fingerprints of its entries, in order: a missing entry shows
    primary key (cooperative_id, batch_no)
);

-- 登记冲销: an entry counts until it stands here. No foreign key to the entries: they are spread over the tables of their nouns.
create table entry_reversal (
    cooperative_id uuid not null,
    entry_no bigint not null,
    batch_no bigint not null, -- the batch that superseded or undid it
    primary key (cooperative_id, entry_no)
);

create table import_file (
    cooperative_id uuid not null,
    batch_no bigint not null,
    file_no bigint not null,
    name text collate "C" not null,
    size bigint not null,
    content_hash bytea not null, -- SHA-256; the bytes are in import_file_part
    primary key (cooperative_id, batch_no, file_no)
);

-- The original files, each stored once however often it comes. In parts, since databases do not like one large value.
create table import_file_part (
    cooperative_id uuid not null,
    content_hash bytea not null,
    part_no bigint not null,
    content bytea not null,
    primary key (cooperative_id, content_hash, part_no)
);

create table import_sheet (
    cooperative_id uuid not null,
    batch_no bigint not null,
    sheet_no bigint not null, -- the entries' sheet_no
    file_no bigint not null,
    sheet text collate "C" not null,
    kind text collate "C" not null,
    row_count bigint not null,
    new_count bigint not null,
    changed_count bigint not null,
    unchanged_count bigint not null,
    primary key (cooperative_id, batch_no, sheet_no)
);

-- Warnings do not stop a batch, but stay with it.
create table import_warning (
    cooperative_id uuid not null,
    batch_no bigint not null,
    warning_no bigint not null,
    code text collate "C" not null,
    file text collate "C" not null,
    sheet text collate "C" not null,
    cell text collate "C" not null, -- A1 form; empty where the sheet as a whole is meant
    given text collate "C" not null,
    expected text collate "C" not null,
    message_zh text collate "C" not null,
    message_en text collate "C" not null,
    primary key (cooperative_id, batch_no, warning_no)
);

-- 表头选择: which column a heading means, chosen once by a person. The latest choice counts.
create table heading_choice (
    cooperative_id uuid not null references cooperative (cooperative_id),
    choice_no bigint not null,
    heading text collate "C" not null,
    column_name text collate "C" not null, -- a canonical heading, or 忽略
    actor text collate "C" not null,
    occurred_at timestamptz not null,
    primary key (cooperative_id, choice_no)
);
create trigger import_batch_append_only before update or delete or truncate on import_batch for each statement execute function refuse_change();
create trigger entry_reversal_append_only before update or delete or truncate on entry_reversal for each statement execute function refuse_change();
create trigger import_file_append_only before update or delete or truncate on import_file for each statement execute function refuse_change();
create trigger import_file_part_append_only before update or delete or truncate on import_file_part for each statement execute function refuse_change();
create trigger import_sheet_append_only before update or delete or truncate on import_sheet for each statement execute function refuse_change();
create trigger import_warning_append_only before update or delete or truncate on import_warning for each statement execute function refuse_change();
create trigger heading_choice_append_only before update or delete or truncate on heading_choice for each statement execute function refuse_change();
