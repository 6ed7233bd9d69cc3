CREATE TABLE account (
    person_id integer primary key references person (id),
    name text not null unique,          -- typed to sign in, folded
    password text,                      -- scrypt; null: none given yet
    must_change integer not null check (must_change in (0, 1))
) strict;

CREATE TABLE admission (
    id integer primary key,
    training_class_id integer not null references training_class (id),
    person_id integer not null references person (id),
    state text not null check (state in
        ('asked', 'queued', 'enrolled', 'refused', 'withdrawn')),
    asked_at integer not null,
    decided_at integer,
    decided_by integer references person (id),
    unit_id integer references unit (id)        -- that sent them; null: they asked
) strict;

CREATE INDEX admission_class on admission (training_class_id, state, asked_at);

CREATE INDEX admission_decider on admission (decided_by) where decided_by is not null;

CREATE UNIQUE INDEX admission_open on admission (training_class_id, person_id)
    where state in ('asked', 'queued');

CREATE INDEX admission_person on admission (person_id);

CREATE INDEX admission_unit on admission (unit_id, training_class_id)
    where unit_id is not null;

CREATE TABLE asset (
    hash text primary key,              -- SHA-256, 64 hex digits
    media_type text not null check (media_type in (
        'image/png', 'image/jpeg', 'image/gif',
        'audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/wav')),
    bytes blob not null
) strict, without rowid;

CREATE TABLE assignment (
    id integer primary key,
    code text not null unique,
    training_class_id integer not null references training_class (id),
    title text not null,
    body text not null check (length(body) <= 200000),
    due_at integer not null,
    component text,                     -- that its mark is; null: of none
    created_at integer not null,
    removed_at integer
) strict;

CREATE INDEX assignment_class on assignment (training_class_id, due_at);

CREATE TABLE attendance (
    id integer primary key,
    class_session_id integer not null references class_session (id),
    enrolment_id integer not null references enrolment (id),
    way text not null check (way in ('code', 'list', 'log')),
    minutes integer check (minutes between 0 and 1440),
    person_id integer not null references person (id),  -- who recorded it
    recorded_at integer not null,
    withdrawn_at integer
) strict;

CREATE INDEX attendance_enrolment on attendance (enrolment_id);

CREATE UNIQUE INDEX attendance_now on attendance (class_session_id, enrolment_id)
    where withdrawn_at is null;

CREATE INDEX attendance_person on attendance (person_id);

CREATE INDEX attendance_session on attendance (class_session_id);

CREATE TABLE audit (
    id integer primary key,
    at integer not null,
    person_id integer references person (id),   -- null: a command on the server
    action text not null,                       -- AuditAction
    sitting_id integer references sitting (id), -- where it belongs to one
    subject_id integer references subject (id), -- where it belongs to a bank
    object text not null                        -- as people name it
) strict;

CREATE INDEX audit_person on audit (person_id);

CREATE INDEX audit_sitting on audit (sitting_id) where sitting_id is not null;

CREATE INDEX audit_subject on audit (subject_id) where subject_id is not null;

CREATE TABLE bank_asset (
    asset_hash text not null references asset (hash),
    subject_id integer not null references subject (id),
    primary key (asset_hash, subject_id)
) strict, without rowid;

CREATE INDEX bank_asset_subject on bank_asset (subject_id);

CREATE TABLE bank_grant (
    id integer primary key,
    subject_id integer not null references subject (id),
    person_id integer references person (id),
    unit_id integer references unit (id),
    allowed text not null check (allowed in ('read', 'write', 'review', 'manage')),
    granter_id integer references person (id),  -- null: a command on the server
    granted_at integer not null,
    check (person_id is null or unit_id is null)
) strict;

CREATE INDEX bank_grant_granter on bank_grant (granter_id);

CREATE UNIQUE INDEX bank_grant_once
    on bank_grant (subject_id, coalesce(person_id, 0), coalesce(unit_id, 0), allowed);

CREATE INDEX bank_grant_person on bank_grant (person_id);

CREATE INDEX bank_grant_unit on bank_grant (unit_id);

CREATE TABLE bulk_change (
    id integer primary key,
    code text not null unique,
    subject_id integer not null references subject (id),
    person_id integer not null references person (id),
    kind text not null
        check (kind in ('move', 'addTag', 'removeTag', 'level', 'publish', 'retire')),
    words text not null,                -- the topic, tag or level
    at integer not null,
    undone_at integer
) strict;

CREATE INDEX bulk_change_person on bulk_change (person_id);

CREATE INDEX bulk_change_subject on bulk_change (subject_id, id);

CREATE TABLE bulk_change_question (
    bulk_change_id integer not null references bulk_change (id),
    question_id integer not null references question (id),
    version_before integer not null,
    version_after integer not null,
    status_before text not null
        check (status_before in ('draft', 'review', 'published', 'retired')),
    published_before integer,           -- the version that tests drew
    primary key (bulk_change_id, question_id)
) strict, without rowid;

