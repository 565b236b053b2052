#include "platform/record/store.h"

#include <algorithm>

namespace waymark {

bool Grant::shows(const FieldInfo& field) const {
  if (field.privacy.level == Level::secret || (field.privacy.level == Level::case_note && !case_notes)) return false;
  for (std::string_view rest = fields; !rest.empty();) {
    std::string_view name = rest.substr(0, rest.find(' '));
    if (name == field.name) return true;
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
  }
  return fields.empty();
}

Grant Session::grant(const RecordType& type) const {
  if (system) return {Reach::all, Reach::all, Reach::all, true, {}};
  Grant out;
  bool any = false;
  for (const Holding& holding : holdings) {
    Grant g = rules ? rules->grant(holding.role, type) : Grant{};
    if (g.read == Reach::none && g.add == Reach::none && g.change == Reach::none) continue;
    out.fields = any && (out.fields.empty() || g.fields.empty()) ? std::string_view() : g.fields;
    out.read = std::max(out.read, g.read);
    out.add = std::max(out.add, g.add);
    out.change = std::max(out.change, g.change);
    out.case_notes = out.case_notes || g.case_notes;
    any = true;
  }
  return out;
}

std::vector<std::int64_t> Session::partnerships() const {
  std::vector<std::int64_t> out;
  for (const Holding& holding : holdings)
    if (holding.circle == Circle::partnership) out.push_back(holding.id);
  return out;
}

bool Session::holds(Circle circle, std::int64_t id) const {
  return std::ranges::any_of(holdings, [&](const Holding& h) { return h.circle == circle && h.id == id; });
}

bool Session::may_ask(const RecordType& type, std::string_view field) const {
  const FieldInfo* info = type.find(field);
  return system || !info || std::ranges::all_of(holdings, [&](const Holding& h) {
    Grant g = rules ? rules->grant(h.role, type) : Grant{};
    return g.read == Reach::none || g.shows(*info);
  });
}

Session system_session(std::string actor) { return {.actor = std::move(actor), .system = true}; }

Result<void> Store::opened(const Session& session, const RecordType& type, std::int64_t id) {
  return write(session, [&](Transaction& t) -> Result<void> {
    t.note("opened", &type, id, {});
    return {};
  });
}

}  // namespace waymark
