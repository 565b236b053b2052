#include "platform/http/http.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace waymark {
namespace {

TEST(Http, an_address_is_taken_apart_and_a_malformed_one_refused) {
  Fields query;
  EXPECT_EQ(parse_target("/a%20b?x=1+2&y=%3C&x=3", query), "/a b");
  EXPECT_EQ(query, (Fields{{"x", "1 2"}, {"y", "<"}, {"x", "3"}}));
  for (const char* bad : {"", "http://elsewhere/", "a", "/%00", "/a%0Ab"}) EXPECT_FALSE(parse_target(bad, query)) << bad;
  EXPECT_FALSE(parse_target("/" + std::string(9'000, 'a'), query));
}

RC_GTEST_PROP(Http, what_is_percent_encoded_decodes_to_itself, (const std::string& text)) { RC_ASSERT(percent_decoded(percent_encoded(text), false) == text); }

TEST(Http, cookies_are_taken_apart) { EXPECT_EQ(parse_cookies("a=1; b=\"2\";c; d=e=f"), (Fields{{"a", "1"}, {"b", "\"2\""}, {"d", "e=f"}})); }

TEST(Http, files_and_fields_of_a_form_are_taken_apart) {
  Fields form;
  std::vector<UploadedFile> files;
  std::string body = "--X\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nt\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n1,2\r\n3,4\r\n--X--\r\n";
  ASSERT_TRUE(parse_multipart(body, "multipart/form-data; boundary=X", form, files));
  EXPECT_EQ(field_of(form, "csrf"), "t");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].file_name, "a.csv");
  EXPECT_EQ(files[0].bytes, "1,2\r\n3,4");
}

TEST(Http, a_broken_multipart_body_is_refused_wherever_it_breaks) {
  std::string body = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nt\r\n--X--";
  for (std::size_t n = 0; n < body.size(); ++n) {
    Fields form;
    std::vector<UploadedFile> files;
    EXPECT_FALSE(parse_multipart(body.substr(0, n), "multipart/form-data; boundary=X", form, files)) << n;
  }
}

}  // namespace
}  // namespace waymark
