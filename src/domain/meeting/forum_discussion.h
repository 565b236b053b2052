// A case discussed at a meeting: an inclusion forum, a panel or a core group.
#pragma once
#include "domain/referral/referral.h"

namespace waymark {

struct ForumDiscussion {
  Id<ForumDiscussion> id;
  Id<Partnership> partnership;
  Id<Pupil> pupil;
  std::string reference;
  std::optional<Date> discussed_on;
  Code meeting;
  Id<Referral> referral;

  static constexpr std::string_view table = "forum_discussion", title = "Discussion", plural = "Discussions",
                                    about = "A pupil's case discussed at an inclusion forum, panel or core group.";
  static constexpr std::string_view key[] = {"partnership", "reference"}, lookups[] = {"reference"}, reference_from[] = {"pupil", "discussed_on"};
  static constexpr Scope scope = Scope::partnership("partnership", "pupil");
  static consteval auto fields() {
    return record<ForumDiscussion>({
        field<&ForumDiscussion::partnership>({.label = "Partnership", .hint = "Its code; leave empty in a workbook of one partnership", .required = true, .identity = true,
                                              .privacy = Level::none, .example = "HBEP"}),
        field<&ForumDiscussion::pupil>({.label = "Pupil", .hint = "UPN, or the pupil reference", .required = true, .identity = true, .privacy = Level::personal, .aliases = {"UPN"}}),
        field<&ForumDiscussion::reference>({.label = "Discussion reference", .hint = "Leave empty and one is made from pupil and date", .identity = true, .privacy = Level::personal,
                                            .aliases = {"Reference"}}),
        field<&ForumDiscussion::discussed_on>({.label = "Date of meeting", .required = true, .privacy = Level::personal, .aliases = {"Discussed", "Meeting date"}, .example = "8/10/2020"}),
        field<&ForumDiscussion::meeting>({.label = "Meeting", .required = true, .privacy = Level::personal, .codes = "meeting_kind", .example = "Inclusion forum"}),
        field<&ForumDiscussion::referral>({.label = "Referral", .hint = "The referral reference, where the discussion belongs to one", .privacy = Level::personal,
                                           .aliases = {"Referral reference"}}),
    });
  }
};

}  // namespace waymark
