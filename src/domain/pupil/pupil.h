// A pupil: who the child is. What changes over time (school, care, SEN, authority) is in statuses.h.
#pragma once
#include "domain/school/school.h"

namespace waymark {

struct Pupil {
  Id<Pupil> id;
  std::string upn, reference, uln, surname, forename, former_names;
  std::optional<Date> born_on;
  Code sex, home_authority;
  std::optional<std::int64_t> year_offset;

  static constexpr std::string_view table = "pupil", title = "Pupil", plural = "Pupils", about = "A child whom a partnership knows.";
  static constexpr std::string_view key[] = {"reference"}, lookups[] = {"upn", "reference"}, reference_from[] = {"upn"};
  static constexpr Scope scope = Scope::of_pupil("id");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<Pupil>({
        field<&Pupil::upn>({.label = "UPN", .hint = "Unique pupil number: a letter and 12 characters", .required = true, .privacy = Level::personal,
                            .aliases = {"Unique pupil number"}, .example = "P207000016049"}),
        field<&Pupil::reference>({.label = "Pupil reference", .hint = "Only where there is no UPN yet: any reference of your own that no other partnership uses",
                                  .identity = true, .privacy = Level::personal, .aliases = {"Local reference"}, .example = "HBEP-0012"}),
        field<&Pupil::uln>({.label = "ULN", .hint = "Unique learner number, 10 digits, once known", .privacy = Level::personal, .aliases = {"Unique learner number"}}),
        field<&Pupil::surname>({.label = "Surname", .required = true, .privacy = Level::personal, .aliases = {"Last name", "Family name"}, .example = "Roe"}),
        field<&Pupil::forename>({.label = "Forename", .required = true, .privacy = Level::personal, .aliases = {"First name", "Given name"}, .example = "Jordan"}),
        field<&Pupil::former_names>({.label = "Former names", .privacy = Level::personal, .aliases = {"Former surname"}}),
        field<&Pupil::born_on>({.label = "Date of birth", .hint = "For example, 27/3/2009", .required = true, .privacy = Level::personal, .aliases = {"DOB", "Born", "Birth date"},
                                .example = "3/2/2006"}),
        field<&Pupil::sex>({.label = "Sex", .hint = "As recognised in law", .required = true, .privacy = Level::personal, .codes = "sex", .aliases = {"Gender"}, .example = "F"}),
        field<&Pupil::home_authority>({.label = "Home authority", .hint = "The authority of the home address, unless the sheet Home authorities gives one for the day",
                                       .required = true, .privacy = Level::personal, .codes = "authority", .aliases = {"Address authority", "Home LA"}, .example = "855"}),
        field<&Pupil::year_offset>({.label = "Taught out of year by", .hint = "-1: a year below the year group of the date of birth; empty: in it", .privacy = Level::personal,
                                    .aliases = {"Year offset"}}),
    });
  }
};

}  // namespace waymark
