// Addresses, cookies, forms and multipart bodies of any bytes, then the whole site asked with them by a stranger: nothing throws, nobody
// unknown is let in, and what is decoded fits its limits.
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "domain/all_records.h"
#include "platform/http/http.h"
#include "platform/store/store.h"
#include "web/app.h"

using namespace waymark;

namespace {

App& site() {
  static std::unique_ptr<Store> store = open_store("/tmp/waymark-fuzz-http-" + std::to_string(::getpid()) + ".db", all_records());
  static App app(*store, {});
  return app;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::size_t line = bytes.find('\n');
  std::string_view target = bytes.substr(0, line), rest = line == std::string_view::npos ? std::string_view() : bytes.substr(line + 1);
  HttpRequest request{.method = size % 2 ? "GET" : "POST"};
  auto path = parse_target(target, request.query);
  request.cookies = parse_cookies(rest.substr(0, 200));
  request.form = parse_form(rest);
  if (request.form.size() > 1'000) std::abort();
  Fields form;
  std::vector<UploadedFile> files;
  if (parse_multipart(rest, "multipart/form-data; boundary=x", form, files) && form.size() + files.size() > 1'000) std::abort();
  if (percent_decoded(percent_encoded(rest), false) != rest) std::abort();
  if (!path) return 0;
  request.path = *path;
  request.files = std::move(files);
  HttpResponse response = site().handle(request);
  bool open = request.path == "/sign-in" || request.path == "/dictionary" || request.path == "/accessibility" || request.path.starts_with("/assets/");
  if (response.status == 200 && !open) std::abort();
  if (response.body.find("<script>") != std::string::npos) std::abort();
  return 0;
}