CREATE INDEX bulk_change_question_question on bulk_change_question (question_id);

CREATE TABLE candidate (
    id integer primary key,
    guid text not null unique,
    sitting_id integer not null references sitting (id),
    person_id integer not null references person (id),
    number text not null,               -- số báo danh
    form_code text,                     -- mã đề, where forms are shared
    ticket_hash blob unique,            -- SHA-256 of the ticket code
    unique (sitting_id, person_id),
    unique (sitting_id, number)
) strict;

CREATE INDEX candidate_person on candidate (person_id);

CREATE TRIGGER certificate_is_frozen before update of
    guid, code, enrolment_id, unit_id, year, number, issued_on, content, recorded_at
    on certificate
begin select raise(abort, 'a certificate never changes'); end;

CREATE TRIGGER certificate_stays before delete on certificate
begin select raise(abort, 'certificates never go'); end;

CREATE TABLE certificate (
    id integer primary key,
    guid text not null unique,
    code text not null unique,          -- what its check page is asked by
    enrolment_id integer not null references enrolment (id),
    unit_id integer not null references unit (id),
    year integer not null check (year between 1990 and 2140),
    number integer not null check (number > 0),
    issued_on text not null,
    content text not null,              -- CertificateContent as JSON
    person_id integer not null references person (id),  -- who gave it
    recorded_at integer not null,
    revoked_on text,
    revoked_at integer,
    revoked_by integer references person (id),
    reason text,
    keeps_result integer check (keeps_result in (0, 1)), -- only the paper was wrong
    unique (unit_id, year, number),
    check ((revoked_at is null) = (revoked_on is null)
        and (revoked_at is null) = (revoked_by is null)
        and (revoked_at is null) = (reason is null)
        and (revoked_at is null) = (keeps_result is null))
) strict;

CREATE INDEX certificate_enrolment on certificate (enrolment_id);

CREATE UNIQUE INDEX certificate_now on certificate (enrolment_id)
    where revoked_at is null;

CREATE INDEX certificate_person on certificate (person_id);

CREATE INDEX certificate_revoker on certificate (revoked_by) where revoked_by is not null;

CREATE TABLE class_note (
    id integer primary key,
    code text not null unique,
    training_class_id integer not null references training_class (id),
    kind text not null check (kind in ('announcement', 'question', 'answer')),
    answers integer references class_note (id),
    person_id integer not null references person (id),
    body text not null check (length(body) between 1 and 10000),
    at integer not null,
    removed_at integer,
    check ((kind = 'answer') = (answers is not null))
) strict;

CREATE INDEX class_note_answers on class_note (answers) where answers is not null;

CREATE INDEX class_note_class on class_note (training_class_id, id);

CREATE INDEX class_note_person on class_note (person_id);

CREATE TABLE class_quiz (
    id integer primary key,
    training_class_id integer not null references training_class (id),
    sitting_id integer not null unique references sitting (id),
    component text not null,
    created_at integer not null
) strict;

CREATE INDEX class_quiz_class on class_quiz (training_class_id);

CREATE TABLE class_quiz_mark (
    class_quiz_id integer not null references class_quiz (id),
    enrolment_id integer not null references enrolment (id),
    mark text not null,
    primary key (class_quiz_id, enrolment_id)
) strict, without rowid;

CREATE INDEX class_quiz_mark_enrolment on class_quiz_mark (enrolment_id);

CREATE TABLE class_quota (
    training_class_id integer not null references training_class (id),
    unit_id integer not null references unit (id),
    places integer not null check (places between 1 and 100000),
    primary key (training_class_id, unit_id)
) strict, without rowid;

CREATE INDEX class_quota_unit on class_quota (unit_id);

CREATE TABLE class_record (
    training_class_id integer primary key references training_class (id),
    versions integer not null,
    records blob not null
) strict;

CREATE TABLE class_session (
    id integer primary key,
    code text not null unique,
    training_class_id integer not null references training_class (id),
    title text not null,
    starts_at integer not null,
    minutes integer not null check (minutes between 1 and 1440),
    link text not null,
    place text not null,
    attendance_code text,               -- what those who are there type
    code_until integer,
    created_at integer not null,
    removed_at integer,
    check ((attendance_code is null) = (code_until is null))
) strict;

CREATE INDEX class_session_class on class_session (training_class_id, starts_at);

CREATE TABLE class_stale (
    training_class_id integer primary key references training_class (id),
    generation integer not null         -- grows with every change
) strict;

CREATE TABLE class_survey (
    training_class_id integer primary key references training_class (id),
    questions text not null,            -- one a line
    opened_at integer not null,
    closed_at integer
) strict;

CREATE TABLE class_survey_answer (
    id integer primary key,             -- random: not the order in which they came
    training_class_id integer not null references class_survey (training_class_id),
    ratings text not null,              -- '1' to '5' or '-' of each question
    comment text not null check (length(comment) <= 4000)
) strict;

CREATE INDEX class_survey_answer_class on class_survey_answer (training_class_id);

