// For tests: a fresh place for a store in a temporary folder or a schema of its own in the test server, removed afterwards.
#pragma once
#include <string>
#include <vector>

namespace waymark::testing_support {

std::vector<std::string> databases();   // "sqlite", and "postgres" where WAYMARK_TEST_POSTGRES holds an address
std::string new_folder();               // removed when the program ends

class StorePlace {
 public:
  explicit StorePlace(const std::string& database);
  ~StorePlace();
  StorePlace(const StorePlace&) = delete;
  const std::string& address() const { return address_; }
  void execute(const std::string& sql) const;   // past the program, as someone with the database's password could

 private:
  std::string address_, schema_;
};

}  // namespace waymark::testing_support
