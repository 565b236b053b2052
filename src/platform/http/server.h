// The HTTP server: slow or idle clients cost nothing but a little memory, since no thread waits for them; limits on everything they send.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "platform/http/http.h"

namespace waymark {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;                  // 0: any free one
  unsigned workers = 4;                       // threads that run the handler
  std::size_t most_body = 64u << 20;          // bytes of a request's body
  std::size_t most_body_elsewhere = 1u << 20; // of bodies sent to other paths than `upload_path`
  std::string upload_path;
  std::function<bool(const Fields& cookies)> may_upload;   // asked before a large body is read; none: anyone
  std::size_t most_connections = 2'000;
  std::chrono::seconds patience{20};          // for a request's head, and between pieces of its body
  std::chrono::seconds keep_alive{60};
  bool behind_https = false;                  // a proxy in front speaks TLS: cookies are Secure, HSTS is sent
};

// Adds the security headers of every response (OWASP ASVS 5.0 V3.4): CSP without inline, nosniff, no-referrer, no-store.
class HttpServer {
 public:
  HttpServer(ServerSettings settings, Handler handler);   // throws std::runtime_error with one sentence when the port is taken
  ~HttpServer();
  std::uint16_t port() const;
  void run();    // until stop(), SIGINT or SIGTERM
  void stop();   // from any thread

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace waymark