CREATE TABLE class_survey_voter (
    training_class_id integer not null references class_survey (training_class_id),
    enrolment_id integer not null references enrolment (id),
    primary key (training_class_id, enrolment_id)
) strict, without rowid;

CREATE INDEX class_survey_voter_enrolment on class_survey_voter (enrolment_id);

CREATE TABLE enrolment (
    id integer primary key,
    guid text not null unique,
    training_class_id integer not null references training_class (id),
    person_id integer not null references person (id),
    created_at integer not null,
    -- The enrolment that stands for this one while their people's records are joined.
    same_as integer references enrolment (id) check (same_as <> id),
    unique (training_class_id, person_id)
) strict;

CREATE INDEX enrolment_person on enrolment (person_id);

CREATE INDEX enrolment_same on enrolment (same_as) where same_as is not null;

CREATE TABLE formula (
    tex text not null,
    display integer not null check (display in (0, 1)),
    mathml text,                        -- null: pandoc could not read it
    primary key (tex, display)
) strict, without rowid;

CREATE TABLE hand_in (
    id integer primary key,
    code text not null unique,
    assignment_id integer not null references assignment (id),
    enrolment_id integer not null references enrolment (id),
    file_id integer not null references stored_file (id),
    name text not null,
    at integer not null,
    mark text,
    remark text,
    marked_by integer references person (id),
    check ((mark is null) = (marked_by is null))
) strict;

CREATE INDEX hand_in_assignment on hand_in (assignment_id, enrolment_id);

CREATE INDEX hand_in_enrolment on hand_in (enrolment_id);

CREATE INDEX hand_in_file on hand_in (file_id);

CREATE INDEX hand_in_marker on hand_in (marked_by) where marked_by is not null;

CREATE TABLE intake (
    id integer primary key,
    code text not null unique,
    kind text not null check (kind in ('units', 'people')),
    file_name text not null,
    file_hash text not null,            -- SHA-256, 64 hex digits
    counts text not null,               -- IntakeCounts as JSON
    person_id integer references person (id),   -- null: a command on the server
    at integer not null,
    undone_at integer,
    undone_by integer references person (id)
) strict;

CREATE INDEX intake_kind on intake (kind, id);

CREATE INDEX intake_person on intake (person_id);

CREATE INDEX intake_undone_by on intake (undone_by);

CREATE TABLE intake_effect (
    intake_id integer not null references intake (id),
    number integer not null,            -- 1, 2 …
    kind text not null,                 -- IntakeEffect.Kind
    object_id integer not null,         -- the row that was added or changed
    before text,                        -- what stood there, as JSON
    after text,                         -- what was written over it, as JSON
    primary key (intake_id, number)
) strict, without rowid;

CREATE TABLE key_amendment (
    sitting_id integer not null references sitting (id),
    number integer not null check (number > 0),         -- 1, 2 … in its sitting
    question_version_id integer not null references question_version (id),
    kind text not null
        check (kind in ('newKey', 'acceptAlso', 'drop', 'fullMarks', 'withdraw')),
    content text,                       -- what is right, or the number withdrawn: JSON
    reason text not null check (reason <> ''),
    person_id integer not null references person (id),
    at integer not null,
    primary key (sitting_id, number),
    check ((content is null) = (kind in ('drop', 'fullMarks')))
) strict, without rowid;

CREATE INDEX key_amendment_person on key_amendment (person_id);

CREATE INDEX key_amendment_version on key_amendment (question_version_id);

CREATE TABLE lesson (
    id integer primary key,
    code text not null unique,
    training_class_id integer not null references training_class (id),
    place integer not null,             -- its order in the class
    title text not null,
    body text not null check (length(body) <= 200000),
    link text not null,
    rule text not null check (rule in ('opened', 'marked', 'time', 'mark')),
    minutes integer check (minutes between 1 and 600),
    component text,
    least text,                         -- exact mark
    created_at integer not null,
    removed_at integer,
    check ((rule = 'time') = (minutes is not null)),
    check ((rule = 'mark') = (component is not null and least is not null))
) strict;

CREATE INDEX lesson_class on lesson (training_class_id, place);

CREATE TABLE lesson_file (
    id integer primary key,
    code text not null unique,
    lesson_id integer not null references lesson (id),
    file_id integer not null references stored_file (id),
    name text not null,
    person_id integer not null references person (id),  -- who put it there
    created_at integer not null,
    removed_at integer
) strict;

CREATE INDEX lesson_file_file on lesson_file (file_id);

CREATE INDEX lesson_file_lesson on lesson_file (lesson_id);

CREATE INDEX lesson_file_person on lesson_file (person_id);

CREATE TABLE lesson_work (
    enrolment_id integer not null references enrolment (id),
    lesson_id integer not null references lesson (id),
    opened_at integer not null,
    done_at integer check (done_at >= opened_at),
    primary key (enrolment_id, lesson_id)
) strict, without rowid;

CREATE INDEX lesson_work_lesson on lesson_work (lesson_id);

