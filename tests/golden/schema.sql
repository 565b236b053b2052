CREATE TABLE partnership (
  id INTEGER PRIMARY KEY,
  county TEXT,
  code TEXT NOT NULL,
  name TEXT,
  authority TEXT REFERENCES code_authority(code),
  position INTEGER,
  merged_panel INTEGER,
  quota INTEGER
) STRICT;
CREATE UNIQUE INDEX partnership_key ON partnership (code);
CREATE INDEX partnership_named_name ON partnership (name);
CREATE TABLE partnership_name (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  short_name TEXT,
  name TEXT,
  from_on TEXT,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX partnership_name_key ON partnership_name (partnership, short_name, name);
CREATE INDEX partnership_name_named_short_name ON partnership_name (short_name);
CREATE INDEX partnership_name_named_name ON partnership_name (name);
CREATE TABLE school (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER REFERENCES partnership(id),
  urn TEXT NOT NULL,
  name TEXT,
  dfe_number TEXT
) STRICT;
CREATE UNIQUE INDEX school_key ON school (urn);
CREATE INDEX school_by_partnership ON school (partnership);
CREATE INDEX school_named_name ON school (name);
CREATE TABLE school_census (
  id INTEGER PRIMARY KEY,
  county TEXT,
  school INTEGER NOT NULL REFERENCES school(id),
  census_on TEXT NOT NULL,
  roll_11_16 INTEGER,
  fsm_percent INTEGER
) STRICT;
CREATE UNIQUE INDEX school_census_key ON school_census (school, census_on);
CREATE TABLE provider (
  id INTEGER PRIMARY KEY,
  county TEXT,
  name TEXT NOT NULL,
  provider_kind TEXT REFERENCES code_provider_kind(code),
  urn TEXT,
  ukprn TEXT
) STRICT;
CREATE UNIQUE INDEX provider_key ON provider (name);
CREATE TABLE pupil (
  id INTEGER PRIMARY KEY,
  county TEXT,
  upn TEXT,
  reference TEXT NOT NULL,
  uln TEXT,
  surname TEXT,
  forename TEXT,
  former_names TEXT,
  born_on TEXT,
  sex TEXT REFERENCES code_sex(code),
  home_authority TEXT REFERENCES code_authority(code),
  year_offset INTEGER
) STRICT;
CREATE UNIQUE INDEX pupil_key ON pupil (reference);
CREATE INDEX pupil_named_upn ON pupil (upn);
CREATE TABLE case_file (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  reference TEXT NOT NULL,
  opened_on TEXT,
  closed_on TEXT
) STRICT;
CREATE UNIQUE INDEX case_file_key ON case_file (partnership, reference);
CREATE INDEX case_file_by_pupil ON case_file (pupil);
CREATE INDEX case_file_named_reference ON case_file (reference);
CREATE TABLE school_place (
  id INTEGER PRIMARY KEY,
  county TEXT,
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  school INTEGER REFERENCES school(id),
  from_on TEXT NOT NULL,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX school_place_key ON school_place (pupil, from_on);
CREATE INDEX school_place_by_school ON school_place (school);
CREATE TABLE looked_after (
  id INTEGER PRIMARY KEY,
  county TEXT,
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  authority TEXT REFERENCES code_authority(code),
  from_on TEXT NOT NULL,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX looked_after_key ON looked_after (pupil, from_on);
CREATE TABLE sen_status (
  id INTEGER PRIMARY KEY,
  county TEXT,
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  provision TEXT REFERENCES code_sen_provision(code),
  stage TEXT REFERENCES code_ehc_stage(code),
  package INTEGER,
  from_on TEXT NOT NULL,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX sen_status_key ON sen_status (pupil, from_on);
CREATE TABLE medical_need (
  id INTEGER PRIMARY KEY,
  county TEXT,
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  from_on TEXT NOT NULL,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX medical_need_key ON medical_need (pupil, from_on);
CREATE TABLE home_authority (
  id INTEGER PRIMARY KEY,
  county TEXT,
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  authority TEXT REFERENCES code_authority(code),
  from_on TEXT NOT NULL,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX home_authority_key ON home_authority (pupil, from_on);
CREATE TABLE referral (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  reference TEXT NOT NULL,
  received_on TEXT,
  route TEXT REFERENCES code_referral_route(code),
  category TEXT REFERENCES code_referral_category(code),
  referred_by INTEGER REFERENCES school(id),
  concern TEXT
) STRICT;
CREATE UNIQUE INDEX referral_key ON referral (partnership, reference);
CREATE INDEX referral_by_pupil ON referral (pupil);
CREATE INDEX referral_by_referred_by ON referral (referred_by);
CREATE INDEX referral_named_reference ON referral (reference);
CREATE TABLE referral_outcome (
  id INTEGER PRIMARY KEY,
  county TEXT,
  referral INTEGER NOT NULL REFERENCES referral(id),
  outcome TEXT NOT NULL REFERENCES code_referral_outcome(code),
  decided_on TEXT
) STRICT;
CREATE UNIQUE INDEX referral_outcome_key ON referral_outcome (referral, outcome);
CREATE TABLE forum_discussion (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  reference TEXT NOT NULL,
  discussed_on TEXT,
  meeting TEXT REFERENCES code_meeting_kind(code),
  referral INTEGER REFERENCES referral(id)
) STRICT;
CREATE UNIQUE INDEX forum_discussion_key ON forum_discussion (partnership, reference);
CREATE INDEX forum_discussion_by_pupil ON forum_discussion (pupil);
CREATE INDEX forum_discussion_by_referral ON forum_discussion (referral);
CREATE INDEX forum_discussion_named_reference ON forum_discussion (reference);
CREATE TABLE programme (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  reference TEXT NOT NULL,
  started_on TEXT,
  ended_on TEXT,
  mode TEXT REFERENCES code_programme_mode(code),
  tier TEXT REFERENCES code_tier(code),
  review_on TEXT,
  short_week_reason TEXT,
  key_worker TEXT
) STRICT;
CREATE UNIQUE INDEX programme_key ON programme (partnership, reference);
CREATE INDEX programme_by_pupil ON programme (pupil);
CREATE INDEX programme_named_reference ON programme (reference);
CREATE TABLE timetable_line (
  id INTEGER PRIMARY KEY,
  county TEXT,
  programme INTEGER NOT NULL REFERENCES programme(id),
  reference TEXT NOT NULL,
  source TEXT REFERENCES code_timetable_source(code),
  provider INTEGER REFERENCES provider(id),
  day TEXT REFERENCES code_weekday(code),
  hours INTEGER,
  cost INTEGER,
  transport_cost INTEGER,
  from_on TEXT,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX timetable_line_key ON timetable_line (programme, reference);
CREATE INDEX timetable_line_by_provider ON timetable_line (provider);
CREATE TABLE release (
  id INTEGER PRIMARY KEY,
  county TEXT,
  authority TEXT NOT NULL REFERENCES code_authority(code),
  label TEXT NOT NULL,
  revision INTEGER,
  as_at TEXT,
  published_on TEXT,
  definitions_hash TEXT,
  note TEXT,
  narrative TEXT,
  revision_reason TEXT,
  accepted_returns TEXT,
  missing_returns TEXT,
  audit_head TEXT
) STRICT;
CREATE UNIQUE INDEX release_key ON release (authority, label, revision);
CREATE INDEX release_named_label ON release (label);
CREATE TABLE published_figure (
  id INTEGER PRIMARY KEY,
  county TEXT,
  release INTEGER NOT NULL REFERENCES release(id),
  table_name TEXT NOT NULL,
  row_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  printed TEXT,
  consistent TEXT,
  series TEXT,
  printed_later_as TEXT
) STRICT;
CREATE UNIQUE INDEX published_figure_key ON published_figure (release, table_name, row_name, column_name);
CREATE TABLE record_warning (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER REFERENCES partnership(id),
  record_table TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  field_name TEXT NOT NULL,
  message TEXT NOT NULL,
  raised_on TEXT,
  mended_on TEXT
) STRICT;
CREATE UNIQUE INDEX record_warning_key ON record_warning (record_table, record_id, field_name, message);
CREATE INDEX record_warning_by_partnership ON record_warning (partnership);
CREATE TABLE user_account (
  id INTEGER PRIMARY KEY,
  county TEXT,
  email TEXT NOT NULL,
  name TEXT,
  password_hash TEXT,
  totp_secret TEXT,
  totp_used INTEGER,
  disabled INTEGER,
  invented INTEGER
) STRICT;
CREATE UNIQUE INDEX user_account_key ON user_account (email);
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  kind TEXT NOT NULL REFERENCES code_meeting_kind(code),
  held_on TEXT NOT NULL,
  starts TEXT,
  place TEXT,
  attended TEXT,
  capacity INTEGER,
  agenda_closes_on TEXT,
  closed_on TEXT
) STRICT;
CREATE UNIQUE INDEX meeting_key ON meeting (partnership, kind, held_on);
CREATE TABLE agenda_item (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  meeting INTEGER NOT NULL REFERENCES meeting(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  referral INTEGER REFERENCES referral(id),
  reason TEXT REFERENCES code_agenda_reason(code),
  state TEXT REFERENCES code_agenda_state(code),
  position INTEGER,
  discussion INTEGER REFERENCES forum_discussion(id),
  report_back_on TEXT,
  notes TEXT
) STRICT;
CREATE INDEX agenda_item_by_partnership ON agenda_item (partnership);
CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting);
CREATE INDEX agenda_item_by_pupil ON agenda_item (pupil);
CREATE INDEX agenda_item_by_referral ON agenda_item (referral);
CREATE INDEX agenda_item_by_discussion ON agenda_item (discussion);
CREATE TABLE action (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  agenda_item INTEGER REFERENCES agenda_item(id),
  owner TEXT,
  task TEXT,
  due_on TEXT,
  done_on TEXT
) STRICT;
CREATE INDEX action_by_partnership ON action (partnership);
CREATE INDEX action_by_pupil ON action (pupil);
CREATE INDEX action_by_agenda_item ON action (agenda_item);
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  kind TEXT REFERENCES code_note_kind(code),
  noted_on TEXT,
  author TEXT,
  words TEXT
) STRICT;
CREATE INDEX note_by_partnership ON note (partnership);
CREATE INDEX note_by_pupil ON note (pupil);
CREATE TABLE referral_request (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER REFERENCES partnership(id),
  school INTEGER NOT NULL REFERENCES school(id),
  person INTEGER REFERENCES user_account(id),
  upn TEXT,
  surname TEXT,
  forename TEXT,
  born_on TEXT,
  sex TEXT REFERENCES code_sex(code),
  category TEXT REFERENCES code_referral_category(code),
  consent TEXT REFERENCES code_consent(code),
  concern TEXT,
  tried TEXT,
  attendance TEXT,
  family_view TEXT,
  started_on TEXT,
  sent_on TEXT,
  answered_on TEXT,
  answer TEXT REFERENCES code_request_answer(code),
  answer_reason TEXT,
  referral INTEGER REFERENCES referral(id)
) STRICT;
CREATE INDEX referral_request_by_partnership ON referral_request (partnership);
CREATE INDEX referral_request_by_school ON referral_request (school);
CREATE INDEX referral_request_by_person ON referral_request (person);
CREATE INDEX referral_request_by_referral ON referral_request (referral);
CREATE TABLE exclusion (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  school INTEGER NOT NULL REFERENCES school(id),
  kind TEXT REFERENCES code_exclusion_kind(code),
  reason TEXT REFERENCES code_exclusion_reason(code),
  decided_on TEXT,
  from_on TEXT NOT NULL,
  to_on TEXT,
  circumstances TEXT,
  provision TEXT,
  provision_from_on TEXT,
  rescinded_on TEXT,
  rescinded_why TEXT
) STRICT;
CREATE UNIQUE INDEX exclusion_key ON exclusion (pupil, school, from_on);
CREATE INDEX exclusion_by_partnership ON exclusion (partnership);
CREATE INDEX exclusion_by_school ON exclusion (school);
CREATE TABLE move (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  kind TEXT NOT NULL REFERENCES code_move_kind(code),
  from_school INTEGER REFERENCES school(id),
  to_school INTEGER REFERENCES school(id),
  agreed_on TEXT,
  started_on TEXT NOT NULL,
  review_on TEXT,
  outcome TEXT REFERENCES code_move_outcome(code),
  ended_on TEXT,
  agreement TEXT
) STRICT;
CREATE UNIQUE INDEX move_key ON move (pupil, kind, started_on);
CREATE INDEX move_by_partnership ON move (partnership);
CREATE INDEX move_by_from_school ON move (from_school);
CREATE INDEX move_by_to_school ON move (to_school);
CREATE TABLE fair_access (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  agreed_on TEXT NOT NULL,
  ground TEXT,
  out_of_school_since_on TEXT,
  school INTEGER REFERENCES school(id),
  allocated_on TEXT,
  started_on TEXT
) STRICT;
CREATE UNIQUE INDEX fair_access_key ON fair_access (pupil, agreed_on);
CREATE INDEX fair_access_by_partnership ON fair_access (partnership);
CREATE INDEX fair_access_by_school ON fair_access (school);
CREATE TABLE school_holiday (
  id INTEGER PRIMARY KEY,
  county TEXT,
  authority TEXT NOT NULL REFERENCES code_authority(code),
  name TEXT,
  from_on TEXT NOT NULL,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX school_holiday_key ON school_holiday (authority, from_on);
CREATE TABLE year_turn (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  year INTEGER NOT NULL,
  done_on TEXT,
  undone_on TEXT
) STRICT;
CREATE INDEX year_turn_by_partnership ON year_turn (partnership);
CREATE TABLE year_turn_change (
  id INTEGER PRIMARY KEY,
  county TEXT,
  turn INTEGER NOT NULL REFERENCES year_turn(id),
  record_table TEXT NOT NULL,
  field_name TEXT NOT NULL,
  record_id INTEGER NOT NULL
) STRICT;
CREATE INDEX year_turn_change_by_turn ON year_turn_change (turn);
CREATE TABLE role_held (
  id INTEGER PRIMARY KEY,
  county TEXT,
  person INTEGER NOT NULL REFERENCES user_account(id),
  role TEXT NOT NULL REFERENCES code_role(code),
  partnership INTEGER REFERENCES partnership(id),
  school INTEGER REFERENCES school(id),
  provider INTEGER REFERENCES provider(id),
  from_on TEXT,
  to_on TEXT
) STRICT;
CREATE UNIQUE INDEX role_held_key ON role_held (person, role, partnership, school, provider);
CREATE INDEX role_held_by_partnership ON role_held (partnership);
CREATE INDEX role_held_by_school ON role_held (school);
CREATE INDEX role_held_by_provider ON role_held (provider);
CREATE TABLE pupil_seal (
  id INTEGER PRIMARY KEY,
  county TEXT,
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  reason TEXT,
  sealed_on TEXT NOT NULL,
  lifted_on TEXT
) STRICT;
CREATE UNIQUE INDEX pupil_seal_key ON pupil_seal (pupil, sealed_on);
CREATE TABLE seal_member (
  id INTEGER PRIMARY KEY,
  county TEXT,
  seal INTEGER NOT NULL REFERENCES pupil_seal(id),
  person INTEGER NOT NULL REFERENCES user_account(id),
  left_on TEXT
) STRICT;
CREATE UNIQUE INDEX seal_member_key ON seal_member (seal, person);
CREATE INDEX seal_member_by_person ON seal_member (person);
CREATE TABLE emergency_opening (
  id INTEGER PRIMARY KEY,
  county TEXT,
  person INTEGER NOT NULL REFERENCES user_account(id),
  pupil INTEGER NOT NULL REFERENCES pupil(id),
  reason TEXT,
  opened_at INTEGER NOT NULL,
  ends_at INTEGER
) STRICT;
CREATE UNIQUE INDEX emergency_opening_key ON emergency_opening (person, pupil, opened_at);
CREATE INDEX emergency_opening_by_pupil ON emergency_opening (pupil);
CREATE TABLE invitation (
  id INTEGER PRIMARY KEY,
  county TEXT,
  person INTEGER NOT NULL REFERENCES user_account(id),
  token_hash TEXT NOT NULL,
  expires_at INTEGER,
  clears_second_factor INTEGER,
  used_on TEXT
) STRICT;
CREATE UNIQUE INDEX invitation_key ON invitation (token_hash);
CREATE INDEX invitation_by_person ON invitation (person);
CREATE TABLE recovery_code (
  id INTEGER PRIMARY KEY,
  county TEXT,
  person INTEGER NOT NULL REFERENCES user_account(id),
  hash TEXT NOT NULL,
  used_on TEXT
) STRICT;
CREATE UNIQUE INDEX recovery_code_key ON recovery_code (person, hash);
CREATE TABLE register_return (
  id INTEGER PRIMARY KEY,
  county TEXT,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  label TEXT NOT NULL,
  census_on TEXT NOT NULL,
  due_on TEXT,
  state TEXT NOT NULL REFERENCES code_return_state(code),
  revision INTEGER,
  row_count INTEGER,
  frozen_on TEXT,
  frozen_by TEXT,
  answered_on TEXT,
  answered_by TEXT,
  reason TEXT
) STRICT;
CREATE UNIQUE INDEX register_return_key ON register_return (partnership, label);
CREATE INDEX register_return_named_label ON register_return (label);
CREATE TABLE return_row (
  id INTEGER PRIMARY KEY,
  county TEXT,
  register_return INTEGER NOT NULL REFERENCES register_return(id),
  revision INTEGER NOT NULL,
  partnership INTEGER NOT NULL REFERENCES partnership(id),
  pupil INTEGER REFERENCES pupil(id),
  record_table TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  content TEXT
) STRICT;
CREATE UNIQUE INDEX return_row_key ON return_row (register_return, revision, record_table, record_id);
CREATE INDEX return_row_by_partnership ON return_row (partnership);
CREATE INDEX return_row_by_pupil ON return_row (pupil);
