// Finding a child by what is known of it: names with slips, swapped or former, a UPN or its beginning, the birth date, the school. The index
// in memory follows the store; every child given back was read through the store as the session may see it.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>

#include "domain/casework/find_index.h"
#include "domain/referral/referral_request.h"
#include "platform/record/store.h"

namespace waymark {

struct FoundChild {
  Pupil pupil;
  std::string school, partnership, why;   // the latest school on roll, the partnership's code, in words why it was found
};

class Finder {
 public:
  explicit Finder(Store& store) : store_(store) {}
  void follow();   // brings the index up to what the store holds; the first time this reads every pupil
  std::vector<FoundChild> find(const Session& session, std::string_view typed, std::size_t most);
  // Children within reach who may be the one on the form though something was mistyped.
  std::vector<Id<Pupil>> alike(const Session& session, const ReferralRequest& request);
  std::size_t pupils();
  std::size_t bytes();

 private:
  struct Reached {   // what a session reaches, for as long as nothing that decides it changes
    std::int64_t as_of = 0;
    bool all = false;
    std::vector<std::int64_t> pupils;    // within reach; of a session that reaches all: sealed from it
    std::vector<std::uint32_t> rows;     // the same, in the index as it was at `version`
    std::uint64_t version = 0;
  };
  void build();
  void take_changes(std::int64_t since);
  std::shared_ptr<const Reached> reached(const Session& session);
  std::shared_ptr<const Reached> read_reach(const Session& session, std::int64_t as_of);
  bool reach_changed(const Session& session, std::int64_t since);
  std::vector<FindHit> search(const Session& session, const Sought& sought, std::size_t most, bool nearest);

  Store& store_;
  std::mutex follow_mutex_, reach_mutex_;
  std::shared_mutex index_mutex_;
  FindIndex index_;
  std::atomic<std::int64_t> as_of_ = -1;   // the store's last change that the index knows
  std::map<std::string, std::shared_ptr<const Reached>> reached_;
};

}  // namespace waymark