CREATE TABLE meeting (
    id integer primary key,
    unit_id integer not null references unit (id),      -- who held it
    held_on text not null check (held_on between '1990-01-01' and '2140-12-31'),
    title text not null,
    sessions integer not null check (sessions between 1 and 10000),  -- điểm cầu, buổi
    person_id integer references person (id),           -- who recorded it
    recorded_at integer not null,
    withdrawn_at integer
) strict;

CREATE INDEX meeting_day on meeting (held_on);

CREATE INDEX meeting_person on meeting (person_id) where person_id is not null;

CREATE INDEX meeting_unit on meeting (unit_id);

CREATE TABLE membership (
    id integer primary key,
    unit_id integer not null references unit (id),
    person_id integer not null references person (id),
    from_date text not null,
    until_date text check (until_date > from_date),
    recorded_at integer not null,
    withdrawn_at integer check (withdrawn_at >= recorded_at)
) strict;

CREATE INDEX membership_person on membership (person_id, from_date);

CREATE INDEX membership_unit on membership (unit_id, from_date);

CREATE TABLE migration (
    number integer primary key,
    name text not null,
    hash text not null, -- SHA-256 of the migration's text
    at integer not null -- when it was applied, UTC milliseconds
) strict;

CREATE TABLE one_time_link (
    token_hash blob primary key,
    purpose text not null check (purpose in ('first administrator')),
    expires_at integer not null
) strict, without rowid;

CREATE TABLE person (
    id integer primary key,
    guid text not null unique,
    code text not null unique,
    identifier text unique,             -- the sector database's, as text
    full_name text not null,
    sort_key text not null,             -- given name first
    birth_date text,                    -- yyyy-mm-dd
    gender text check (gender is null or gender in ('female', 'male')),
    email text,                         -- of who heads a unit: where reminders go
    same_as integer references person (id)      -- the record that stands for this one
        check (same_as <> id),
    removed_at integer,                 -- the import that brought them was undone
    created_at integer not null
) strict;

CREATE INDEX person_name on person (sort_key, id, birth_date);

CREATE INDEX person_same on person (same_as) where same_as is not null;

CREATE TRIGGER person_merged after insert on person_merge
begin update post_change set number = number + 1; end;

CREATE TRIGGER person_parted after update on person_merge
begin update post_change set number = number + 1; end;

CREATE TABLE person_merge (
    id integer primary key,
    person_id integer not null references person (id),
    into_id integer not null references person (id) check (into_id <> person_id),
    decided_by integer references person (id),
    recorded_at integer not null,
    withdrawn_at integer check (withdrawn_at >= recorded_at)
) strict;

CREATE INDEX person_merge_by on person_merge (decided_by);

CREATE INDEX person_merge_into on person_merge (into_id);

CREATE INDEX person_merge_person on person_merge (person_id);

CREATE TABLE person_role (
    person_id integer not null references person (id),
    role text not null
        check (role in ('administrator', 'department', 'teacher', 'student')),
    primary key (person_id, role)
) strict, without rowid;

CREATE INDEX person_role_role on person_role (role);

CREATE VIRTUAL TABLE person_text
    using fts5 (words, detail = 'column', tokenize = 'unicode61 remove_diacritics 0');

CREATE TABLE 'person_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'person_text_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'person_text_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'person_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'person_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TRIGGER post_added after insert on post
begin update post_change set number = number + 1; end;

CREATE TRIGGER post_withdrawn after update on post
begin update post_change set number = number + 1; end;

CREATE TABLE post (
    id integer primary key,
    person_id integer not null references person (id),
    unit_id integer not null references unit (id),
    title text not null check (title in ('head', 'deputy', 'teacher', 'staff', 'official')),
    words text,                         -- the title as it is written there
    subject text,                       -- what is taught, as people write it
    is_main integer not null check (is_main in (0, 1)),
    from_date text not null,
    until_date text check (until_date > from_date),
    recorded_at integer not null,
    withdrawn_at integer check (withdrawn_at >= recorded_at)
) strict;

CREATE INDEX post_person on post (person_id, from_date);

CREATE INDEX post_unit on post (unit_id, from_date);

CREATE TABLE post_change (
    id integer primary key check (id = 1),
    number integer not null
) strict;

CREATE TABLE programme (
    id integer primary key,
    guid text not null unique,
    code text not null unique,          -- in addresses
    identifier text not null unique,    -- mã chương trình
    created_at integer not null
) strict;

CREATE TABLE programme_state (
    id integer primary key,
    programme_id integer not null references programme (id),
    name text not null,
    sort_key text not null,
    kind text not null check (kind in ('regular01', 'regular02', 'regular03', 'title',
        'basicIT', 'advancedIT', 'workshop', 'own')),
    kind_name text,                     -- what an own kind is called
    periods integer not null check (periods between 0 and 2000),
    earlier_periods text not null,      -- of classes that began earlier, as JSON
    validity_years integer check (validity_years between 1 and 50),
    rule text not null,                 -- CompletionRule as JSON
    requirement text,                   -- Requirement as JSON; null: of nobody
    retired_on text,                    -- no class begins from this day on
    recorded_at integer not null,
    withdrawn_at integer,
    check ((kind = 'own') = (kind_name is not null))
) strict;

