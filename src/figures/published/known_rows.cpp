#include "figures/published/known_rows.h"

#include <algorithm>

namespace waymark::published {
namespace {

using enum Unit;

constexpr KnownRow open_cases[] = {
    {"open.year-11", count, "year 11 !total"}, {"open.year-10", count, "year 10 !total"}, {"open.year-9", count, "year 9 !total"},
    {"open.year-8", count, "year 8 !total"}, {"open.year-7", count, "year 7 !total"}, {"open.total", count, "total|all|active !referrals !year !percent"}};
constexpr KnownRow forums[] = {
    {"forum.year-11", count, "year 11 !total"}, {"forum.year-10", count, "year 10 !total"}, {"forum.year-9", count, "year 9 !total"},
    {"forum.year-8", count, "year 8 !total"}, {"forum.year-7", count, "year 7 !total"}, {"forum.total", count, "total|all !year !percent"}};
constexpr KnownRow forums_by_term[] = {
    {"term-forum.year-11-discussion", count, "year 11 discussion|discussed|only"}, {"term-forum.year-11-support", count, "year 11 support|additional"},
    {"term-forum.year-10-discussion", count, "year 10 discussion|discussed|only"}, {"term-forum.year-10-support", count, "year 10 support|additional"},
    {"term-forum.year-9-discussion", count, "year 9 discussion|discussed|only"}, {"term-forum.year-9-support", count, "year 9 support|additional"},
    {"term-forum.year-8-discussion", count, "year 8 discussion|discussed|only"}, {"term-forum.year-8-support", count, "year 8 support|additional"},
    {"term-forum.year-7-discussion", count, "year 7 discussion|discussed|only"}, {"term-forum.year-7-support", count, "year 7 support|additional"},
    {"term-forum.to-date", count, "date !support !additional"}, {"term-forum.total-support", count, "total|all support|additional"},
    {"term-forum.total-discussion", count, "total|all discussion|discussed"}, {"term-forum.total", count, "total|all !year"}};
constexpr KnownRow ehc[] = {
    {"ehc.total", count, "total|all"}, {"ehc.formal", count, "formal|assessment"}, {"ehc.package", count, "ehcp|package 25|package"}, {"ehc.top-up", count, "top up"},
    {"ehc.without-funding", count, "ehcp no|without"}, {"ehc.with-funding", count, "ehcp additional|with|funding"}};
constexpr KnownRow referrals[] = {
    {"referrals.percent-tier-4", percent, "percent"}, {"referrals.new", count, "new referrals"}, {"referrals.tier-4", count, "previous|referrals ending|ended|t|tier|pm"},
    {"referrals.previous", count, "previous"}, {"referrals.all", count, "all|total referrals"}};
constexpr KnownRow outcomes[] = {
    {"outcomes.school", count, "school get|gets|continue|continues"}, {"outcomes.ag", count, "ag"}, {"outcomes.in-school", count, "inschool"},
    {"outcomes.top-up", count, "top up"}, {"outcomes.other-agency", count, "agency|agencies"}, {"outcomes.short-term", count, "short"},
    {"outcomes.managed-move", count, "managed move|moves"}, {"outcomes.formal", count, "formal"}, {"outcomes.part-time", count, "pt pm"},
    {"outcomes.full-time", count, "ft pm"}, {"outcomes.specialist", count, "specialist"}, {"outcomes.other", count, "other"}, {"outcomes.total", count, "total"}};

#define WAYMARK_PROGRAMME(ks)                                                                                                                       \
  {ks ".percent-of-roll", percent, "percent !adjusted"}, {ks ".adjusted", fte, "adjusted"}, {ks ".under-24", count, "under 24"},                    \
      {ks ".full-time", count, "ft !fte"}, {ks ".cmn", count, "cmn"}, {ks ".fte-in-school", fte, "fte"},                                              \
      {ks ".package", count, "25|fully|package"}, {ks ".ehc", count, "ehcp|formal|top"}, {ks ".part-time", count, "pt"},                              \
      {ks ".both-stages", count, "ks 3 4 total|both|and"}, {ks ".heads", count, "total|heads|all|no|students"}
constexpr KnownRow ks3[] = {WAYMARK_PROGRAMME("ks3")};
constexpr KnownRow ks4[] = {{"ks4.year-10", count, "year 10"}, WAYMARK_PROGRAMME("ks4")};
#undef WAYMARK_PROGRAMME

constexpr KnownRow city[] = {{"city.register", count, "register"}, {"city.ks3", count, "ks 3 !4"}, {"city.ks4", count, "ks 4 !3"}, {"city.pm", count, "total|all"}};
constexpr KnownRow lac[] = {{"lac.register", count, "register"}, {"lac.ks3", count, "ks 3 !4"}, {"lac.ks4", count, "ks 4 !3"}, {"lac.pm", count, "total|all"}};
constexpr KnownRow hours_rows[] = {
    {"hours.average-staff", average, "average directly|employed|des|house|staff"}, {"hours.average-purchased", average, "average"},
    {"hours.staff", hours, "hours directly|employed|des|house|staff"}, {"hours.purchased", hours, "hours purchased|ap|provision|total"},
    {"hours.pm", rounded_count, "students|pm|no"}};

#define WAYMARK_FINANCE(kind)                                                                                                                        \
  {kind ".balance-percent", percent, "balance percent"}, {kind ".brought-forward", money, "bf !total"}, {kind ".total-income", money, "total income"},     \
      {kind ".total-expenditure", money, "total expenditure"}, {kind ".closing", money, "balance end|closing|carried|cf"}, {kind ".contingency", money, "contingency"},    \
      {kind ".pilot-autumn", money, "la pilot autumn"}, {kind ".pilot-spring", money, "la pilot spring"}, {kind ".pilot-summer", money, "la pilot summer"},                \
      {kind ".pilot", money, "la pilot"}, {kind ".la-autumn", money, "la autumn"}, {kind ".la-spring", money, "la spring"}, {kind ".la-summer", money, "la summer"},       \
      {kind ".la", money, "la income|grant|funding"}, {kind ".income-schools", money, "income schools|school"}, {kind ".income-other", money, "other income"}, {kind ".income-agreement", money, "other agreement"},             \
      {kind ".staff", money, "directly|employed|salaries"}, {kind ".other-staffing", money, "staffing"}, {kind ".premises", money, "premises|office"},               \
      {kind ".tier-3", money, "payments tier|t"}, {kind ".payments-schools", money, "payments schools"}, {kind ".provision", money, "purchase|provision"},             \
      {kind ".transport", money, "transport"}, {kind ".other", money, "other"}
constexpr KnownRow actual[] = {WAYMARK_FINANCE("actual")};
constexpr KnownRow plan[] = {WAYMARK_FINANCE("plan")};
#undef WAYMARK_FINANCE

constexpr KnownRow gcse[] = {
    {"leavers.count", count, "leavers !gcse !percent !average"}, {"gcse.entry-average", average, "average entry"}, {"gcse.good-average", average, "average plus|4"},
    {"gcse.graded-average", average, "average gcse|graded|passes"}, {"gcse.percent-four-plus", percent, "percent 4 !1"}, {"gcse.percent-graded", percent, "percent 1|one|gcse"},
    {"gcse.students-none", count, "students|leavers no gcse outcome|outcomes|none"}, {"gcse.students-good", count, "students 1|one 4 !percent"}, {"gcse.students-four", count, "students 4|four"},
    {"gcse.entry", count, "gcse entry"}, {"gcse.graded", count, "gcse graded|grades"}, {"gcse.good", count, "gcse 4 plus"}};
constexpr KnownRow english_maths[] = {
    {"leavers.count", count, "leavers"}, {"english.entry-percent", percent, "english entry percent"}, {"english.good-percent", percent, "english plus percent"},
    {"maths.entry-percent", percent, "maths entry percent"}, {"maths.good-percent", percent, "maths plus percent"}, {"english.entry", count, "english entry"},
    {"english.good", count, "english plus|4"}, {"maths.entry", count, "maths entry"}, {"maths.good", count, "maths plus|4"}};
constexpr KnownRow other_quals[] = {
    {"leavers.count", count, "leavers !average"}, {"quals.average", average, "average"}, {"quals.students-none", count, "students|leavers quals no"}, {"quals.additional", count, "additional|add quals"},
    {"quals.english-total", count, "total english"}, {"quals.maths-total", count, "total maths"}, {"quals.english-entry", count, "english entry"}, {"quals.english-1", count, "english 1"},
    {"quals.english-2", count, "english 2"}, {"quals.maths-entry", count, "maths entry"}, {"quals.maths-1", count, "maths 1"}, {"quals.maths-2", count, "maths 2"},
    {"quals.other-entry", count, "other entry"}, {"quals.other-1", count, "other 1"}, {"quals.other-2", count, "other 2"}};
constexpr KnownRow destinations[] = {
    {"leavers.count", count, "leavers"}, {"destinations.total", count, "total|all"}, {"destinations.further-education", count, "further|fe|college"}, {"destinations.voluntary", count, "voluntary|vs"},
    {"destinations.apprenticeship", count, "apprenticeship"}, {"destinations.employment", count, "employment|employed|work !neet"}, {"destinations.custody", count, "custody"},
    {"destinations.neet", count, "neet"}, {"destinations.other", count, "other|known|unknown"}};
constexpr KnownRow categories[] = {{"categories.attendance", count, "attendance !percent"}, {"categories.semh", count, "semh"}, {"categories.one-off", count, "one off"},
    {"categories.none", count, "none|no|category|given"}, {"categories.total", count, "total|all"}};
constexpr KnownRow sena[] = {{"sena.package", count, "25|package|fully"}, {"sena.ks3-top-up", count, "ks 3 !4"}, {"sena.ks4-top-up", count, "ks 4 !3"}, {"sena.total", count, "total"}};
constexpr KnownRow attendance[] = {{"attendance.percent", percent, "attendance"}};
constexpr KnownRow year_groups[] = {{"", count, "year 11"}, {"", count, "year 10"}, {"", count, "year 9"}, {"", count, "year 8"}, {"", count, "year 7"}, {"", count, "total"}};
constexpr KnownRow exclusions[] = {{"exclusions.ks3", count, "ks 3 !4"}, {"exclusions.ks4", count, "ks 4 !3"}, {"exclusions.total", count, "total|all"}};

constexpr KnownRow by_head[] = {
    {"heads.cost-per-pupil", average, "divided|per students|head"}, {"heads.pm", count, "total students pm"}, {"heads.income-la", money, "income la"}, {"heads.income-schools", money, "income schools"},
    {"heads.income", money, "income total"}, {"heads.staffing", money, "expenditure staffing"}, {"heads.administration", money, "admin|administration"}, {"heads.transport", money, "transport"},
    {"heads.provision", money, "provision"}, {"heads.expenditure", money, "expenditure total"}};
constexpr KnownRow supported[] = {
    {"supported.pm", count, "total ks 3 4 pm"}, {"supported.ag", count, "total ks 3 4 ag"}, {"supported.ks4-pm", count, "ks 4 pm !3"}, {"supported.ks4-ag", count, "ks 4 ag !3"},
    {"supported.ks3-pm", count, "ks 3 pm !4"}, {"supported.ks3-ag", count, "ks 3 ag !4"}};
constexpr KnownRow year11[] = {
    {"year11.mean-points", average, "average point|points"}, {"year11.with-gcse", count, "students gcse bracketed"}, {"year11.students", count, "students no !quals"},
    {"year11.english-good", count, "english c plus"}, {"year11.maths-good", count, "maths c plus"}, {"year11.english-below", count, "english below"}, {"year11.maths-below", count, "maths below"},
    {"year11.other-good", count, "other gcse c plus"}, {"year11.other-below", count, "other gcse below"}, {"year11.without-quals", count, "quals bracketed"}, {"year11.other-quals", count, "other quals"},
    {"year11.points", count, "points"}, {"year11.credit", count, "credit|credits"}};
constexpr KnownRow structure[] = {{"structure.schools", count, "schools no"}, {"structure.chair", text, "chair"}, {"structure.staffing", text, "staffing|staff"}, {"structure.funding", money, "funding"}};

constexpr KnownTable all_known[] = {
    {TableKind::open_cases, "open cases by year group", "open.year-11 open.year-10 open.total", "total each active open cases", open_cases},
    {TableKind::ehc_status, "EHC status", "ehc.formal ehc.package", "ehcp ehc status", ehc},
    {TableKind::initial_referrals, "initial referrals", "referrals.new referrals.previous", "initial", referrals},
    {TableKind::forums, "inclusion forums", "forum.year-11 forum.year-10 forum.total", "forum referrals if", forums},
    {TableKind::forums_by_term, "inclusion forums by term", "term-forum.year-11-discussion term-forum.year-11-support", "forum", forums_by_term},
    {TableKind::outcomes, "outcomes of referrals", "outcomes.managed-move outcomes.full-time", "outcomes", outcomes},
    {TableKind::programme_ks3, "KS3 programme managed", "ks3.heads ks3.adjusted", "ks_3", ks3},
    {TableKind::programme_ks4, "KS4 programme managed", "ks4.heads ks4.adjusted", "ks_4", ks4},
    {TableKind::pupils_supported, "pupils supported", "supported.ks4-pm supported.ks4-ag", "supported", supported},
    {TableKind::city_address, "city address students", "city.ks3 city.ks4 city.pm", "city address", city},
    {TableKind::hours, "hours in house and in alternative provision", "hours.purchased hours.average-purchased", "house ap hours", hours_rows},
    {TableKind::looked_after, "looked-after students", "lac.ks3 lac.ks4 lac.pm", "lac out", lac},
    {TableKind::finance_actual, "finance, actual", "actual.total-expenditure actual.closing", "school year actual", actual},
    {TableKind::finance_intentions, "budget intentions", "plan.total-expenditure plan.closing", "intentions budget plan contingency autumn", plan},
    {TableKind::gcse, "GCSE outcomes", "gcse.entry gcse.graded", "gcse outcomes", gcse},
    {TableKind::english_maths, "English and maths", "english.entry english.good maths.entry", "english maths", english_maths},
    {TableKind::other_qualifications, "other qualifications", "quals.additional quals.other-1", "other quals", other_quals},
    {TableKind::destinations, "destinations", "destinations.further-education destinations.neet", "destinations", destinations},
    {TableKind::referral_categories, "referral categories", "categories.attendance categories.semh", "categories category", categories},
    {TableKind::sena_funding, "SENA funding", "sena.package sena.ks3-top-up", "sena funding", sena},
    {TableKind::attendance, "attendance", "attendance.percent", "attendance", attendance},
    {TableKind::permanent_exclusions, "permanent exclusions", "exclusions.ks3 exclusions.ks4", "exclusions exclusion", exclusions},
    {TableKind::finance_by_head, "income and expenditure by head", "heads.income heads.expenditure", "income", by_head},
    {TableKind::year11_outcomes, "year 11 outcomes", "year11.students year11.english-good", "outcomes", year11},
    {TableKind::structure, "structure", "structure.schools structure.chair", "structure", structure},
    {TableKind::year_groups, "year groups", "", "", year_groups}};

}  // namespace

std::span<const KnownTable> known_tables() { return all_known; }

const KnownTable* known_table(TableKind kind) {
  auto found = std::find_if(std::begin(all_known), std::end(all_known), [&](const KnownTable& table) { return table.kind == kind; });
  return found == std::end(all_known) ? nullptr : found;
}

std::string_view name_of(TableKind kind) {
  const KnownTable* table = known_table(kind);
  return table == nullptr ? "a table of another kind" : table->name;
}

}  // namespace waymark::published
