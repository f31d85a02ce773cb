// SPDX-License-Identifier: MIT
/// Following references: documents come from the registry, places from JSON Pointers.
#include "references.hpp"

#include <algorithm>

#include "understudy/base/json_pointer.hpp"
#include "understudy/base/uri.hpp"
#include "understudy/base/uri_reference.hpp"

namespace understudy::openapi {

namespace {

constexpr std::size_t kMaxSteps = 64;  // ours: a reference to a reference to a reference ...

}  // namespace

std::string_view text_of(JsonElement value) {
  return value.is_string() ? value.text() : std::string_view{};
}

std::string location_of(Place place) {
  return place.document->uri + '#' + pointer_to(place.document->json->root().node(), place.node);
}

Result<Place> find_target(Place from, std::string_view reference,
                          const schema::Registry& registry) {
  const auto refuse = [&](std::string what, std::string advice) {
    return Failure{Error{Errc::not_found, std::move(what), location_of(from), std::move(advice)}};
  };
  const bool is_inside = reference.starts_with('#');
  const std::string uri = is_inside ? from.document->uri + std::string{reference}
                                    : resolve_uri(from.document->uri, reference);
  const std::size_t hash = std::min(uri.find('#'), uri.size());
  const schema::Document* const document =
      is_inside ? from.document : registry.find(std::string_view{uri}.substr(0, hash));
  if (document == nullptr) {
    return refuse("no document is known as " + excerpt(uri.substr(0, hash), 200),
                  "add it to the registry: nothing is fetched");
  }
  const std::string_view fragment = std::string_view{uri}.substr(std::min(hash + 1, uri.size()));
  const bool is_encoded = fragment.find('%') != fragment.npos;
  const auto decoded = is_encoded ? decode_segment(fragment) : Result<std::string>{std::string{}};
  std::optional<JsonElement> target;
  if (decoded) target = find_pointer(document->json->root(), is_encoded ? *decoded : fragment);
  if (!target) return refuse("nothing is at " + excerpt(uri, 200), "");
  return Place{document, target->node()};
}

Result<Place> follow_references(Place place, const schema::Registry& registry) {
  const Place start = place;
  for (std::size_t step = 0; step < kMaxSteps; ++step) {
    const auto reference = place.element().find("$ref");
    if (!reference) return place;
    const Place holder{place.document, reference->node()};
    if (!reference->is_string()) {
      return Failure{Error{Errc::bad_input, "a reference is a text", location_of(holder), ""}};
    }
    auto target = find_target(holder, reference->text(), registry);
    if (!target) return target;
    place = *target;
  }
  return Failure{Error{Errc::bad_input,
                       "references lead to each other without an end, or for more than " +
                           std::to_string(kMaxSteps) + " steps",
                       location_of(start), "write what is meant at one place"}};
}

}  // namespace understudy::openapi
