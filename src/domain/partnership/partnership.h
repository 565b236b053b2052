// A partnership of schools: the unit that runs cases, holds money and hands in a register. It keeps its identity through a change of name.
#pragma once
#include "platform/record/record.h"

namespace waymark {

struct Partnership {
  Id<Partnership> id;
  std::string code, name;
  Code authority;
  std::optional<std::int64_t> position;
  bool merged_panel = false;
  std::optional<std::int64_t> quota;

  static constexpr std::string_view table = "partnership", title = "Partnership", plural = "Partnerships",
                                    about = "A partnership of schools that runs cases and hands in a register.";
  static constexpr std::string_view key[] = {"code"}, lookups[] = {"code", "name"};
  static constexpr Scope scope = Scope::everyone();
  static consteval auto fields() {
    return record<Partnership>({
        field<&Partnership::code>({.label = "Code", .hint = "The short name used as a column heading in reports", .required = true, .identity = true,
                                   .privacy = Level::none, .aliases = {"Partnership code", "Short name"}, .example = "HBEP"}),
        field<&Partnership::name>({.label = "Name", .required = true, .privacy = Level::none, .aliases = {"Partnership name", "Partnership"},
                                   .example = "Hinckley and Bosworth"}),
        field<&Partnership::authority>({.label = "County", .hint = "The local authority whose schools belong to the partnership", .required = true,
                                        .privacy = Level::none, .codes = "authority", .aliases = {"Local authority", "LA", "LA code"}, .example = "855"}),
        field<&Partnership::position>({.label = "Order in tables", .hint = "1 stands first", .privacy = Level::none, .aliases = {"Position", "Column"}, .example = "1"}),
        field<&Partnership::merged_panel>({.label = "Panel and forum are one meeting",
                                           .hint = "Yes: only cases both new and with no outcome above Tier 2 count as inclusion forum cases",
                                           .privacy = Level::none, .aliases = {"Merged panel"}, .example = "no"}),
        field<&Partnership::quota>({.label = "Quota of programme managed places", .hint = "Places a year before a school pays the extra charge; leave empty for none",
                                    .privacy = Level::none, .aliases = {"PM quota"}, .example = "20"}),
    });
  }
};

struct PartnershipName {
  Id<PartnershipName> id;
  Id<Partnership> partnership;
  std::string short_name, name;
  std::optional<Date> from_on, to_on;

  static constexpr std::string_view table = "partnership_name", title = "Partnership name", plural = "Partnership names",
                                    about = "A name that a partnership has gone by, with its dates. Files may use any of them.";
  static constexpr std::string_view key[] = {"partnership", "short_name", "name"}, lookups[] = {"short_name", "name"}, name_of = "partnership";
  static constexpr Scope scope = Scope::everyone();
  static consteval auto fields() {
    return record<PartnershipName>({
        field<&PartnershipName::partnership>({.label = "Partnership", .hint = "Its code", .required = true, .identity = true, .privacy = Level::none, .example = "LIP"}),
        field<&PartnershipName::short_name>({.label = "Short name", .required = true, .privacy = Level::none, .example = "LNCIP"}),
        field<&PartnershipName::name>({.label = "Name", .privacy = Level::none, .aliases = {"Full name"}, .example = "Loughborough and North Charnwood"}),
        field<&PartnershipName::from_on>({.label = "From", .privacy = Level::none, .aliases = {"Used from"}, .example = "1/9/2021"}),
        field<&PartnershipName::to_on>({.label = "To", .privacy = Level::none, .aliases = {"Used until"}}),
    });
  }
};

}  // namespace waymark
