extension MainMigrations {
    /// What happens inside a training class: lessons, files, sessions, and its certificates.
    static let lessons = """


        -- Files by what they hold: the same bytes are kept once.
        create table stored_file (
            id integer primary key,
            hash text not null unique,          -- SHA-256, 64 hex digits
            media_type text not null,
            size integer not null check (size > 0),
            created_at integer not null
        ) strict;

        -- The bytes in parts, so that a range is read without the rest.
        create table stored_part (
            id integer primary key,
            file_id integer not null references stored_file (id),
            part integer not null check (part >= 0),
            bytes blob not null,
            unique (file_id, part)
        ) strict;

        create table lesson (
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
        create index lesson_class on lesson (training_class_id, place);

        create table lesson_file (
            id integer primary key,
            code text not null unique,
            lesson_id integer not null references lesson (id),
            file_id integer not null references stored_file (id),
            name text not null,
            person_id integer not null references person (id),  -- who put it there
            created_at integer not null,
            removed_at integer
        ) strict;
        create index lesson_file_lesson on lesson_file (lesson_id);
        create index lesson_file_file on lesson_file (file_id);
        create index lesson_file_person on lesson_file (person_id);

        create table lesson_work (
            enrolment_id integer not null references enrolment (id),
            lesson_id integer not null references lesson (id),
            opened_at integer not null,
            done_at integer check (done_at >= opened_at),
            primary key (enrolment_id, lesson_id)
        ) strict, without rowid;
        create index lesson_work_lesson on lesson_work (lesson_id);

        create table class_session (
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
        create index class_session_class on class_session (training_class_id, starts_at);

        -- Who was there. What is wrong is withdrawn.
        create table attendance (
            id integer primary key,
            class_session_id integer not null references class_session (id),
            enrolment_id integer not null references enrolment (id),
            way text not null check (way in ('code', 'list', 'log')),
            minutes integer check (minutes between 0 and 1440),
            person_id integer not null references person (id),  -- who recorded it
            recorded_at integer not null,
            withdrawn_at integer
        ) strict;
        create unique index attendance_now on attendance (class_session_id, enrolment_id)
            where withdrawn_at is null;
        create index attendance_session on attendance (class_session_id);
        create index attendance_enrolment on attendance (enrolment_id);
        create index attendance_person on attendance (person_id);

        -- A practice that trainees of a class take, whose mark is that of a component.
        create table class_quiz (
            id integer primary key,
            training_class_id integer not null references training_class (id),
            sitting_id integer not null unique references sitting (id),
            component text not null,
            created_at integer not null
        ) strict;
        create index class_quiz_class on class_quiz (training_class_id);

        -- The marks that were taken over from there.
        create table class_quiz_mark (
            class_quiz_id integer not null references class_quiz (id),
            enrolment_id integer not null references enrolment (id),
            mark text not null,
            primary key (class_quiz_id, enrolment_id)
        ) strict, without rowid;
        create index class_quiz_mark_enrolment on class_quiz_mark (enrolment_id);

        -- What is handed in and marked.
        create table assignment (
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
        create index assignment_class on assignment (training_class_id, due_at);

        -- Files handed in: the last one of each trainee counts.
        create table hand_in (
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
        create index hand_in_assignment on hand_in (assignment_id, enrolment_id);
        create index hand_in_enrolment on hand_in (enrolment_id);
        create index hand_in_file on hand_in (file_id);
        create index hand_in_marker on hand_in (marked_by) where marked_by is not null;

        -- Announcements, questions, and the answers to these.
        create table class_note (
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
        create index class_note_class on class_note (training_class_id, id);
        create index class_note_answers on class_note (answers) where answers is not null;
        create index class_note_person on class_note (person_id);

        -- What trainees are asked at the end: who has answered is known, who said what is not.
        create table class_survey (
            training_class_id integer primary key references training_class (id),
            questions text not null,            -- one a line
            opened_at integer not null,
            closed_at integer
        ) strict;
        create table class_survey_voter (
            training_class_id integer not null references class_survey (training_class_id),
            enrolment_id integer not null references enrolment (id),
            primary key (training_class_id, enrolment_id)
        ) strict, without rowid;
        create index class_survey_voter_enrolment on class_survey_voter (enrolment_id);
        create table class_survey_answer (
            id integer primary key,             -- random: not the order in which they came
            training_class_id integer not null references class_survey (training_class_id),
            ratings text not null,              -- '1' to '5' or '-' of each question
            comment text not null check (length(comment) <= 4000)
        ) strict;
        create index class_survey_answer_class on class_survey_answer (training_class_id);

        -- Numbered in one series a unit and year.
        create table certificate (
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
        create unique index certificate_now on certificate (enrolment_id)
            where revoked_at is null;
        create index certificate_enrolment on certificate (enrolment_id);
        create index certificate_person on certificate (person_id);
        create index certificate_revoker on certificate (revoked_by) where revoked_by is not null;
        create trigger certificate_is_frozen before update of
            guid, code, enrolment_id, unit_id, year, number, issued_on, content, recorded_at
            on certificate
        begin select raise(abort, 'a certificate never changes'); end;
        create trigger certificate_stays before delete on certificate
        begin select raise(abort, 'certificates never go'); end;

        -- Somebody asks to come into a class, and what became of it.
        create table admission (
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
        create unique index admission_open on admission (training_class_id, person_id)
            where state in ('asked', 'queued');
        create index admission_class on admission (training_class_id, state, asked_at);
        create index admission_person on admission (person_id);
        create index admission_decider on admission (decided_by) where decided_by is not null;
        create index admission_unit on admission (unit_id, training_class_id)
            where unit_id is not null;

        -- How many people a unit may send into a class.
        create table class_quota (
            training_class_id integer not null references training_class (id),
            unit_id integer not null references unit (id),
            places integer not null check (places between 1 and 100000),
            primary key (training_class_id, unit_id)
        ) strict, without rowid;
        create index class_quota_unit on class_quota (unit_id);
        create index training_class_open on training_class_state (until_date)
            where admission = 'registration' and withdrawn_at is null;
        """
}
