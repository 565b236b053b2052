#include "platform/http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace waymark {
namespace {

// A client without any library, so that it can misbehave.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
    timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;
  void send(std::string_view bytes) const { (void)!::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  std::string answer() const {
    std::string out;
    char buffer[4096];
    for (ssize_t n; (n = ::recv(socket_, buffer, sizeof buffer, 0)) > 0;) out.append(buffer, static_cast<std::size_t>(n));
    return out;
  }

 private:
  int socket_;
};

class Served : public testing::Test {
 protected:
  Served() : server_(settings(), [this](const HttpRequest& r) -> HttpResponse {
      if (r.path == "/waits") released_.wait(false);
      if (r.path == "/releases") { released_ = true; released_.notify_all(); }
      if (r.path == "/broken") throw std::runtime_error("broken");
      return {.body = r.method + " " + r.path + " " + field_of(r.form, "a") + std::to_string(r.body.size())};
    }), thread_([this] { server_.run(); }) {}
  ~Served() override {
    server_.stop();
    thread_.join();
  }
  static ServerSettings settings() { return {.port = 0, .workers = 2, .most_body = 5'000'000, .most_body_elsewhere = 10'000, .upload_path = "/upload", .patience = std::chrono::seconds(30)}; }
  std::string ask(const std::string& request) const {
    Client client(server_.port());
    client.send(request);
    return client.answer();
  }
  std::atomic<bool> released_ = false;
  HttpServer server_;
  std::thread thread_;
};

TEST_F(Served, answers_with_the_headers_that_keep_browsers_strict) {
  std::string answer = ask("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
  EXPECT_NE(answer.find("Content-Security-Policy: default-src 'none'"), std::string::npos);
  EXPECT_NE(answer.find("GET /x 0"), std::string::npos);
}

TEST_F(Served, a_broken_page_says_nothing_of_its_inside) {
  std::string answer = ask("GET /broken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500")) << answer;
  EXPECT_EQ(answer.find("broken"), std::string::npos);
}

// ASVS 5.0 V4.2.1, V5.2.1: what is too large or ambiguous is refused before it is read.
TEST_F(Served, too_large_bodies_and_heads_are_refused) {
  EXPECT_TRUE(ask("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10001\r\n\r\n").starts_with("HTTP/1.1 413"));
  EXPECT_EQ(ask("GET /x HTTP/1.1\r\nHost: a\r\nBig: " + std::string(20'000, 'x') + "\r\n\r\n"), "");
  EXPECT_EQ(ask("nonsense\r\n\r\n"), "");
  std::string body(2'000'000, 'b');
  EXPECT_NE(ask("POST /upload HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2000000\r\n\r\n" + body).find("POST /upload 2000000"), std::string::npos);
}

TEST_F(Served, both_lengths_at_once_are_refused) {
  std::string answer = ask("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /y HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer.find("GET /y"), std::string::npos) << answer;
}

TEST_F(Served, idle_and_dripping_clients_do_not_delay_others) {
  std::vector<std::unique_ptr<Client>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<Client>(server_.port()));
    slow.back()->send(i % 2 ? "" : "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nb");
  }
  EXPECT_TRUE(ask("GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));   // the client waits 5 seconds, the slow ones are given 30
}

TEST_F(Served, a_long_answer_does_not_keep_another_from_being_given) {
  Client waiting(server_.port());
  waiting.send("GET /waits HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(ask("GET /releases HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(waiting.answer().starts_with("HTTP/1.1 200"));
}

TEST_F(Served, a_port_in_use_is_said_in_one_sentence) {
  ServerSettings same = settings();
  same.port = server_.port();
  try {
    HttpServer second(same, [](const HttpRequest&) { return HttpResponse{}; });
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("another program uses the port"), std::string::npos) << e.what();
  }
}

}  // namespace
}  // namespace waymark
