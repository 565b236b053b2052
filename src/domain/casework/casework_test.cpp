// The services of the casework, on both databases, asked as the co-ordinator who uses them.
#include <gtest/gtest.h>

#include <algorithm>

#include "domain/all_records.h"
#include "domain/casework/agenda.h"
#include "domain/casework/my_work.h"
#include "domain/casework/reference.h"
#include "domain/casework/requests.h"
#include "domain/casework/settle_move.h"
#include "domain/casework/timeline.h"
#include "domain/casework/turn_year.h"
#include "domain/exclusion/exclusion.h"
#include "domain/people/access.h"
#include "domain/programme/programme.h"
#include "domain/pupil/note.h"
#include "domain/quality/warning.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

const Date day = Date::of(2020, 11, 13);

class Casework : public testing::TestWithParam<std::string> {
 protected:
  Casework() : place(GetParam()), store(open_store(place.address(), all_records())) {
    put(system_session("test"), here, there, teacher, school);
    school.partnership = here.id;
    coordinator = session_as("coordinator", here.id.value, {7});
    elsewhere = session_as("coordinator", there.id.value, {8});
  }
  template <class... R> void put(const Session& session, R&... rows) {
    auto done = store->write(session, [&](Transaction& t) -> Result<void> { (t.insert(rows), ...); return {}; });
    ASSERT_TRUE(done) << done.error().message;
  }
  Result<void> write(const Session& session, auto&& work) { return store->write(session, work); }
  template <class R> std::vector<R> all(const Session& session) { return store->read(session)->template list<R>(); }

  Pupil child(std::string reference, std::string surname = "Roe") {
    Pupil p{.reference = reference, .surname = std::move(surname), .forename = "Jordan", .born_on = Date::of(2007, 2, 3), .sex = {"F"}};
    put(system_session("test"), p);
    CaseFile file{.partnership = here.id, .pupil = p.id, .reference = reference, .opened_on = day - 60};
    put(system_session("test"), file);
    return p;
  }
  Referral referral(const Pupil& p, Date received) {
    Referral r{.partnership = here.id, .pupil = p.id, .reference = p.reference + iso(received), .received_on = received, .category = {"semh"}};
    put(system_session("test"), r);
    return r;
  }
  Meeting forum(Date on) {
    Meeting m{.partnership = here.id, .kind = {"inclusion_forum"}, .held_on = on};
    put(system_session("test"), m);
    return m;
  }
  ReferralRequest request() {
    ReferralRequest r{.partnership = here.id, .school = school.id, .person = teacher.id, .surname = "Thorne", .forename = "Kit", .born_on = Date::of(2007, 2, 3), .sex = {"M"}, .category = {"semh"}, .consent = {"given"}, .concern = "Refuses", .tried = "A mentor", .sent_on = day - 2};
    put(system_session("test"), r);
    return r;
  }
  Result<void> accept(const ReferralRequest& r, std::optional<Pupil> known = {}, const Session* who = nullptr) {
    return write(who ? *who : coordinator, [&](Transaction& t) -> Result<void> {
      auto made = accept_request(t, r, known, day);
      return made ? Result<void>{} : std::unexpected(made.error());
    });
  }
  Result<void> schedule(const Meeting& m, const Candidate& c) { return write(coordinator, [&](Transaction& t) { return put_on_agenda(t, m, c); }); }
  Result<void> discuss(const Meeting& m, const Decision& d, std::size_t item = 0) {
    AgendaItem at = agenda_of(*store->read(coordinator), m.id).at(item);
    return write(coordinator, [&](Transaction& t) { return record_discussion(t, m, at, d); });
  }

  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  Partnership here{.code = "A", .name = "Aston", .authority = {"855"}}, there{.code = "B", .name = "Beeston", .authority = {"855"}};
  User teacher{.email = "gwen@example.org", .name = "Gwen"};
  School school{.urn = "100001", .name = "Greenfield"};
  Session coordinator, elsewhere;
};