CREATE UNIQUE INDEX programme_now on programme_state (programme_id)
    where withdrawn_at is null;

CREATE INDEX programme_state_programme on programme_state (programme_id);

CREATE TABLE question (
    id integer primary key,
    guid text not null unique,
    code text not null unique,
    subject_id integer not null references subject (id),
    topic_id integer not null references topic (id),
    identifier text,                    -- the file's own id
    name text,
    current_version integer,            -- the newest question_version.number
    published_version integer,          -- the one that tests draw; null: none
    type text not null,
    level text check (level is null or level in ('NB', 'TH', 'VD', 'VDC')),
    status text not null
        check (status in ('draft', 'review', 'published', 'retired')),
    author_id integer references person (id),
    -- What papers tell of it, over all its versions (question_use); null: nothing yet.
    uses integer not null default 0,    -- sittings whose forms hold it
    facility integer,                   -- mean share of the marks, in thousandths
    created_at integer not null,
    unique (subject_id, identifier)
) strict;

CREATE INDEX question_author on question (subject_id, author_id);

CREATE INDEX question_facility on question (subject_id, facility, id)
    where facility is not null;

CREATE INDEX question_list
    on question (subject_id, id, topic_id, type, level, status, author_id);

CREATE INDEX question_person on question (author_id);

CREATE INDEX question_place on question (subject_id, topic_id, level, status);

CREATE INDEX question_review on question (subject_id) where status = 'review';

CREATE INDEX question_topic on question (topic_id);

CREATE INDEX question_uses on question (subject_id, uses, id) where uses > 0;

CREATE TABLE question_likeness (
    subject_id integer not null,    -- the question's own
    hash integer not null,
    question_id integer not null references question (id),
    primary key (subject_id, hash, question_id)
) strict, without rowid;

CREATE VIRTUAL TABLE question_text
    using fts5 (words, detail = 'column', tokenize = 'unicode61 remove_diacritics 0');

CREATE TABLE 'question_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'question_text_content'(id INTEGER PRIMARY KEY, c0);

CREATE TABLE 'question_text_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'question_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'question_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE question_use (
    question_id integer not null references question (id),
    sitting_id integer not null references sitting (id),
    forms integer not null check (forms > 0),           -- candidates' forms with it
    papers integer not null check (papers >= 0),        -- of those, handed in and marked
    earned integer not null,            -- on them together, in thousandths of its marks
    primary key (question_id, sitting_id)
) strict, without rowid;

CREATE INDEX question_use_sitting on question_use (sitting_id);

CREATE TRIGGER question_version_stays
    before update of question_id, number, type, content, item, passage, typed,
        author_id, created_at
    on question_version
    begin select raise(abort, 'a version of a question never changes'); end;

CREATE TABLE question_version (
    id integer primary key,
    question_id integer not null references question (id),
    number integer not null check (number >= 1),
    status text not null
        check (status in ('draft', 'review', 'published', 'retired')),
    topic_id integer not null references topic (id),
    name text,
    type text not null,
    level text check (level is null or level in ('NB', 'TH', 'VD', 'VDC')),
    tags text not null,                 -- names as JSON
    content text not null,              -- QuestionContent as JSON
    content_hash blob not null,         -- SHA-256 of what an import compares
    item text,                          -- ItemMaterial as JSON; null: its type has none
    passage blob,                       -- SHA-256 of what other questions may share
    typed text,                         -- what was typed of an unfinished one, as JSON
    note text not null,                 -- what its author says of the change
    author_id integer references person (id),
    created_at integer not null,
    unique (question_id, number),
    check (typed is null or status in ('draft', 'retired'))
) strict;

CREATE INDEX question_version_author on question_version (author_id);

CREATE INDEX question_version_hash on question_version (content_hash);

CREATE INDEX question_version_passage on question_version (question_id, number, passage)
    where passage is not null;

CREATE INDEX question_version_topic on question_version (topic_id);

CREATE TABLE recorded_again (
    fact text not null check (fact in ('membership', 'post', 'unit_succession',
        'unit_state')),
    row_id integer not null,            -- of that table
    again_id integer not null,          -- the row that stands for it
    primary key (fact, row_id)
) strict, without rowid;

CREATE TABLE regrading (
    sitting_id integer primary key references sitting (id),
    amendments integer not null         -- key_amendment.number to mark by
) strict;

CREATE TRIGGER report_is_frozen before update on report
begin select raise(abort, 'a published report never changes'); end;

CREATE TABLE report (
    id integer primary key,
    code text not null unique,
    query text not null,                -- ReportQuery as JSON, with the moment known
    rules integer not null,             -- ProvinceReport.rules
    row_hash text not null,             -- SHA-256 of the rows behind it, 64 hex digits
    content text not null,              -- ProvinceReport as JSON
    person_id integer not null references person (id),
    at integer not null
) strict;

