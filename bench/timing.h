// Medians of repeated runs, a warm-up left out, and how much memory this process holds.
#pragma once
#include <time.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

namespace waymark {

template <class F> double milliseconds(F&& run) {
  auto begun = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

// Of this thread alone: what remains when others use the machine too.
template <class F> double processor_milliseconds(F&& run) {
  auto now = [] { timespec t; clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); return static_cast<double>(t.tv_sec) * 1000 + static_cast<double>(t.tv_nsec) / 1e6; };
  double begun = now();
  run();
  return now() - begun;
}

template <class F> double median_milliseconds(int repetitions, F&& run) {
  run();
  std::vector<double> times;
  for (int i = 0; i < repetitions; ++i) times.push_back(milliseconds(run));
  std::ranges::sort(times);
  return times[times.size() / 2];
}

// "VmRSS" for now, "VmHWM" for the most so far, in megabytes.
inline double memory_megabytes(const std::string& what) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(what + ":")) return std::stod(line.substr(what.size() + 1)) / 1024;
  return 0;
}

}  // namespace waymark