TEST_P(Casework, an_accepted_form_makes_the_pupil_the_case_the_place_on_roll_and_the_referral_once) {
  ReferralRequest form = request();
  ASSERT_TRUE(accept(form));
  EXPECT_EQ(all<Pupil>(coordinator).size(), 1u);
  EXPECT_EQ(all<CaseFile>(coordinator).size(), 1u);
  EXPECT_EQ(all<SchoolPlace>(coordinator).at(0).school, school.id);
  ASSERT_EQ(all<Referral>(coordinator).size(), 1u);
  EXPECT_EQ(all<Referral>(coordinator)[0].received_on, form.sent_on);
  EXPECT_TRUE(all<Referral>(elsewhere).empty());
  auto kept = all<ReferralRequest>(coordinator).at(0);
  EXPECT_EQ(kept.answer.value, "accepted");
  EXPECT_FALSE(accept(kept));
  EXPECT_EQ(all<Referral>(coordinator).size(), 1u);
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(Casework, a_form_that_was_not_sent_is_not_accepted) {
  ReferralRequest form = request(), draft = form;
  draft.sent_on.reset();
  EXPECT_FALSE(accept(draft));
}

TEST_P(Casework, a_child_known_already_gets_a_second_referral_and_no_second_record) {
  Pupil known = child("P1", "Thorne");
  ASSERT_TRUE(accept(request(), known));
  EXPECT_EQ(all<Pupil>(coordinator).size(), 1u);
  EXPECT_EQ(all<CaseFile>(coordinator).size(), 1u) << "the open case goes on";
  EXPECT_EQ(all<Referral>(coordinator).at(0).pupil, known.id);
}

TEST_P(Casework, the_same_birth_date_and_names_also_swapped_or_former_are_suspected) {
  Pupil same = child("P1", "Thorne"), other = child("P2", "Ash");
  auto suspects = [&](std::string surname, std::string forename) {
    ReferralRequest r{.surname = std::move(surname), .forename = std::move(forename), .born_on = Date::of(2007, 2, 3)};
    return possible_duplicates(*store->read(coordinator), r, {}).size();
  };
  EXPECT_EQ(suspects("Thorne", "Jordan"), 1u);
  EXPECT_EQ(suspects("Jordan", "Thorne"), 1u);
  EXPECT_EQ(suspects("Thorne", "Kit"), 0u);
  Pupil after = other;
  after.former_names = "Thorne";
  ASSERT_TRUE(write(coordinator, [&](Transaction& t) -> Result<void> { t.update(other, after); return {}; }));
  EXPECT_EQ(suspects("Thorne", "Jordan"), 2u);
  EXPECT_TRUE(possible_duplicates(*store->read(elsewhere), {.surname = "Thorne", .forename = "Jordan", .born_on = Date::of(2007, 2, 3)}, {}).empty()) << "nobody else's children are named";
}

TEST_P(Casework, references_are_made_as_a_return_makes_them_and_never_taken_twice) {
  Pupil p = child("P1");
  auto make = [&] {
    Referral r{.partnership = here.id, .pupil = p.id, .received_on = day};
    EXPECT_TRUE(write(coordinator, [&](Transaction& t) -> Result<void> {
      give_reference(t, record_type_of<Referral>, &r);
      t.insert(r);
      return {};
    }));
    return r.reference;
  };
  EXPECT_EQ(make(), "P1/2020-11-13");
  EXPECT_EQ(make(), "P1/2020-11-13#2");
}

TEST_P(Casework, what_no_meeting_has_discussed_waits_for_one) {
  Pupil one = child("P1"), two = child("P2"), old = child("P3"), late = child("P4");
  Referral r1 = referral(one, day - 20), r2 = referral(two, day - 30);
  referral(old, day - 500);
  referral(late, day + 30);
  ForumDiscussion before{.partnership = here.id, .pupil = two.id, .reference = "D1", .discussed_on = day - 25, .meeting = {"inclusion_forum"}, .referral = r2.id};
  put(system_session("test"), before);
  Meeting m = forum(day + 6);
  auto waiting = waiting_for_agenda(*store->read(coordinator), m);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].referral, r1.id);
  ASSERT_TRUE(schedule(m, waiting[0]));
  EXPECT_FALSE(schedule(m, waiting[0])) << "nobody is on one agenda twice";
  EXPECT_TRUE(waiting_for_agenda(*store->read(coordinator), m).empty());
  EXPECT_TRUE(waiting_for_agenda(*store->read(coordinator), forum(day + 20)).empty()) << "it waits for the first meeting";
  EXPECT_TRUE(agenda_of(*store->read(elsewhere), m.id).empty());
}

