#include "platform/record/store.h"

namespace waymark {

Session system_session(std::string actor) {
  return {.actor = std::move(actor), .role = "system", .access = [](std::string_view, const RecordType&) { return Grant{Reach::all, Reach::all, true}; }};
}

Result<void> Store::opened(const Session& session, const RecordType& type, std::int64_t id) {
  return write(session, [&](Transaction& t) -> Result<void> {
    t.note("opened", &type, id, {});
    return {};
  });
}

}  // namespace waymark