CREATE INDEX report_person on report (person_id);

CREATE TABLE result_columns (
    headings text primary key,          -- folded, one a line
    columns text not null,              -- ResultColumns as JSON
    person_id integer references person (id),
    at integer not null
) strict, without rowid;

CREATE INDEX result_columns_person on result_columns (person_id);

CREATE TABLE review_event (
    id integer primary key,
    question_version_id integer not null references question_version (id),
    kind text not null check (kind in
        ('asked', 'comment', 'approved', 'returned', 'published', 'retired', 'revived')),
    words text not null,
    person_id integer references person (id),
    at integer not null
) strict;

CREATE INDEX review_event_person on review_event (person_id);

CREATE INDEX review_event_version on review_event (question_version_id);

CREATE TABLE round (
    id integer primary key,
    code text not null unique,
    title text not null,
    unit_id integer not null references unit (id),      -- the units below it are asked
    from_date text not null,
    until_date text not null check (until_date >= from_date),
    due_on text not null,
    person_id integer not null references person (id),
    opened_at integer not null,
    closed_at integer
) strict;

CREATE INDEX round_open on round (due_on) where closed_at is null;

CREATE INDEX round_person on round (person_id);

CREATE INDEX round_unit on round (unit_id);

CREATE TABLE round_confirmation (
    round_id integer not null references round (id),
    unit_id integer not null references unit (id),
    person_id integer not null references person (id),
    at integer not null,
    row_hash text not null,             -- what was confirmed
    primary key (round_id, unit_id)
) strict, without rowid;

CREATE INDEX round_confirmation_person on round_confirmation (person_id);

CREATE INDEX round_confirmation_unit on round_confirmation (unit_id);

CREATE TABLE round_reminder (
    round_id integer not null references round (id),
    unit_id integer not null references unit (id),
    at integer not null,
    person_id integer not null references person (id),  -- who reminded
    primary key (round_id, unit_id, at)
) strict, without rowid;

CREATE INDEX round_reminder_person on round_reminder (person_id);

CREATE INDEX round_reminder_unit on round_reminder (unit_id);

CREATE TABLE session (
    token_hash blob primary key,        -- SHA-256 of the cookie
    person_id integer not null references person (id),
    sitting_id integer references sitting (id), -- a ticket opens this sitting only
    created_at integer not null,
    expires_at integer not null
) strict, without rowid;

CREATE INDEX session_expiry on session (expires_at);

CREATE INDEX session_person on session (person_id);

CREATE INDEX session_sitting on session (sitting_id);

CREATE TABLE sitting (
    id integer primary key,
    guid text not null unique,
    code text not null unique,
    kind text not null check (kind in ('exam', 'practice', 'trial')),
    test_id integer not null references test (id),
    unit_id integer references unit (id),
    author_id integer not null references person (id),
    title text not null,
    opens_at integer not null,
    closes_at integer not null check (closes_at > opens_at),
    duration integer check (duration > 0),              -- minutes; null: no limit
    grace integer not null check (grace >= 0),          -- seconds
    decimals integer not null check (decimals between 0 and 2),
    review text not null,               -- ReviewRule as JSON
    practice text,                      -- PracticeRules as JSON
    form_codes integer check (form_codes between 1 and 24),     -- null: a form each
    question_count integer not null check (question_count >= 0),    -- of a paper
    manifest_hash text not null,
    secret blob not null check (length(secret) = 32),   -- decides the forms
    seal text,                          -- what was published of it; null: a trial
    draw_source text,                   -- where a public number comes from that decides too
    draw_number text,                   -- its digits, once drawn
    drawn_at integer,                   -- when it was typed in
    closed integer not null check (closed in (0, 1)),   -- everything graded
    created_at integer not null,
    manifest text not null,             -- Manifest as JSON, frozen; long, so the last
    check ((kind = 'trial') = (unit_id is null)),
    check (draw_source is null or kind = 'exam'),
    check (draw_number is null or draw_source is not null),
    check ((draw_number is null) = (drawn_at is null)),
    check ((kind = 'practice') = (practice is not null)),
    check (duration is not null or kind = 'practice')
) strict;

CREATE INDEX sitting_author on sitting (author_id, opens_at);

CREATE INDEX sitting_closed on sitting (closed);

CREATE INDEX sitting_test on sitting (test_id, kind);

CREATE INDEX sitting_unit on sitting (unit_id);

CREATE TABLE sitting_question (
    question_version_id integer not null references question_version (id),
    sitting_id integer not null references sitting (id),
    primary key (question_version_id, sitting_id)
) strict, without rowid;

CREATE INDEX sitting_question_sitting on sitting_question (sitting_id);