TEST_P(Casework, a_discussion_keeps_outcomes_once_actions_and_the_report_back) {
  Pupil p = child("P1");
  Referral r = referral(p, day - 20);
  Meeting m = forum(day);
  ASSERT_TRUE(schedule(m, {p.id, r.id, "first", {}}));
  Decision decision{.outcomes = {"advice_guidance", "managed_move"}, .actions = {{.owner = "SENCo", .task = "send the chronology", .due_on = day + 7}}, .report_back_on = day + 20, .notes = "Agreed."};
  ASSERT_TRUE(discuss(m, decision));
  decision.actions.clear();
  ASSERT_TRUE(discuss(m, decision)) << "saved a second time";
  EXPECT_EQ(all<ReferralOutcome>(coordinator).size(), 2u);
  EXPECT_EQ(all<ForumDiscussion>(coordinator).size(), 1u);
  EXPECT_EQ(all<Action>(coordinator).size(), 1u);
  Meeting next = forum(day + 21);
  auto waiting = waiting_for_agenda(*store->read(coordinator), next);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].reason, "report_back");
  ASSERT_TRUE(schedule(next, waiting[0]));
  EXPECT_TRUE(waiting_for_agenda(*store->read(coordinator), forum(day + 40)).empty());
}

TEST_P(Casework, what_is_put_off_waits_again_and_closed_minutes_take_nothing_more) {
  Pupil p = child("P1");
  Referral r = referral(p, day - 20);
  Meeting m = forum(day);
  ASSERT_TRUE(schedule(m, {p.id, r.id, "first", {}}));
  ASSERT_TRUE(discuss(m, {.put_off = true}));
  EXPECT_TRUE(all<ForumDiscussion>(coordinator).empty());
  EXPECT_EQ(waiting_for_agenda(*store->read(coordinator), forum(day + 14)).size(), 1u);
  m.closed_on = day;
  EXPECT_FALSE(discuss(m, {.notes = "late"}));
  EXPECT_FALSE(schedule(m, {p.id, r.id, "first", {}}));
}

TEST_P(Casework, an_outcome_without_a_referral_is_refused_and_nothing_of_it_kept) {
  Pupil p = child("P1");
  Meeting m = forum(day);
  ASSERT_TRUE(schedule(m, {p.id, {}, "review", {}}));
  EXPECT_FALSE(discuss(m, {.outcomes = {"managed_move"}}));
  EXPECT_TRUE(all<ForumDiscussion>(coordinator).empty());
  EXPECT_TRUE(discuss(m, {.notes = "Seen"}));
}

TEST_P(Casework, work_is_late_this_week_or_waiting_and_only_ones_own) {
  Pupil p = child("P1");
  Action late{.partnership = here.id, .pupil = p.id, .owner = "SENCo", .task = "write", .due_on = day - 1}, soon{.partnership = here.id, .pupil = p.id, .owner = "Tutor", .task = "visit", .due_on = day + 7}, far = soon, done = late;
  far.due_on = day + 8;
  done.done_on = day - 1;
  put(coordinator, late, soon, far, done);
  Programme short_week{.partnership = here.id, .pupil = p.id, .reference = "G1", .started_on = day - 10, .mode = {"full_time"}, .tier = {"4"}};
  put(coordinator, short_week);
  Meeting old = forum(day - 3);
  MyWork work = my_work(*store->read(coordinator), day);
  ASSERT_EQ(work.late.size(), 2u);
  EXPECT_EQ(work.late[0].what, "Inclusion forum: minutes not closed");
  EXPECT_EQ(work.late[1].what, "SENCo: write");
  ASSERT_EQ(work.this_week.size(), 1u);
  ASSERT_EQ(work.waiting.size(), 1u);
  EXPECT_EQ(work.waiting[0].what, "A week of fewer than 24 hours has no review date");
  MyWork theirs = my_work(*store->read(elsewhere), day);
  EXPECT_TRUE(theirs.late.empty() && theirs.this_week.empty() && theirs.waiting.empty());
}

