// What pages see of HTTP: a request taken apart, a response to send. Boost.Beast stays behind server.h.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waymark {

using Fields = std::vector<std::pair<std::string, std::string>>;   // in their order; a name may come more than once
std::string field_of(const Fields& fields, std::string_view name);   // the first; empty when there is none

struct UploadedFile { std::string field, file_name, bytes; };

struct HttpRequest {
  std::string method, path;          // path without the query, percent-decoded
  Fields query, form, cookies;
  std::vector<UploadedFile> files;
  std::string origin, host, fetch_site, user_agent, content_type, body;
};

struct HttpResponse {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool may_be_kept = false;          // by the browser: only for files that never change
};
HttpResponse redirect(std::string to);   // 303: a form was taken, now get

using Handler = std::function<HttpResponse(const HttpRequest&)>;

// Bytes from outside taken apart; nothing here throws. Limits: 1,000 fields, 2,000,000 bytes a field that is no file.
std::string percent_decoded(std::string_view text, bool plus_is_space);
std::string percent_encoded(std::string_view text);
Fields parse_form(std::string_view body);
Fields parse_cookies(std::string_view header);
std::optional<std::string> parse_target(std::string_view target, Fields& query);   // the path; nothing when it is malformed
bool parse_multipart(std::string_view body, std::string_view content_type, Fields& form, std::vector<UploadedFile>& files);

}  // namespace waymark
