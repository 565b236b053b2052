// A school asks its partnership to take up a pupil. It is the school's own until it is sent; then the partnership accepts it, which makes the
// referral, asks for more, or turns it down with a reason.
#pragma once
#include "domain/people/user.h"
#include "domain/referral/referral.h"

namespace waymark {

struct ReferralRequest {
  Id<ReferralRequest> id;
  Id<Partnership> partnership;
  Id<School> school;
  Id<User> person;
  std::string upn, surname, forename;
  std::optional<Date> born_on;
  Code sex, category, consent;
  std::string concern, tried, attendance, family_view;
  std::optional<Date> started_on, sent_on, answered_on;
  Code answer;
  std::string answer_reason;
  Id<Referral> referral;

  static constexpr std::string_view table = "referral_request", title = "Referral form", plural = "Referral forms", about = "A school's referral form, from its first draft to the partnership's answer.";
  static constexpr Scope scope = Scope::partnership("partnership").sent_by("school");
  void check(Remarks& remarks) const;
  static consteval auto fields() {
    return record<ReferralRequest>({
        field<&ReferralRequest::partnership>({.label = "Partnership", .hint = "Once it is sent", .privacy = Level::none, .in_return = false}),
        field<&ReferralRequest::school>({.label = "School", .required = true, .identity = true, .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::person>({.label = "Begun by", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::upn>({.label = "UPN", .hint = "Unique pupil number: a letter and 12 characters. The rest is filled in when it is known.", .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::surname>({.label = "Surname", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::forename>({.label = "Forename", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::born_on>({.label = "Date of birth", .hint = "For example, 27/3/2009", .required = true, .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::sex>({.label = "Sex", .hint = "As recognised in law", .required = true, .privacy = Level::personal, .codes = "sex", .in_return = false}),
        field<&ReferralRequest::category>({.label = "Category", .required = true, .privacy = Level::special_category, .codes = "referral_category", .in_return = false}),
        field<&ReferralRequest::consent>({.label = "Does the family agree to the referral?", .required = true, .privacy = Level::personal, .codes = "consent", .in_return = false}),
        field<&ReferralRequest::concern>({.label = "What worries you?", .required = true, .privacy = Level::case_note, .in_return = false}),
        field<&ReferralRequest::tried>({.label = "What has been tried?", .hint = "Support in school, plans, agencies, and what came of it", .required = true, .privacy = Level::case_note, .in_return = false}),
        field<&ReferralRequest::attendance>({.label = "Attendance and exclusions this year", .hint = "For example, 78 %, two suspensions", .privacy = Level::case_note, .in_return = false}),
        field<&ReferralRequest::family_view>({.label = "What do the child and the family say?", .privacy = Level::case_note, .in_return = false}),
        field<&ReferralRequest::started_on>({.label = "Begun", .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::sent_on>({.label = "Sent", .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::answered_on>({.label = "Answered", .privacy = Level::personal, .in_return = false}),
        field<&ReferralRequest::answer>({.label = "Answer", .privacy = Level::personal, .codes = "request_answer", .in_return = false}),
        field<&ReferralRequest::answer_reason>({.label = "Reason", .privacy = Level::case_note, .in_return = false}),
        field<&ReferralRequest::referral>({.label = "Referral", .privacy = Level::personal, .in_return = false}),
    });
  }
};

}  // namespace waymark
