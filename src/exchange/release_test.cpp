#include "exchange/release_out.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "demonstration/demonstration.h"
#include "domain/casework/returns.h"
#include "domain/referral/case_file.h"
#include "domain/all_records.h"
#include "exchange/published_import.h"
#include "figures/figures.h"
#include "platform/core/csv.h"
#include "platform/store/store.h"
#include "testing/stores.h"

namespace waymark {
namespace {

std::string total_of(Report& report, std::string_view table, std::string_view row) {
  auto cell = find_cell(report, table, row, "Total");
  return cell ? cell->cell->text : "no such row";
}

class Releases : public testing::Test {
 protected:
  Releases() : place("sqlite"), store(open_store(place.address(), all_records())), figures(*store) { EXPECT_TRUE(make_demonstration(*store, "", {})); }
  Report report(Date day, std::string label) { return figures.on(day)->report({.label = std::move(label)}, true).value(); }
  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  Figures figures;
};

TEST_F(Releases, a_later_report_repeats_the_frozen_figures_and_not_a_new_count) {
  Report december = report(demonstration_day, "Dec 2020");
  ASSERT_TRUE(freeze_report(*store, system_session("test"), december));
  ASSERT_TRUE(store->write(system_session("test"), [](Transaction& t) -> Result<void> {   // a case closed afterwards, dated before
    for (const CaseFile& c : t.list<CaseFile>({.limit = 1})) {
      CaseFile closed = c;
      closed.closed_on = Date::of(2020, 11, 1);
      t.update(c, closed);
    }
    return {};
  }));
  Report march = report(Date::of(2021, 3, 5), "March 2021");
  EXPECT_EQ(total_of(march, "Table 1", "Total Dec 2020"), "414");
  EXPECT_EQ(total_of(march, "Table 1", "Total active cases"), "413");
  EXPECT_EQ(total_of(march, "Table 9", "Average Hours/week Dec 20"), "15.5");
}

TEST_F(Releases, a_label_is_released_again_with_a_reason_only_and_the_first_stays) {
  Report december = report(demonstration_day, "Dec 2020");
  ASSERT_TRUE(freeze_report(*store, system_session("test"), december));
  auto refused = freeze_report(*store, system_session("test"), december);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "reason");
  december.tables[0].rows[0].cells[0].text = "33";
  auto second = freeze_report(*store, system_session("test"), december, {.narrative = "One more.", .reason = "A child was counted in the wrong year."});
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->revision, 2);
  auto held = store->read(system_session("test"))->list<Release>({.where = {equals("label", std::string("Dec 2020"))}});
  ASSERT_EQ(held.size(), 2u);
  auto first_cell = [&](const Release& r) { return store->read(system_session("test"))->list<PublishedFigure>({.where = {equals("release", r.id.value)}}).at(0).printed; };
  EXPECT_EQ(first_cell(held[0]), "32");
  EXPECT_EQ(first_cell(held[1]), "33");
  EXPECT_EQ(held[1].narrative, "One more.");
}

TEST_F(Releases, later_reports_repeat_the_latest_revision) {
  Report december = report(demonstration_day, "Dec 2020");
  ASSERT_TRUE(freeze_report(*store, system_session("test"), december));
  for (ReportRow& row : december.tables[0].rows)
    if (row.name == "Total active cases") row.cells.back().text = "415";
  ASSERT_TRUE(freeze_report(*store, system_session("test"), december, {.reason = "One case was missing."}));
  Report march = report(Date::of(2021, 3, 5), "March 2021");
  EXPECT_EQ(total_of(march, "Table 1", "Total Dec 2020"), "415");
  EXPECT_EQ(std::ranges::count(march.tables[0].rows, "Total Dec 2020", &ReportRow::name), 1);
}

TEST_F(Releases, a_release_says_on_which_returns_and_on_what_audit_it_stands) {
  ASSERT_TRUE(open_returns(*store, system_session("test"), {"Dec 2020", demonstration_day, demonstration_day, ""}));
  RegisterReturn own = store->read(system_session("test"))->list<RegisterReturn>().at(0);
  ASSERT_TRUE(freeze_return(*store, system_session("test"), own.id, {"Priya Nair", demonstration_day}));
  ASSERT_TRUE(answer_return(*store, system_session("test"), own.id, Answer::accept, {}, {"Ingrid Vale", demonstration_day}));
  Report december = report(demonstration_day, "Dec 2020");
  std::string head = store->verify({}).head;
  auto released = freeze_report(*store, system_session("test"), december);
  ASSERT_TRUE(released);
  EXPECT_EQ(released->without, (std::vector<std::string>{"LIP", "MSCIP", "SL", "NW"}));
  Release held = store->read(system_session("test"))->find(released->release).value();
  EXPECT_EQ(held.accepted_returns, std::to_string(own.id.value) + "/1");
  EXPECT_EQ(held.missing_returns, "LIP, MSCIP, SL, NW");
  EXPECT_EQ(held.audit_head, head);
}

