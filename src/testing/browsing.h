// For tests: what a browser does with the pages, without a network: keeps cookies, sends a form's token, follows where it is sent.
#pragma once
#include <gtest/gtest.h>

#include "domain/all_records.h"
#include "platform/store/store.h"
#include "testing/stores.h"
#include "web/app.h"

namespace waymark::testing_support {

class Browser {
 public:
  explicit Browser(App& app) : app_(app) {}

  HttpResponse get(const std::string& target) {
    HttpRequest request{.method = "GET"};
    request.path = parse_target(target, request.query).value_or("/");
    return send(std::move(request));
  }
  HttpResponse post(const std::string& path, Fields form = {}) {
    HttpRequest request{.method = "POST", .path = path, .form = std::move(form), .origin = "https://waymark.test", .fetch_site = "same-origin"};
    if (auto who = signed_in()) request.form.emplace_back("csrf", who->csrf);
    return send(std::move(request));
  }
  HttpResponse send(HttpRequest request) {
    request.host = "waymark.test";
    for (const auto& [name, value] : cookies_) request.cookies.emplace_back(name, value);
    HttpResponse response = app_.handle(request);
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      std::string key = value.substr(0, value.find('=')), held = value.substr(key.size() + 1, value.find(';') - key.size() - 1);
      if (value.contains("Max-Age=0")) cookies_.erase(key);
      else cookies_[key] = held;
    }
    return response;
  }
  // Begins a session past the sign-in page.
  void become(const User& user) { cookies_[app_.cookie_name()] = app_.sessions().begin(user, {.browser = "Test", .proved = true}); }
  std::shared_ptr<SignedIn> signed_in() { return app_.sessions().find(cookies_[app_.cookie_name()]); }
  std::map<std::string, std::string>& cookies() { return cookies_; }

 private:
  App& app_;
  std::map<std::string, std::string> cookies_;
};

inline std::string location_of(const HttpResponse& response) { return field_of(response.headers, "Location"); }

}  // namespace waymark::testing_support
