#include "figures/headline.h"

#include <gtest/gtest.h>

namespace waymark {
namespace {

std::vector<HeadlineCell> cells(std::initializer_list<int> values) {
  std::vector<HeadlineCell> out;
  for (int v : values) out.push_back({"", "", "", Number::of(v)});
  return out;
}

TEST(Headline, a_claim_is_a_test_that_can_fail) {
  EXPECT_FALSE(holds(Claim::rose, cells({481, 414})));   // printed in December 2020 as an increase
  EXPECT_TRUE(holds(Claim::fell, cells({481, 414})));
  EXPECT_FALSE(holds(Claim::most, cells({36, 85})));      // "largely as a result of inclusion forums"
  EXPECT_TRUE(holds(Claim::most, cells({43, 85})));
  EXPECT_TRUE(holds(Claim::stable, cells({100, 105})));
  EXPECT_FALSE(holds(Claim::stable, cells({100, 106})));
  EXPECT_TRUE(holds(Claim::all, cells({5, 5})));
  EXPECT_FALSE(holds(Claim::all, cells({4, 5})));          // "all the partnerships reversed the trend": four of five
  EXPECT_FALSE(holds(Claim::highest, cells({5, 5, 2})));
}

TEST(Headline, an_unknown_figure_supports_no_claim) {
  std::vector<HeadlineCell> unknown = cells({1, 2});
  unknown[0].value = Number::unknown();
  for (Claim claim : {Claim::rose, Claim::fell, Claim::stable, Claim::most, Claim::all, Claim::highest}) EXPECT_FALSE(holds(claim, unknown));
}

}  // namespace
}  // namespace waymark