CREATE TABLE software_use (
    id integer primary key,
    unit_id integer not null references unit (id),
    system text not null,               -- "vnEdu"
    function text not null check (function in ('office', 'email', 'staff', 'marks',
        'exams', 'timetable', 'learning', 'library', 'website', 'computerRoom',
        'other')),
    address text not null,
    from_date text not null check (from_date between '1990-01-01' and '2140-12-31'),
    until_date text check (until_date > from_date),     -- exclusive
    person_id integer references person (id),
    recorded_at integer not null,
    withdrawn_at integer
) strict;

CREATE INDEX software_use_function on software_use (function, from_date);

CREATE INDEX software_use_person on software_use (person_id) where person_id is not null;

CREATE INDEX software_use_unit on software_use (unit_id);

CREATE TABLE staged_import (
    code text primary key,
    person_id integer references person (id),
    kind text not null check (kind in ('pupils', 'bank', 'units', 'people', 'results',
        'meeting')),
    object_id integer not null,         -- 0: for no object of its own
    file_name text not null,
    content blob not null,
    choices text not null default '{}', -- of doubtful rows: line → what was chosen
    created_at integer not null
) strict, without rowid;

CREATE INDEX staged_import_person on staged_import (person_id);

CREATE TABLE stored_file (
    id integer primary key,
    hash text not null unique,          -- SHA-256, 64 hex digits
    media_type text not null,
    size integer not null check (size > 0),
    created_at integer not null
) strict;

CREATE TABLE stored_part (
    id integer primary key,
    file_id integer not null references stored_file (id),
    part integer not null check (part >= 0),
    bytes blob not null,
    unique (file_id, part)
) strict;

CREATE TABLE subject (
    id integer primary key,
    guid text not null unique,
    slug text not null unique,
    name text not null,
    grade text not null,
    owner_id integer references person (id),    -- null: a command on the server
    unit_id integer references unit (id),       -- the school or department it belongs to
    needs_review integer not null check (needs_review in (0, 1)), -- nobody publishes alone
    created_at integer not null
) strict;

CREATE INDEX subject_owner on subject (owner_id);

CREATE INDEX subject_unit on subject (unit_id);

CREATE TABLE tag (
    subject_id integer not null references subject (id),
    name text not null,
    question_id integer not null references question (id),
    primary key (subject_id, name, question_id)
) strict, without rowid;

CREATE INDEX tag_question on tag (question_id);

CREATE TABLE test (
    id integer primary key,
    guid text not null unique,
    code text not null unique,
    subject_id integer not null references subject (id),
    author_id integer not null references person (id),
    title text not null,
    blueprint text not null,            -- Blueprint as JSON
    duration integer not null check (duration > 0),     -- minutes
    scale text not null check (scale in ('toTen', 'asStated')),
    decimals integer not null check (decimals between 0 and 2), -- of marks as shown
    review text not null,               -- ReviewRule as JSON
    created_at integer not null
) strict;

CREATE INDEX test_author on test (author_id, created_at);

CREATE INDEX test_subject on test (subject_id);

CREATE TABLE topic (
    id integer primary key,
    subject_id integer not null references subject (id),
    path text not null,                 -- names from the widest, joined by ' / '
    unique (subject_id, path)
) strict;

CREATE TABLE trainer (
    training_class_id integer not null references training_class (id),
    person_id integer not null references person (id),
    primary key (training_class_id, person_id)
) strict, without rowid;

CREATE INDEX trainer_person on trainer (person_id);

CREATE TABLE training_class (
    id integer primary key,
    guid text not null unique,
    code text not null unique,
    identifier text not null unique,    -- mã lớp: sen training import --class
    created_at integer not null
) strict;

CREATE TABLE training_class_state (
    id integer primary key,
    training_class_id integer not null references training_class (id),
    programme_id integer not null references programme (id),
    unit_id integer not null references unit (id),      -- the host
    title text not null,
    from_date text not null check (from_date between '1990-01-01' and '2140-12-31'),
    until_date text not null check (until_date between from_date and '2140-12-31'),
    mode text not null check (
        mode in ('online', 'inPerson', 'selfPaced', 'elsewhere', 'elsewhereInPerson')),
    place text not null,
    link text not null,
    capacity integer check (capacity between 1 and 100000),
    admission text not null check (admission in ('list', 'quota', 'registration')),
    cancelled_on text,                  -- from this day on it does not count
    cancel_reason text,
    recorded_at integer not null,
    withdrawn_at integer,
    check ((cancelled_on is null) = (cancel_reason is null))
) strict;

CREATE INDEX training_class_list on training_class_state (from_date, training_class_id)
    where withdrawn_at is null;

CREATE UNIQUE INDEX training_class_now on training_class_state (training_class_id)
    where withdrawn_at is null;

CREATE INDEX training_class_open on training_class_state (until_date)
    where admission = 'registration' and withdrawn_at is null;

CREATE INDEX training_class_state_class on training_class_state (training_class_id);

CREATE INDEX training_class_state_from on training_class_state (from_date);

CREATE INDEX training_class_state_programme on training_class_state (programme_id);

CREATE INDEX training_class_state_unit on training_class_state (unit_id);