TEST_F(Releases, a_store_of_before_revisions_takes_them) {
  store.reset();
  place.execute("DROP INDEX release_key; ALTER TABLE release DROP COLUMN revision; CREATE UNIQUE INDEX release_key ON release (authority, label); DELETE FROM schema_change WHERE number = 2");
  auto again = open_store(place.address(), all_records());
  Report december = Figures(*again).on(demonstration_day)->report({.label = "Dec 2020"}, true).value();
  ASSERT_TRUE(freeze_report(*again, system_session("test"), december));
  EXPECT_TRUE(freeze_report(*again, system_session("test"), december, {.reason = "A correction."}));
  EXPECT_TRUE(again->verify({}).findings.empty());
}

TEST_F(Releases, a_report_whose_checks_failed_is_not_released) {
  Report december = report(demonstration_day, "Dec 2020");
  december.findings.push_back({"Table 1", "", "", "something"});
  EXPECT_FALSE(freeze_report(*store, system_session("test"), december));
}

TEST_F(Releases, printed_figures_brought_in_become_history_under_whatever_name_the_partnership_had) {
  std::string file = testing_support::new_folder() + "/printed.csv", text = "report,table,row,column,value\n";
  for (const char* line : {"Year 11,HBEP,10", "Year 11,NWLLIP,4", "Year 11,SLIP,1", "Year 10,HBEP,1", "Year 10,NWLLIP,1", "Year 10,SLIP,1", "Year 9,HBEP,1", "Year 9,NWLLIP,1", "Year 9,SLIP,1", "Total active cases,HBEP,12", "Total active cases,NWLLIP,6", "Total active cases,SLIP,3",
                           "Year 11,County Total,15", "Year 10,County Total,3", "Year 9,County Total,3", "Total active cases,County Total,21"})
    text += std::string("March 2020,Table 2,") + line + "\n";
  ASSERT_TRUE(write_file(file, text));
  ASSERT_TRUE(import_published(*store, system_session("test"), {file}));
  Report december = report(demonstration_day, "Dec 2020");
  EXPECT_EQ(total_of(december, "Table 1", "Total March 2020"), "21");
  EXPECT_EQ(find_cell(december, "Table 1", "Total March 2020", "NW")->cell->text, "6");
}

class PublishedImport : public testing::Test {
 protected:
  PublishedImport() : place("sqlite"), store(open_store(place.address(), all_records())), folder(testing_support::new_folder()) {}
  void add_partnership(std::string code, std::string county) {
    Partnership p{.code = std::move(code), .name = "Some", .authority = {std::move(county)}};
    ASSERT_TRUE(store->write(system_session("test"), [&](Transaction& t) -> Result<void> { t.insert(p); return {}; }));
  }
  Result<std::size_t> import(const std::string& text, const std::string& county = {}) {
    EXPECT_TRUE(write_file(folder + "/printed.csv", text));
    return import_published(*store, system_session("test"), {folder + "/printed.csv"}, county);
  }
  template <class R> std::vector<R> all() { return store->read(system_session("test"))->list<R>(); }
  testing_support::StorePlace place;
  std::unique_ptr<Store> store;
  std::string folder;
};

TEST_F(PublishedImport, figures_of_no_county_are_refused_where_there_are_several_and_taken_where_one_is_named) {
  add_partnership("A", "855");
  add_partnership("B", "856");
  std::string plain = "report,table,row,column,value\nDec 2020,Table 1,Year 11,B,4\n";
  auto refused = import(plain);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the store holds several counties: say whose figures these are with --county, or in a column county");
  EXPECT_FALSE(import(plain, "nowhere"));
  EXPECT_TRUE(all<Release>().empty());
  ASSERT_TRUE(import(plain, "856"));
  EXPECT_EQ(all<Release>().at(0).authority.value, "856");
  ASSERT_TRUE(import("county,report,table,row,column,value\n855,Dec 2020,Table 1,Year 11,A,3\n"));   // the same label in another county is another report
  ASSERT_EQ(all<Release>().size(), 2u);
  EXPECT_EQ(all<Release>().at(1).authority.value, "855");
}

TEST_F(PublishedImport, a_plain_file_leaves_what_a_fuller_one_said_besides) {
  add_partnership("A", "855");
  ASSERT_TRUE(import("report,table,row,column,value,series,consistent,printed_later_as\nDec 2020,Table 1,Total,A,4,open-cases,5,Total Dec 20\n"));
  ASSERT_TRUE(import("report,table,row,column,value\nDec 2020,Table 1,Total,A,6\n"));
  ASSERT_EQ(all<PublishedFigure>().size(), 1u);
  PublishedFigure held = all<PublishedFigure>()[0];
  EXPECT_EQ(held.printed, "6");
  EXPECT_EQ(held.series, "open-cases");
  EXPECT_EQ(held.consistent, "5");
  EXPECT_EQ(held.printed_later_as, "Total Dec 20");
  ASSERT_TRUE(import("report,table,row,column,value,consistent\nDec 2020,Table 1,Total,A,6,\n"));
  EXPECT_EQ(all<PublishedFigure>()[0].consistent, "");
}

}  // namespace
}  // namespace waymark
