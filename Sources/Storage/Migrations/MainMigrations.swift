/// The main database, migration by migration. A released migration is frozen.
package enum MainMigrations {
    package static let all = [
        Migration(
            1, "people, banks, tests, sittings and training",
            people + units + banks + authoring + tests + marking + training + lessons)
    ]

    private static let people = """
        create table person (
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
        create index person_name on person (sort_key, id, birth_date);
        create index person_same on person (same_as) where same_as is not null;

        -- The folded name and identifier, by person.id.
        create virtual table person_text
            using fts5 (words, detail = 'column', tokenize = 'unicode61 remove_diacritics 0');

        create table account (
            person_id integer primary key references person (id),
            name text not null unique,          -- typed to sign in, folded
            password text,                      -- scrypt; null: none given yet
            must_change integer not null check (must_change in (0, 1))
        ) strict;

        create table person_role (
            person_id integer not null references person (id),
            role text not null
                check (role in ('administrator', 'department', 'teacher', 'student')),
            primary key (person_id, role)
        ) strict, without rowid;
        create index person_role_role on person_role (role);

        create table session (
            token_hash blob primary key,        -- SHA-256 of the cookie
            person_id integer not null references person (id),
            sitting_id integer references sitting (id), -- a ticket opens this sitting only
            created_at integer not null,
            expires_at integer not null
        ) strict, without rowid;
        create index session_expiry on session (expires_at);
        create index session_person on session (person_id);
        create index session_sitting on session (sitting_id);

        create table one_time_link (
            token_hash blob primary key,
            purpose text not null check (purpose in ('first administrator')),
            expires_at integer not null
        ) strict, without rowid;

        -- A file that was previewed and waits to be applied.
        create table staged_import (
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
        create index staged_import_person on staged_import (person_id);

        -- Who did what, and who read right answers. Only ever appended to.
        create table audit (
            id integer primary key,
            at integer not null,
            person_id integer references person (id),   -- null: a command on the server
            action text not null,                       -- AuditAction
            sitting_id integer references sitting (id), -- where it belongs to one
            subject_id integer references subject (id), -- where it belongs to a bank
            object text not null                        -- as people name it
        ) strict;
        create index audit_subject on audit (subject_id) where subject_id is not null;
        create index audit_person on audit (person_id);
        create index audit_sitting on audit (sitting_id) where sitting_id is not null;


        """

    private static let banks = """
        -- A subject and its question bank.
        create table subject (
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
        create index subject_owner on subject (owner_id);
        create index subject_unit on subject (unit_id);

        create table topic (
            id integer primary key,
            subject_id integer not null references subject (id),
            path text not null,                 -- names from the widest, joined by ' / '
            unique (subject_id, path)
        ) strict;

        -- What belongs to a version (type, level, topic, name, status, author) stands
        -- here once more as the current version has it: lists and searches ask only this.
        create table question (
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
        create index question_list
            on question (subject_id, id, topic_id, type, level, status, author_id);
        create index question_review on question (subject_id) where status = 'review';
        create index question_uses on question (subject_id, uses, id) where uses > 0;
        create index question_facility on question (subject_id, facility, id)
            where facility is not null;
        create index question_place on question (subject_id, topic_id, level, status);
        create index question_topic on question (topic_id);
        create index question_author on question (subject_id, author_id);
        create index question_person on question (author_id);

        -- The folded words of the current version, by question.id. Folded by us:
        -- unicode61 takes the marks from vowels and leaves đ as it is.
        create virtual table question_text
            using fts5 (words, detail = 'column', tokenize = 'unicode61 remove_diacritics 0');

        create table question_version (
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
        create index question_version_author on question_version (author_id);
        create index question_version_topic on question_version (topic_id);
        create index question_version_hash on question_version (content_hash);
        create index question_version_passage on question_version (question_id, number, passage)
            where passage is not null;

        -- What a version asks is never changed.
        create trigger question_version_stays
            before update of question_id, number, type, content, item, passage, typed,
                author_id, created_at
            on question_version
            begin select raise(abort, 'a version of a question never changes'); end;

        -- Of the current version.
        create table tag (
            subject_id integer not null references subject (id),
            name text not null,
            question_id integer not null references question (id),
            primary key (subject_id, name, question_id)
        ) strict, without rowid;
        create index tag_question on tag (question_id);

        -- Pictures and recordings, named by what they hold.
        create table asset (
            hash text primary key,              -- SHA-256, 64 hex digits
            media_type text not null check (media_type in (
                'image/png', 'image/jpeg', 'image/gif',
                'audio/mpeg', 'audio/ogg', 'audio/mp4', 'audio/wav')),
            bytes blob not null
        ) strict, without rowid;

        -- The banks that hold one: who may read one of them may fetch it.
        create table bank_asset (
            asset_hash text not null references asset (hash),
            subject_id integer not null references subject (id),
            primary key (asset_hash, subject_id)
        ) strict, without rowid;
        create index bank_asset_subject on bank_asset (subject_id);

        -- The versions that show or play one: who watches over their sittings may fetch it.
        create table version_asset (
            asset_hash text not null references asset (hash),
            question_version_id integer not null references question_version (id),
            primary key (asset_hash, question_version_id)
        ) strict, without rowid;
        create index version_asset_version on version_asset (question_version_id);

        -- Formulas already converted; can be dropped and made again.
        create table formula (
            tex text not null,
            display integer not null check (display in (0, 1)),
            mathml text,                        -- null: pandoc could not read it
            primary key (tex, display)
        ) strict, without rowid;


        """

    private static let tests = """
        create table test (
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
        create index test_author on test (author_id, created_at);
        create index test_subject on test (subject_id);

        -- A test given to a class, or tried by its teacher alone.
        create table sitting (
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
        create index sitting_author on sitting (author_id, opens_at);
        create index sitting_test on sitting (test_id, kind);
        create index sitting_unit on sitting (unit_id);
        create index sitting_closed on sitting (closed);

        -- The versions that a sitting's papers may hold.
        create table sitting_question (
            question_version_id integer not null references question_version (id),
            sitting_id integer not null references sitting (id),
            primary key (question_version_id, sitting_id)
        ) strict, without rowid;
        create index sitting_question_sitting on sitting_question (sitting_id);

        create table candidate (
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
        create index candidate_person on candidate (person_id);

        -- Which questions the forms of a sitting hold, and what was earned with them.
        create table question_use (
            question_id integer not null references question (id),
            sitting_id integer not null references sitting (id),
            forms integer not null check (forms > 0),           -- candidates' forms with it
            papers integer not null check (papers >= 0),        -- of those, handed in and marked
            earned integer not null,            -- on them together, in thousandths of its marks
            primary key (question_id, sitting_id)
        ) strict, without rowid;
        create index question_use_sitting on question_use (sitting_id);
        """

    private static let marking = """


        -- Decisions about how a question of a sitting is marked. Only ever appended to.
        create table key_amendment (
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
        create index key_amendment_version on key_amendment (question_version_id);
        create index key_amendment_person on key_amendment (person_id);

        -- Sittings whose ended papers are not all marked by their amendments yet.
        create table regrading (
            sitting_id integer primary key references sitting (id),
            amendments integer not null         -- key_amendment.number to mark by
        ) strict;
        """
}