TEST_P(Casework, a_week_of_24_hours_is_not_short) {
  Pupil p = child("P1");
  Programme programme{.partnership = here.id, .pupil = p.id, .reference = "G1", .started_on = day - 10, .mode = {"full_time"}, .tier = {"4"}};
  put(coordinator, programme);
  TimetableLine line{.programme = programme.id, .reference = "L1", .source = {"own_staff"}, .hours = Hours{2400}, .from_on = day - 10};
  put(coordinator, line);
  EXPECT_TRUE(my_work(*store->read(coordinator), day).waiting.empty());
  TimetableLine shorter = line;
  shorter.hours = Hours{2399};
  ASSERT_TRUE(write(coordinator, [&](Transaction& t) -> Result<void> { t.update(line, shorter); return {}; }));
  EXPECT_EQ(my_work(*store->read(coordinator), day).waiting.size(), 1u);
}

TEST_P(Casework, a_successful_move_changes_the_roll_once_and_a_failed_one_does_not) {
  Pupil p = child("P1");
  School other{.urn = "100002", .name = "Oakmere"};
  put(system_session("test"), other);
  SchoolPlace old{.pupil = p.id, .school = school.id, .from_on = day - 400};
  put(system_session("test"), old);
  Move move{.partnership = here.id, .pupil = p.id, .kind = {"trial_move"}, .from_school = school.id, .to_school = other.id, .started_on = day - 40, .outcome = {"failed"}, .ended_on = day};
  auto settle = [&] { return write(coordinator, [&](Transaction& t) -> Result<void> { settle_move(t, move); return {}; }); };
  ASSERT_TRUE(settle());
  EXPECT_EQ(all<SchoolPlace>(coordinator).size(), 1u);
  move.outcome = {"successful"};
  ASSERT_TRUE(settle());
  ASSERT_TRUE(settle());
  auto places = all<SchoolPlace>(coordinator);
  ASSERT_EQ(places.size(), 2u);
  EXPECT_EQ(places[0].to_on, day - 1);
  EXPECT_EQ(places[1].school, other.id);
  EXPECT_EQ(places[1].from_on, day);
}

TEST_P(Casework, the_sixth_day_and_the_fair_access_deadline_are_work_until_they_are_met) {
  Pupil p = child("P1");
  Exclusion e{.partnership = here.id, .pupil = p.id, .school = school.id, .kind = {"permanent"}, .decided_on = day - 4, .from_on = day - 4};   // Monday to Monday
  FairAccess f{.partnership = here.id, .pupil = p.id, .agreed_on = day - 40};
  put(coordinator, e, f);
  MyWork work = my_work(*store->read(coordinator), day);
  ASSERT_EQ(work.this_week.size(), 1u);
  EXPECT_EQ(work.this_week[0].due, day + 3);
  ASSERT_EQ(work.late.size(), 1u);
  EXPECT_EQ(work.late[0].what, "Fair Access: no place allocated");
  Exclusion met = e;
  met.provision_from_on = day + 3;
  ASSERT_TRUE(write(coordinator, [&](Transaction& t) -> Result<void> { t.update(e, met); return {}; }));
  EXPECT_TRUE(my_work(*store->read(coordinator), day).this_week.empty());
}

