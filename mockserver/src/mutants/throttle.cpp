// SPDX-License-Identifier: MIT
/// Mutants of the limit: how many requests, of whom, in which time, and what a refusal says.
#include <memory>

#include "mutants/mutant_list.hpp"
#include "mutants/twins.hpp"

namespace understudy::mock::mutation {

namespace {

using throttle::Decision;
using throttle::Limit;

constexpr Area kArea{"throttle"};

/// One window for everybody.
class SharedWindow final : public throttle::Throttle {
 public:
  explicit SharedWindow(std::unique_ptr<Throttle> right) : right_(std::move(right)) {}
  Decision admit(std::string_view, SteadyTime now) override { return right_->admit("all", now); }
  void reset() override { right_->reset(); }
  [[nodiscard]] std::vector<Usage> usage(SteadyTime now) const override {
    return right_->usage(now);
  }

 private:
  std::unique_ptr<Throttle> right_;
};

class NoWindow final : public throttle::Throttle {
 public:
  Decision admit(std::string_view, SteadyTime) override { return {}; }
  void reset() override {}
  [[nodiscard]] std::vector<Usage> usage(SteadyTime) const override { return {}; }
};

void change_limit(ApiProfile& profile, void (*change)(Limit& limit)) {
  profile.makers.throttle = [right = std::move(profile.makers.throttle), change](
                                std::string_view name, const Limit& limit) {
    Limit changed = limit;
    change(changed);
    return right(name, changed);
  };
}

/// Changes Retry-After, where an answer has one.
void change_retry_after(ApiProfile& profile, void (*change)(Fields& fields, std::string value)) {
  profile.makers.throttle_fields = [right = std::move(profile.makers.throttle_fields), change](
                                       const Decision& decision, const Limit& limit,
                                       const Switches& switches, WallTime now, Fields& fields) {
    right(decision, limit, switches, now, fields);
    if (const std::string* const value = fields.find("Retry-After")) change(fields, *value);
  };
}

constexpr std::array kMutants{
    kArea("partnertap/bad-requests-not-counted", "a request that ends in another 4xx counts",
          "S5.4",
          [](ApiProfile& profile) { move_stage(profile, Stage::throttle, Stage::contract); }),
    kArea(
        "partnertap/limit-of-101", "at most 100 requests in a minute", "S5.1",
        [](ApiProfile& profile) { change_limit(profile, [](Limit& limit) { ++limit.requests; }); }),
    kArea("partnertap/limit-of-99", "100 requests in a minute are admitted", "S5.1",
          [](ApiProfile& profile) {
            change_limit(profile, [](Limit& limit) { limit.requests -= limit.requests > 1; });
          }),
    kArea("partnertap/nobody-limited", "past 100 requests in a minute comes 429", "S5.1",
          [](ApiProfile& profile) {
            profile.makers.throttle = [](std::string_view, const Limit&) {
              return std::make_unique<NoWindow>();
            };
          }),
    kArea("partnertap/retry-after-in-milliseconds", "Retry-After is in seconds", "S5.8",
          [](ApiProfile& profile) {
            change_retry_after(profile, [](Fields& fields, std::string value) {
              fields.set("Retry-After", std::move(value) + "000");
            });
          }),
    kArea("partnertap/retry-after-missing", "a 429 carries Retry-After", "S3.8",
          [](ApiProfile& profile) {
            change_retry_after(profile,
                               [](Fields& fields, std::string) { fields.remove("Retry-After"); });
          }),
    kArea("partnertap/throttled-with-503", "a throttled request is 429", "S5.1",
          [](ApiProfile& profile) {
            change_refusal(profile, [](Response& response, const Refusal& refusal) {
              if (refusal.status == 429) response.status = 503;
            });
          }),
    kArea("partnertap/window-fixed", "the requests of the last 60 s count", "S5.3",
          [](ApiProfile& profile) {
            profile.makers.throttle = [right = std::move(profile.makers.throttle)](
                                          std::string_view, const Limit& limit) {
              return right("fixed-window", limit);
            };
          }),
    kArea("partnertap/window-of-half-a-minute", "100 requests are for a whole minute", "S5.1",
          [](ApiProfile& profile) {
            change_limit(profile, [](Limit& limit) { limit.window /= 2; });
          }),
    kArea("partnertap/window-shared-by-all-keys", "separate keys have separate counters", "S5.2",
          [](ApiProfile& profile) {
            profile.makers.throttle = [right = std::move(profile.makers.throttle)](
                                          std::string_view name, const Limit& limit) {
              return std::make_unique<SharedWindow>(right(name, limit));
            };
          }),
};
static_assert(is_sorted_by_name(kMutants));

}  // namespace

std::span<const Entry> throttle_mutants() { return kMutants; }

}  // namespace understudy::mock::mutation
