// serve: the pages.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <iostream>
#include <thread>

#include "cli/cli.h"
#include "platform/http/server.h"
#include "web/app.h"

namespace waymark {
namespace {

struct ServeArguments { std::string listen = "127.0.0.1:8080"; bool behind_https = false; };

int serve(CommandLine& line, const ServeArguments& a) {
  std::size_t colon = a.listen.rfind(':');
  unsigned port = 0;
  auto [end, wrong] = std::from_chars(a.listen.data() + (colon == std::string::npos ? 0 : colon + 1), a.listen.data() + a.listen.size(), port);
  if (colon == std::string::npos || wrong != std::errc{} || end != a.listen.data() + a.listen.size() || port > 65535) return line.used_wrongly("--listen takes an address and a port, for example 127.0.0.1:8080");
  auto store = line.open(true);
  App app(*store, {.secure_cookies = a.behind_https});
  std::jthread ahead([&app] {   // so that nobody waits for the index; what is wrong with the store shows on a page
    try { app.finder().follow(); } catch (const std::exception&) {}
  });
  std::string address = a.listen.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  try {
    HttpServer server({.address = address, .port = static_cast<std::uint16_t>(port), .upload_path = "/return", .may_upload = [&](const Fields& cookies) { return app.may_upload(cookies); }, .behind_https = a.behind_https}, [&](const HttpRequest& request) { return app.handle(request); });
    std::cout << fmt::format("Waymark is at http://{}:{}/\n", a.listen.substr(0, colon), server.port()) << std::flush;
    server.run();
  } catch (const StoreLost&) {
    throw;
  } catch (const std::runtime_error& e) {
    return line.fail({.message = e.what()});
  }
  return ExitCode::done;
}

}  // namespace

void add_serve_command(CommandLine& line) {
  auto* command = line.app.add_subcommand("serve", "Serve the pages");
  auto a = std::make_shared<ServeArguments>();
  command->add_option("--listen", a->listen, "Address and port")->capture_default_str();
  command->add_flag("--behind-https", a->behind_https, "A proxy in front speaks TLS: cookies are Secure");
  line.add_store_option(command);
  command->callback([&line, a] { line.exit_code = serve(line, *a); });
}

}  // namespace waymark
