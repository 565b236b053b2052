// The list of every table, in the order of the report. Adding a table: its declaration in a file here, and a line in this list.
#include "figures/table.h"
#include "platform/core/text.h"

namespace waymark {

extern const Table open_cases, ehc_status, sena_funding, initial_referrals, referral_categories, inclusion_forums, forums_by_term, outcomes_of_referrals, ks3_programme, ks4_programme,
    city_addresses, hours, looked_after_students;

std::span<const Table* const> all_tables() {
  static constexpr const Table* tables[] = {&open_cases,     &ehc_status,            &sena_funding,  &initial_referrals, &referral_categories, &inclusion_forums,
                                            &forums_by_term, &outcomes_of_referrals, &ks3_programme, &ks4_programme,     &city_addresses,      &hours, &looked_after_students};
  return tables;
}

const Table* find_table(std::string_view id_or_name) {
  for (const Table* table : all_tables())
    if (table->id == id_or_name || same_words(table->name, id_or_name) || same_words(table->title, id_or_name)) return table;
  return nullptr;
}

}  // namespace waymark
