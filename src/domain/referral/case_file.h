// A case: the time in which a partnership works with a pupil. The word "case" is the language's own, hence the file's and table's name.
#pragma once
#include "domain/pupil/statuses.h"

namespace waymark {

struct CaseFile {
  Id<CaseFile> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  std::string reference;
  std::optional<Date> opened_on, closed_on;

  static constexpr std::string_view table = "case_file", title = "Case", plural = "Cases",
                                    about = "The time in which a partnership works with a pupil. A pupil with an open case is an active case, counted once.";
  static constexpr std::string_view key[] = {"partnership", "reference"}, lookups[] = {"reference"}, reference_from[] = {"pupil", "opened_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  void check(Remarks& remarks) const { check_period(opened_on, closed_on, "closed_on", remarks); }
  static consteval auto fields() {
    return record<CaseFile>({
        field<&CaseFile::partnership>({.label = "Partnership", .hint = "Its code; leave empty in a workbook of one partnership", .required = true, .identity = true,
                                       .privacy = Level::none, .example = "HBEP"}),
        field<&CaseFile::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&CaseFile::reference>({.label = "Case reference", .hint = "Any reference of your own that stays with the row; leave empty and one is made from pupil and date",
                                     .identity = true, .privacy = Level::personal, .aliases = {"Reference", "Case"}}),
        field<&CaseFile::opened_on>({.label = "Opened", .required = true, .privacy = Level::personal, .aliases = {"Date opened", "Case opened"}, .example = "12/3/2020"}),
        field<&CaseFile::closed_on>({.label = "Closed", .hint = "The day on which it closed; empty while it is open", .privacy = Level::personal, .aliases = {"Date closed", "Case closed"}}),
    });
  }
};

}  // namespace waymark
