// A provider of alternative provision.
#pragma once
#include "domain/partnership/partnership.h"

namespace waymark {

struct Provider {
  Id<Provider> id;
  std::string name;
  Code provider_kind;
  std::string urn, ukprn;

  static constexpr std::string_view table = "provider", title = "Provider", plural = "Providers", about = "A provider of alternative provision, from whom hours are bought.";
  static constexpr std::string_view key[] = {"name"}, lookups[] = {"name"};
  static constexpr Scope scope = Scope::everyone();
  static consteval auto fields() {
    return record<Provider>({
        field<&Provider::name>({.label = "Provider name", .required = true, .identity = true, .privacy = Level::none, .aliases = {"Provider", "Name"}, .example = "Riverside Motors"}),
        field<&Provider::provider_kind>({.label = "Kind", .required = true, .privacy = Level::none, .codes = "provider_kind", .aliases = {"Type"}, .example = "Non-school alternative provision"}),
        field<&Provider::urn>({.label = "URN", .hint = "Where it is a school", .privacy = Level::none}),
        field<&Provider::ukprn>({.label = "UKPRN", .hint = "Where it is a college or registered provider", .privacy = Level::none}),
    });
  }
};

}  // namespace waymark