TEST_P(Casework, at_the_turn_of_the_year_year_11_leaves_the_rest_is_carried_over_and_it_can_be_taken_back_that_day) {
  Pupil leaver = child("P1"), stays = child("P2");
  Pupil older = leaver;
  older.born_on = Date::of(2003, 9, 1);   // in Year 12 by age, with its case still open: has left, too
  ASSERT_TRUE(write(coordinator, [&](Transaction& t) -> Result<void> { t.update(leaver, older); return {}; }));
  for (const Pupil& p : {leaver, stays}) {
    Programme programme{.partnership = here.id, .pupil = p.id, .reference = "G" + p.reference, .started_on = Date::of(2020, 3, 2), .mode = {"full_time"}, .tier = {"4"}};
    put(coordinator, programme);
    TimetableLine line{.programme = programme.id, .reference = "L", .source = {"own_staff"}, .hours = Hours{2500}, .from_on = Date::of(2020, 3, 2)};
    put(coordinator, line);
    CaseFile early{.partnership = here.id, .pupil = p.id, .reference = "E" + p.reference, .opened_on = Date::of(2020, 3, 1)};
    put(coordinator, early);
  }
  auto plan = plan_turn(*store->read(coordinator), here.id, SchoolYear{2019});
  ASSERT_EQ(plan.leaving.size(), 1u);
  EXPECT_EQ(plan.leaving[0].id, leaver.id);
  ASSERT_EQ(plan.carried_over.size(), 1u);
  EXPECT_EQ(plan.carried_over[0].first.id, stays.id);
  auto turn = [&](Date on) { return write(coordinator, [&](Transaction& t) -> Result<void> { auto done = turn_year(t, plan, here.id, on); return done ? Result<void>{} : std::unexpected(done.error()); }); };
  EXPECT_FALSE(turn(Date::of(2020, 8, 31))) << "the year has not ended";
  auto open_programmes = [&] { return store->read(coordinator)->count(record_type_of<Programme>, {.where = {{"ended_on", Condition::Test::empty, {}}}}); };
  std::size_t rows = all<Programme>(coordinator).size() + all<TimetableLine>(coordinator).size() + all<CaseFile>(coordinator).size();
  ASSERT_TRUE(turn(day));
  EXPECT_FALSE(turn(day)) << "once";
  EXPECT_EQ(open_programmes(), 1);
  EXPECT_EQ(all<Programme>(coordinator).size() + all<TimetableLine>(coordinator).size() + all<CaseFile>(coordinator).size(), rows) << "nothing is removed";
  YearTurn held = all<YearTurn>(coordinator).at(0);
  auto back = [&](Date on) { return write(coordinator, [&](Transaction& t) { return take_back_turn(t, held, on); }); };
  EXPECT_FALSE(back(day + 1));
  ASSERT_TRUE(back(day));
  EXPECT_EQ(open_programmes(), 2);
  ASSERT_TRUE(turn(day)) << "and can be done again";
  EXPECT_TRUE(store->verify({}).findings.empty());
}

TEST_P(Casework, the_timeline_holds_everything_latest_first) {
  Pupil p = child("P1");
  Referral r = referral(p, day - 20);
  Note note{.partnership = here.id, .pupil = p.id, .kind = {"phone"}, .noted_on = day, .author = "Theo", .words = "No answer"};
  put(coordinator, note);
  auto events = timeline_of(*store->read(coordinator), p.id);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].title, "Telephone call, Theo");
  EXPECT_EQ(events[0].detail, "No answer");
  EXPECT_EQ(events[1].title, "Referral received");
  EXPECT_EQ(events[2].title, "Case opened");
  EXPECT_TRUE(timeline_of(*store->read(elsewhere), p.id).empty());
}

TEST_P(Casework, what_a_save_leaves_open_is_kept_as_a_warning_until_it_is_mended) {
  Pupil p = child("P1");
  Referral r{.partnership = here.id, .pupil = p.id, .reference = "R1"};
  auto save = [&](const Referral* before, Referral& after) {
    return write(coordinator, [&](Transaction& t) -> Result<void> {
      if (before) t.update(*before, after);
      else t.insert(after);
      keep_warnings_of(t, record_type_of<Referral>, &after, here.id, day);
      return {};
    });
  };
  ASSERT_TRUE(save(nullptr, r));
  auto open = [&] {
    auto list = all<RecordWarning>(coordinator);
    return std::ranges::count_if(list, [](const RecordWarning& w) { return !w.mended_on; });
  };
  EXPECT_EQ(open(), 3) << "date, route and category";
  Referral mended = r;
  mended.received_on = day;
  mended.route = {"panel"};
  ASSERT_TRUE(save(&r, mended));
  EXPECT_EQ(open(), 1);
  Referral again = mended;
  again.received_on.reset();
  ASSERT_TRUE(save(&mended, again));
  EXPECT_EQ(open(), 2);
  EXPECT_EQ(all<RecordWarning>(coordinator).size(), 3u) << "the same warning is opened again, not written twice";
}

INSTANTIATE_TEST_SUITE_P(databases, Casework, testing::ValuesIn(testing_support::databases()), [](const auto& shown) { return shown.param; });

}  // namespace
}  // namespace waymark