CREATE TRIGGER training_event_is_frozen before update on training_event
begin select raise(abort, 'training events never change'); end;

CREATE TRIGGER training_event_stays before delete on training_event
begin select raise(abort, 'training events never go'); end;

CREATE TABLE training_event (
    id integer primary key,
    enrolment_id integer not null references enrolment (id),
    kind text not null check (kind in ('enrolled', 'attended', 'result', 'completed',
        'notCompleted', 'left', 'revoked', 'corrected')),
    effective_on text not null
        check (effective_on between '1990-01-01' and '2140-12-31'),
    recorded_at integer not null,
    content text,                       -- TrainingEvent.Content as JSON; null: nothing
    corrects integer references training_event (id),
    import_id integer references training_import (id),
    person_id integer references person (id),           -- who recorded it
    check ((kind = 'corrected') = (corrects is not null))
) strict;

CREATE INDEX training_event_corrects on training_event (corrects)
    where corrects is not null;

CREATE INDEX training_event_enrolment on training_event (enrolment_id);

CREATE INDEX training_event_import on training_event (import_id)
    where import_id is not null;

CREATE INDEX training_event_person on training_event (person_id)
    where person_id is not null;

CREATE TABLE training_import (
    id integer primary key,
    code text not null unique,
    training_class_id integer not null references training_class (id),
    file_name text not null,
    file_hash text not null,            -- SHA-256 of the bytes, 64 hex digits
    report text not null,               -- what it did, as JSON
    person_id integer references person (id),           -- null: a command on the server
    at integer not null,
    undone_at integer,
    undone_by integer references person (id)
) strict;

CREATE INDEX training_import_class on training_import (training_class_id, id);

CREATE INDEX training_import_person on training_import (person_id);

CREATE INDEX training_import_undone on training_import (undone_by)
    where undone_by is not null;

CREATE TABLE unit (
    id integer primary key,
    guid text not null unique,
    code text not null unique,          -- in addresses
    identifier text unique,             -- the sector database's, as text
    kind text not null check (kind in
        ('department', 'office', 'commune', 'school', 'centre', 'class')),
    name text not null,                 -- the last that is known
    sort_key text not null,             -- Vietnamese order of the name
    created_at integer not null         -- UTC milliseconds, as every _at
) strict;

CREATE INDEX unit_kind on unit (kind, sort_key);

CREATE TABLE unit_state (
    id integer primary key,
    unit_id integer not null references unit (id),
    from_date text not null,
    until_date text check (until_date > from_date),
    name text not null,
    sort_key text not null,
    level text check (level is null or level in ('MN', 'TH', 'THCS', 'THPT', 'GDTX')),
    parent_id integer references unit (id) check (parent_id <> unit_id),
    recorded_at integer not null,
    withdrawn_at integer check (withdrawn_at >= recorded_at)
) strict;

CREATE INDEX unit_state_name on unit_state (sort_key);

CREATE INDEX unit_state_parent on unit_state (parent_id, from_date);

CREATE INDEX unit_state_unit on unit_state (unit_id, from_date);

CREATE TABLE unit_step (
    id integer primary key,
    code text not null unique,
    unit_id integer not null references unit (id),
    kind text not null check (kind in ('add', 'rename', 'level', 'move', 'merge', 'split',
        'close', 'year')),
    words text not null,                -- the new name, the other unit, the parts
    on_date text not null,              -- the first day on which it holds
    person_id integer not null references person (id),
    at integer not null,
    undone_at integer,
    undone_by integer references person (id)
) strict;

CREATE INDEX unit_step_person on unit_step (person_id);

CREATE INDEX unit_step_undone_by on unit_step (undone_by);

CREATE INDEX unit_step_unit on unit_step (unit_id);

CREATE TABLE unit_step_effect (
    step_id integer not null references unit_step (id),
    fact text not null check (fact in ('membership', 'post', 'unit_succession',
        'unit_state')),
    row_id integer not null,            -- of that table
    is_recorded integer not null check (is_recorded in (0, 1)),
    primary key (step_id, fact, row_id)
) strict, without rowid;

CREATE INDEX unit_step_effect_row on unit_step_effect (fact, row_id);

CREATE TABLE unit_succession (
    id integer primary key,
    unit_id integer not null references unit (id),
    successor_id integer not null references unit (id) check (successor_id <> unit_id),
    on_date text not null,
    kind text not null check (kind in ('merge', 'split', 'promotion')),
    recorded_at integer not null,
    withdrawn_at integer check (withdrawn_at >= recorded_at)
) strict;

CREATE INDEX unit_succession_successor on unit_succession (successor_id);

CREATE INDEX unit_succession_unit on unit_succession (unit_id);

CREATE TABLE version_asset (
    asset_hash text not null references asset (hash),
    question_version_id integer not null references question_version (id),
    primary key (asset_hash, question_version_id)
) strict, without rowid;

CREATE INDEX version_asset_version on version_asset (question_version_id);
