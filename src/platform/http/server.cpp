#include "platform/http/server.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace waymark {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Stream = beast::tcp_stream;

constexpr std::size_t most_head = 16 * 1024;

std::string text_of(beast::string_view s) { return {s.data(), s.size()}; }

bool take_apart(const http::request<http::string_body>& from, HttpRequest& to) {
  to.method = text_of(from.method_string());
  auto path = parse_target({from.target().data(), from.target().size()}, to.query);
  if (!path) return false;
  to.path = *path;
  auto head = [&](http::field f) { return text_of(from[f]); };
  to.cookies = parse_cookies(head(http::field::cookie));
  to.origin = head(http::field::origin);
  to.host = head(http::field::host);
  to.fetch_site = text_of(from["Sec-Fetch-Site"]);
  to.user_agent = head(http::field::user_agent);
  to.content_type = head(http::field::content_type);
  if (to.content_type.starts_with("application/x-www-form-urlencoded")) to.form = parse_form(from.body());
  else if (to.content_type.starts_with("multipart/form-data")) return parse_multipart(from.body(), to.content_type, to.form, to.files);
  else to.body = from.body();
  return true;
}

http::response<http::string_body> put_together(HttpResponse&& from, const http::request<http::string_body>& request, bool behind_https) {
  http::response<http::string_body> out{static_cast<http::status>(from.status), request.version()};
  out.keep_alive(request.keep_alive());
  out.set(http::field::content_type, from.content_type);
  out.set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  out.set("X-Content-Type-Options", "nosniff");
  out.set("Referrer-Policy", "no-referrer");
  out.set("Cross-Origin-Opener-Policy", "same-origin");
  out.set("Cross-Origin-Resource-Policy", "same-origin");
  out.set("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (behind_https) out.set("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
  out.set(http::field::cache_control, from.may_be_kept ? "public, max-age=3600" : "no-store");
  for (auto& [name, value] : from.headers) out.insert(name, value);
  out.body() = std::move(from.body);
  out.prepare_payload();
  if (request.method() == http::verb::head) out.body().clear();
  return out;
}

}  // namespace

struct HttpServer::Inside {
  ServerSettings settings;
  Handler handler;
  asio::io_context io{1};
  asio::thread_pool workers;
  tcp::acceptor acceptor{io};
  std::atomic<std::size_t> connections = 0;

  Inside(ServerSettings s, Handler h) : settings(std::move(s)), handler(std::move(h)), workers(settings.workers) {
    boost::system::error_code failed;
    tcp::endpoint where(asio::ip::make_address(settings.address, failed), settings.port);
    if (failed) throw std::runtime_error(fmt::format("{} is not an address to listen on", settings.address));
    acceptor.open(where.protocol());
    acceptor.set_option(asio::socket_base::reuse_address(true));
    acceptor.bind(where, failed);
    if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) throw std::runtime_error(fmt::format("{}:{} cannot be listened on: {}", settings.address, settings.port, failed == asio::error::address_in_use ? "another program uses the port" : failed.message()));
  }

  HttpResponse answer(const HttpRequest& request) {
    try {
      return handler(request);
    } catch (const std::exception& e) {
      spdlog::error("a request failed: {}", e.what());   // messages of this program hold no personal data
      return {.status = 500, .content_type = "text/plain; charset=utf-8", .body = "Something went wrong. Nothing was changed. Try again later."};
    }
  }

  asio::awaitable<void> serve(Stream stream) {
    struct Count { std::atomic<std::size_t>& n; ~Count() { --n; } } count{connections};
    beast::flat_buffer buffer(most_head + 64 * 1024);
    try {
      for (bool first = true;; first = false) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(most_head);
        parser.body_limit(settings.most_body);
        stream.expires_after(first ? settings.patience : settings.keep_alive);
        co_await http::async_read_header(stream, buffer, parser, asio::use_awaitable);
        std::string path = text_of(parser.get().target());
        bool upload = !settings.upload_path.empty() && path.starts_with(settings.upload_path) &&
                      (!settings.may_upload || settings.may_upload(parse_cookies(text_of(parser.get()[http::field::cookie]))));
        std::size_t limit = upload ? settings.most_body : settings.most_body_elsewhere;
        if (parser.content_length().value_or(0) > limit) {
          co_await refuse(stream, parser.get(), 413, "What was sent is too large. Nothing was changed.");
          break;
        }
        parser.body_limit(limit);
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
          http::response<http::empty_body> go_on{http::status::continue_, 11};
          co_await http::async_write(stream, go_on, asio::use_awaitable);
        }
        while (!parser.is_done()) {   // patience counts anew with each piece
          stream.expires_after(settings.patience);
          co_await http::async_read_some(stream, buffer, parser, asio::use_awaitable);
        }
        auto raw = parser.release();
        HttpRequest request;
        HttpResponse response;
        co_await asio::post(asio::bind_executor(workers.get_executor(), asio::use_awaitable));   // from here on a worker's thread
        if (!take_apart(raw, request)) {
          response = {.status = 400, .content_type = "text/plain; charset=utf-8", .body = "The request was not understood. Nothing was changed."};
        } else {
          response = answer(request);
        }
        co_await asio::post(asio::bind_executor(stream.get_executor(), asio::use_awaitable));    // and back
        auto out = put_together(std::move(response), raw, settings.behind_https);
        stream.expires_after(settings.keep_alive);
        co_await http::async_write(stream, out, asio::use_awaitable);
        if (out.need_eof()) break;
      }
    } catch (const boost::system::system_error&) {
      // the client went away, was too slow, or sent what no HTTP message is
    }
    boost::system::error_code ignored;
    stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
  }

  template <class Request> asio::awaitable<void> refuse(Stream& stream, const Request& request, int status, const char* why) {
    http::response<http::string_body> out{static_cast<http::status>(status), request.version()};
    out.keep_alive(false);
    out.set(http::field::content_type, "text/plain; charset=utf-8");
    out.body() = why;
    out.prepare_payload();
    stream.expires_after(settings.patience);
    co_await http::async_write(stream, out, asio::use_awaitable);
  }

  asio::awaitable<void> accept() {
    for (;;) {
      boost::system::error_code failed;
      tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, failed));
      if (failed == asio::error::operation_aborted) co_return;
      if (failed) {   // no file descriptor is left, most likely: wait for one
        asio::steady_timer pause(io, std::chrono::milliseconds(100));
        co_await pause.async_wait(asio::use_awaitable);
        continue;
      }
      if (connections >= settings.most_connections) continue;
      ++connections;
      socket.set_option(tcp::no_delay(true), failed);
      asio::co_spawn(io, serve(Stream(std::move(socket))), asio::detached);
    }
  }
};

HttpServer::HttpServer(ServerSettings settings, Handler handler) : inside_(std::make_unique<Inside>(std::move(settings), std::move(handler))) {}
HttpServer::~HttpServer() = default;
std::uint16_t HttpServer::port() const { return inside_->acceptor.local_endpoint().port(); }

void HttpServer::run() {
  asio::signal_set signals(inside_->io, SIGINT, SIGTERM);
  signals.async_wait([this](const boost::system::error_code& failed, int) { if (!failed) stop(); });
  asio::co_spawn(inside_->io, inside_->accept(), asio::detached);
  inside_->io.run();
  inside_->workers.join();
}

void HttpServer::stop() {
  asio::post(inside_->io, [this] { inside_->io.stop(); });
}

}  // namespace waymark
