// What every form does alike: says what is wrong in a summary and at the field, keeps what was typed, and asks on a page of its own before
// something is taken away.
#pragma once
#include "web/app.h"

namespace waymark {

class Problems {
 public:
  void add(std::string field, std::string_view message);
  void add(const Problem& problem, std::string field_otherwise) { add(problem.field.empty() ? std::move(field_otherwise) : problem.field, problem.message); }
  std::string of(std::string_view field) const;
  bool any() const { return !list_.empty(); }
  const std::vector<govuk::FieldError>& list() const { return list_; }

 private:
  std::vector<govuk::FieldError> list_;
};

struct FormPage {
  std::string title, action;
  std::vector<govuk::Link> breadcrumbs;
  Html before, inside;                 // what stands above the form, and in it
  std::string button = "Continue", button_kind{};
  Html after{};
};
HttpResponse show_form(const Visit& visit, const FormPage& page, const Problems& problems = {}, int status = 400);   // the status when there are problems

// "Are you sure?": a page with one button that does it and a link that does not.
struct Question { std::string title, action, button, back; std::vector<govuk::Link> breadcrumbs; Html about; };
HttpResponse ask(const Visit& visit, const Question& question, const Problems& problems = {});

std::string sentence(std::string_view message);   // with a capital letter
std::string moment(std::int64_t ms);              // "22 Nov 2026 at 09:30 UTC"
bool is_id(const std::string& part, std::int64_t& id);   // a record's number in an address

// A list that obeys sort and order of the address.
struct Sorting {
  std::string by, page;                 // page: "/people?role=x&" before the sorting
  bool descending = false;
  govuk::Column column(const std::string& label, const std::string& name) const;
};
Sorting sorting_of(const Visit& visit, const std::string& page, const std::string& usual);

}  // namespace waymark
