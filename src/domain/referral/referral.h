// A referral to a partnership, by which route and why, and the outcomes that the discussions of it ended in.
#pragma once
#include "domain/referral/case_file.h"

namespace waymark {

struct Referral {
  Id<Referral> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  std::string reference;
  std::optional<Date> received_on;
  Code route, category;
  Id<School> referred_by;
  std::string concern;

  static constexpr std::string_view table = "referral", title = "Referral", plural = "Referrals",
                                    about = "A school or the county asks the partnership to take up a pupil's case. Every referral counts, also a pupil's second.";
  static constexpr std::string_view key[] = {"partnership", "reference"}, lookups[] = {"reference"}, reference_from[] = {"pupil", "received_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  static consteval auto fields() {
    return record<Referral>({
        field<&Referral::partnership>({.label = "Partnership", .hint = "Its code; leave empty in a workbook of one partnership", .required = true, .identity = true,
                                       .privacy = Level::none, .example = "HBEP"}),
        field<&Referral::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&Referral::reference>({.label = "Referral reference", .hint = "Any reference of your own that stays with the row; leave empty and one is made from pupil and date",
                                     .identity = true, .privacy = Level::personal, .aliases = {"Reference", "Referral"}}),
        field<&Referral::received_on>({.label = "Date received", .hint = "For example, 27/3/2020", .required = true, .privacy = Level::personal,
                                       .aliases = {"Received", "Referral date", "Date of referral"}, .example = "14/9/2020"}),
        field<&Referral::route>({.label = "Route", .hint = "To which meeting, or by which decision, the referral came", .required = true, .privacy = Level::personal,
                                 .codes = "referral_route", .aliases = {"Referred to"}, .example = "Inclusion forum"}),
        field<&Referral::category>({.label = "Category", .required = true, .privacy = Level::special_category, .codes = "referral_category", .aliases = {"Referral category"}, .example = "SEMH"}),
        field<&Referral::referred_by>({.label = "Referring school", .hint = "URN or name; empty when the county referred", .privacy = Level::personal, .aliases = {"Referred by"}}),
        field<&Referral::concern>({.label = "Concern", .hint = "What the school is worried about", .privacy = Level::case_note, .aliases = {"Reason"}}),
    });
  }
};

struct ReferralOutcome {
  Id<ReferralOutcome> id;
  Id<Referral> referral;
  Code outcome;
  std::optional<Date> decided_on;

  static constexpr std::string_view table = "referral_outcome", title = "Referral outcome", plural = "Referral outcomes",
                                    about = "One outcome of a referral and the day it was decided. A referral may have several.";
  static constexpr std::string_view key[] = {"referral", "outcome"};
  static constexpr Scope scope = Scope::through("referral", "referral");
  static consteval auto fields() {
    return record<ReferralOutcome>({
        field<&ReferralOutcome::referral>({.label = "Referral", .hint = "Its referral reference", .required = true, .identity = true, .privacy = Level::personal,
                                           .aliases = {"Referral reference"}}),
        field<&ReferralOutcome::outcome>({.label = "Outcome", .required = true, .identity = true, .privacy = Level::special_category, .codes = "referral_outcome",
                                          .example = "A&G offered"}),
        field<&ReferralOutcome::decided_on>({.label = "Decided", .required = true, .privacy = Level::personal, .aliases = {"Date decided", "Decision date"}, .example = "24/9/2020"}),
    });
  }
};

}  // namespace waymark
