// What holds of a pupil for a time, each with the day from which and, once over, the last day on which it held.
#pragma once
#include "domain/pupil/pupil.h"

namespace waymark {

void check_period(const std::optional<Date>& from, const std::optional<Date>& to, std::string_view to_field, Remarks& remarks);

struct SchoolPlace {
  Id<SchoolPlace> id;
  Id<Pupil> pupil;
  Id<School> school;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "school_place", title = "School on roll", plural = "Schools on roll", about = "The school on whose roll a pupil is, from and to.";
  static constexpr std::string_view key[] = {"pupil", "from_on"};
  static constexpr Scope scope = Scope::of_pupil("pupil");
  void check(Remarks& remarks) const { check_period(from_on, to_on, "to_on", remarks); }
  static consteval auto fields() {
    return record<SchoolPlace>({
        field<&SchoolPlace::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&SchoolPlace::school>({.label = "School", .hint = "URN or name", .required = true, .privacy = Level::personal, .aliases = {"School name", "URN"}}),
        field<&SchoolPlace::from_on>({.label = "From", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"On roll from", "Start date"}, .example = "1/9/2019"}),
        field<&SchoolPlace::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::personal, .aliases = {"On roll to", "End date"}}),
    });
  }
};

struct LookedAfter {
  Id<LookedAfter> id;
  Id<Pupil> pupil;
  Code authority;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "looked_after", title = "Looked-after period", plural = "Looked after",
                                    about = "A time in which a pupil is looked after, and by which authority: another than the county's is out of county.";
  static constexpr std::string_view key[] = {"pupil", "from_on"};
  static constexpr Scope scope = Scope::of_pupil("pupil");
  void check(Remarks& remarks) const { check_period(from_on, to_on, "to_on", remarks); }
  static consteval auto fields() {
    return record<LookedAfter>({
        field<&LookedAfter::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&LookedAfter::authority>({.label = "Care authority", .required = true, .privacy = Level::special_category, .codes = "authority", .aliases = {"Authority", "LA"}, .example = "855"}),
        field<&LookedAfter::from_on>({.label = "From", .required = true, .identity = true, .privacy = Level::special_category, .aliases = {"Start date"}, .example = "4/6/2019"}),
        field<&LookedAfter::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::special_category, .aliases = {"End date"}}),
    });
  }
};

struct SenStatus {
  Id<SenStatus> id;
  Id<Pupil> pupil;
  Code provision, stage;
  std::optional<Money> package;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "sen_status", title = "SEN status", plural = "SEN statuses",
                                    about = "SEN provision and the stage of the EHC plan with its funding. One stage holds at a time.";
  static constexpr std::string_view key[] = {"pupil", "from_on"};
  static constexpr Scope scope = Scope::of_pupil("pupil");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<SenStatus>({
        field<&SenStatus::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&SenStatus::provision>({.label = "SEN provision", .required = true, .privacy = Level::special_category, .codes = "sen_provision", .aliases = {"SEN"}, .example = "E"}),
        field<&SenStatus::stage>({.label = "EHC stage", .hint = "Formal assessment, top-up, or the kind of EHC plan; empty for none of them", .privacy = Level::special_category,
                                  .codes = "ehc_stage", .aliases = {"EHC status", "EHCP status", "Stage"}, .example = "EHC plan with a package of £25,500 or more"}),
        field<&SenStatus::package>({.label = "Funding a year", .hint = "Pounds a year above the school's own share", .privacy = Level::special_category, .aliases = {"Package", "Top-up amount"},
                                    .example = "25500"}),
        field<&SenStatus::from_on>({.label = "From", .required = true, .identity = true, .privacy = Level::special_category, .aliases = {"Start date"}, .example = "14/1/2020"}),
        field<&SenStatus::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::special_category, .aliases = {"End date"}}),
    });
  }
};

struct MedicalNeed {
  Id<MedicalNeed> id;
  Id<Pupil> pupil;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "medical_need", title = "Medical need", plural = "Medical needs",
                                    about = "A time in which a child cannot attend school for medical needs (CMN).";
  static constexpr std::string_view key[] = {"pupil", "from_on"};
  static constexpr Scope scope = Scope::of_pupil("pupil");
  void check(Remarks& remarks) const { check_period(from_on, to_on, "to_on", remarks); }
  static consteval auto fields() {
    return record<MedicalNeed>({
        field<&MedicalNeed::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&MedicalNeed::from_on>({.label = "From", .required = true, .identity = true, .privacy = Level::special_category, .aliases = {"Start date"}, .example = "2/3/2020"}),
        field<&MedicalNeed::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::special_category, .aliases = {"End date"}}),
    });
  }
};

struct HomeAuthority {
  Id<HomeAuthority> id;
  Id<Pupil> pupil;
  Code authority;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "home_authority", title = "Home authority", plural = "Home authorities",
                                    about = "The authority of a pupil's home address for a time. Where a day is not covered, the pupil's own home authority holds.";
  static constexpr std::string_view key[] = {"pupil", "from_on"};
  static constexpr Scope scope = Scope::of_pupil("pupil");
  void check(Remarks& remarks) const { check_period(from_on, to_on, "to_on", remarks); }
  static consteval auto fields() {
    return record<HomeAuthority>({
        field<&HomeAuthority::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&HomeAuthority::authority>({.label = "Authority", .required = true, .privacy = Level::personal, .codes = "authority", .aliases = {"Home authority", "LA"}, .example = "856"}),
        field<&HomeAuthority::from_on>({.label = "From", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"Start date"}, .example = "1/9/2020"}),
        field<&HomeAuthority::to_on>({.label = "To", .hint = "The last day; empty while it lasts", .privacy = Level::personal, .aliases = {"End date"}}),
    });
  }
};

}  // namespace waymark
