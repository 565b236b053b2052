// A school of a partnership, and what the school census says of it: roll and free school meals.
#pragma once
#include "domain/partnership/partnership.h"

namespace waymark {

struct School {
  Id<School> id;
  Id<Partnership> partnership;
  std::string urn, name, dfe_number;

  static constexpr std::string_view table = "school", title = "School", plural = "Schools", about = "A secondary school that belongs to a partnership.";
  static constexpr std::string_view key[] = {"urn"}, lookups[] = {"urn", "name"};
  static constexpr Scope scope = Scope::everyone();
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<School>({
        field<&School::partnership>({.label = "Partnership", .hint = "Its code; leave empty in a workbook of one partnership", .required = true, .privacy = Level::none,
                                     .example = "HBEP"}),
        field<&School::urn>({.label = "URN", .hint = "The six-digit number of the school's record in Get Information about Schools", .required = true, .identity = true,
                             .privacy = Level::none, .aliases = {"Unique reference number"}, .example = "900101"}),
        field<&School::name>({.label = "School name", .required = true, .privacy = Level::none, .aliases = {"School", "Name"}, .example = "Greenfield Academy"}),
        field<&School::dfe_number>({.label = "DfE number", .hint = "Authority and establishment number, 855/4001", .privacy = Level::none, .aliases = {"LAESTAB", "DfES number"},
                                    .example = "855/4001"}),
    });
  }
};

struct SchoolCensus {
  Id<SchoolCensus> id;
  Id<School> school;
  std::optional<Date> census_on;
  std::optional<std::int64_t> roll_11_16;
  std::optional<Percent> fsm_percent;

  static constexpr std::string_view table = "school_census", title = "School roll", plural = "School rolls",
                                    about = "A school's roll aged 11 to 16 and share with free school meals at a school census.";
  static constexpr std::string_view key[] = {"school", "census_on"};
  static constexpr Scope scope = Scope::everyone();
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<SchoolCensus>({
        field<&SchoolCensus::school>({.label = "School", .hint = "URN or name", .required = true, .identity = true, .privacy = Level::none, .aliases = {"URN", "School name"},
                                      .example = "900101"}),
        field<&SchoolCensus::census_on>({.label = "School census date", .required = true, .identity = true, .privacy = Level::none, .aliases = {"Census date", "Date"},
                                         .example = "1/10/2020"}),
        field<&SchoolCensus::roll_11_16>({.label = "Roll aged 11 to 16", .required = true, .privacy = Level::none, .aliases = {"Roll 11-16", "Roll", "NOR"}, .example = "845"}),
        field<&SchoolCensus::fsm_percent>({.label = "Free school meals %", .hint = "Percentage of the roll eligible for free school meals", .privacy = Level::none,
                                           .aliases = {"FSM %", "FSM"}, .example = "14.2"}),
    });
  }
};

}  // namespace waymark
