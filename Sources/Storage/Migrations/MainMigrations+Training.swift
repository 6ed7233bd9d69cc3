extension MainMigrations {
    /// Teacher training: programmes, classes, and the facts about who took part.
    static let training = """


        create table programme (
            id integer primary key,
            guid text not null unique,
            code text not null unique,          -- in addresses
            identifier text not null unique,    -- mã chương trình
            created_at integer not null
        ) strict;

        -- What a programme is. A change withdraws one state and records another, so that
        -- a report as it was known on a day can be made again.
        create table programme_state (
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
        create unique index programme_now on programme_state (programme_id)
            where withdrawn_at is null;
        create index programme_state_programme on programme_state (programme_id);

        create table training_class (
            id integer primary key,
            guid text not null unique,
            code text not null unique,
            identifier text not null unique,    -- mã lớp: sen training import --class
            created_at integer not null
        ) strict;

        create table training_class_state (
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
        create unique index training_class_now on training_class_state (training_class_id)
            where withdrawn_at is null;
        create index training_class_list on training_class_state (from_date, training_class_id)
            where withdrawn_at is null;
        create index training_class_state_from on training_class_state (from_date);
        create index training_class_state_class on training_class_state (training_class_id);
        create index training_class_state_programme on training_class_state (programme_id);
        create index training_class_state_unit on training_class_state (unit_id);

        create table trainer (
            training_class_id integer not null references training_class (id),
            person_id integer not null references person (id),
            primary key (training_class_id, person_id)
        ) strict, without rowid;
        create index trainer_person on trainer (person_id);

        create table enrolment (
            id integer primary key,
            guid text not null unique,
            training_class_id integer not null references training_class (id),
            person_id integer not null references person (id),
            created_at integer not null,
            -- The enrolment that stands for this one while their people's records are joined.
            same_as integer references enrolment (id) check (same_as <> id),
            unique (training_class_id, person_id)
        ) strict;
        create index enrolment_person on enrolment (person_id);
        create index enrolment_same on enrolment (same_as) where same_as is not null;

        -- A file of results that was taken in.
        create table training_import (
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
        create index training_import_class on training_import (training_class_id, id);
        create index training_import_person on training_import (person_id);
        create index training_import_undone on training_import (undone_by)
            where undone_by is not null;

        -- The facts beneath every figure. Only ever appended to.
        create table training_event (
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
        create index training_event_enrolment on training_event (enrolment_id);
        create index training_event_corrects on training_event (corrects)
            where corrects is not null;
        create index training_event_import on training_event (import_id)
            where import_id is not null;
        create index training_event_person on training_event (person_id)
            where person_id is not null;
        create trigger training_event_is_frozen before update on training_event
        begin select raise(abort, 'training events never change'); end;
        create trigger training_event_stays before delete on training_event
        begin select raise(abort, 'training events never go'); end;

        -- What the events of a class come to, packed for reports (RecordVersion). Derived from
        -- the events: whatever is in class_stale is packed again.
        create table class_record (
            training_class_id integer primary key references training_class (id),
            versions integer not null,
            records blob not null
        ) strict;

        -- Classes of which something was recorded since they were packed.
        create table class_stale (
            training_class_id integer primary key references training_class (id),
            generation integer not null         -- grows with every change
        ) strict;

        -- How often posts, and who is one person, were changed: reports keep them in memory.
        create table post_change (
            id integer primary key check (id = 1),
            number integer not null
        ) strict;
        insert into post_change values (1, 0);
        create trigger post_added after insert on post
        begin update post_change set number = number + 1; end;
        create trigger post_withdrawn after update on post
        begin update post_change set number = number + 1; end;
        create trigger person_merged after insert on person_merge
        begin update post_change set number = number + 1; end;
        create trigger person_parted after update on person_merge
        begin update post_change set number = number + 1; end;

        -- Which columns of a sheet are what, as a person once said, by the sheet's headings.
        create table result_columns (
            headings text primary key,          -- folded, one a line
            columns text not null,              -- ResultColumns as JSON
            person_id integer references person (id),
            at integer not null
        ) strict, without rowid;
        create index result_columns_person on result_columns (person_id);

        -- Online meetings, conferences and trainings.
        create table meeting (
            id integer primary key,
            unit_id integer not null references unit (id),      -- who held it
            held_on text not null check (held_on between '1990-01-01' and '2140-12-31'),
            title text not null,
            sessions integer not null check (sessions between 1 and 10000),  -- điểm cầu, buổi
            person_id integer references person (id),           -- who recorded it
            recorded_at integer not null,
            withdrawn_at integer
        ) strict;
        create index meeting_day on meeting (held_on);
        create index meeting_unit on meeting (unit_id);
        create index meeting_person on meeting (person_id) where person_id is not null;

        -- Which unit uses which system for what.
        create table software_use (
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
        create index software_use_unit on software_use (unit_id);
        create index software_use_function on software_use (function, from_date);
        create index software_use_person on software_use (person_id) where person_id is not null;

        -- The province's report as it was published: nothing of it changes any more.
        create table report (
            id integer primary key,
            code text not null unique,
            query text not null,                -- ReportQuery as JSON, with the moment known
            rules integer not null,             -- ProvinceReport.rules
            row_hash text not null,             -- SHA-256 of the rows behind it, 64 hex digits
            content text not null,              -- ProvinceReport as JSON
            person_id integer not null references person (id),
            at integer not null
        ) strict;
        create index report_person on report (person_id);
        create trigger report_is_frozen before update on report
        begin select raise(abort, 'a published report never changes'); end;

        -- The department asks the units to confirm the results of a time.
        create table round (
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
        create index round_unit on round (unit_id);
        create index round_person on round (person_id);
        create index round_open on round (due_on) where closed_at is null;

        create table round_confirmation (
            round_id integer not null references round (id),
            unit_id integer not null references unit (id),
            person_id integer not null references person (id),
            at integer not null,
            row_hash text not null,             -- what was confirmed
            primary key (round_id, unit_id)
        ) strict, without rowid;
        create index round_confirmation_unit on round_confirmation (unit_id);
        create index round_confirmation_person on round_confirmation (person_id);

        create table round_reminder (
            round_id integer not null references round (id),
            unit_id integer not null references unit (id),
            at integer not null,
            person_id integer not null references person (id),  -- who reminded
            primary key (round_id, unit_id, at)
        ) strict, without rowid;
        create index round_reminder_unit on round_reminder (unit_id);
        create index round_reminder_person on round_reminder (person_id);
        """
}
