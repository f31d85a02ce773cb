// SPDX-License-Identifier: MIT
/// The rows of PartnerTap Analytics. Its documents say what each list is about and show no row:
/// the members below are those of our fixtures, any of them may be missing on a real host, and
/// whatever else it sends is in `extra`.
///
/// Source:   partnertap-analytics S8 [GUESS]
#pragma once

#include <array>
#include <cstdint>
#include <tuple>

#include "understudy/client/cell.hpp"
#include "understudy/client/json_codec.hpp"
#include "understudy/client/json_types.hpp"

namespace understudy::client::partnertap_analytics {

/// Counts of one division at this moment.
struct DivisionFigures {
  TextCell division = {};
  NumberCell chat_count = {};
  NumberCell partnership_count = {};
  NumberCell sales_rep_count = {};
  NumberCell sales_rep_login_count = {};
  ExtraFields extra = {};

  friend bool operator==(const DivisionFigures&, const DivisionFigures&) = default;
};

/// Partnership connections of one sales rep.
struct NewRepConnection {
  TextCell rep_id = {};
  TextCell rep_name = {};
  TextCell rep_email = {};
  TextCell partner_org = {};
  TextCell connection_type = {};
  NumberCell pending_received = {};  ///< requests received and not answered
  NumberCell pending_sent = {};      ///< requests sent and not answered
  NumberCell accepted = {};
  ExtraFields extra = {};

  friend bool operator==(const NewRepConnection&, const NewRepConnection&) = default;
};

/// What is shared with one partner org, summed up.
struct OpportunitySum {
  TextCell partner_org = {};
  NumberCell inbound_count = {};
  NumberCell outbound_count = {};
  AmountCell total_value = {};
  ExtraFields extra = {};

  friend bool operator==(const OpportunitySum&, const OpportunitySum&) = default;
};

/// inbound: the partner org has shared it; outbound: we have.
enum class Direction : std::uint8_t { inbound, outbound };

constexpr std::array<EnumName<Direction>, 2> names_of(const Direction* /*direction*/) {
  return {{{"inbound", Direction::inbound}, {"outbound", Direction::outbound}}};
}

/// One opportunity that is shared with a partner org.
struct SharedOpportunity {
  TextCell opportunity_name = {};
  TextCell partner_org = {};
  Cell<OpenEnum<Direction>> direction = {};
  TextCell stage = {};
  AmountCell amount = {};
  DateCell close_date = {};
  ExtraFields extra = {};

  friend bool operator==(const SharedOpportunity&, const SharedOpportunity&) = default;
};

/// An account of our own, matched with one of a partner org or with none.
struct SaleAccount {
  TextCell account_name = {};
  TextCell partner_org = {};  ///< nothing when unmatched
  TextCell owner = {};
  TextCell city = {};
  TextCell state = {};
  ExtraFields extra = {};

  friend bool operator==(const SaleAccount&, const SaleAccount&) = default;
};

/// Chats of one sales rep with one partner org.
struct ChatsExchanged {
  TextCell rep_name = {};
  TextCell rep_email = {};
  TextCell partner_org = {};
  NumberCell chats_exchanged = {};
  ExtraFields extra = {};

  friend bool operator==(const ChatsExchanged&, const ChatsExchanged&) = default;
};

constexpr auto members_of(const DivisionFigures* /*record*/) {
  using R = DivisionFigures;
  return std::tuple{member("division", &R::division),
                    member("chatCount", &R::chat_count),
                    member("partnershipCount", &R::partnership_count),
                    member("salesRepCount", &R::sales_rep_count),
                    member("salesRepLoginCount", &R::sales_rep_login_count),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const NewRepConnection* /*record*/) {
  using R = NewRepConnection;
  return std::tuple{member("repId", &R::rep_id),
                    member("repName", &R::rep_name),
                    member("repEmail", &R::rep_email),
                    member("partnerOrg", &R::partner_org),
                    member("connectionType", &R::connection_type),
                    member("pendingReceived", &R::pending_received),
                    member("pendingSent", &R::pending_sent),
                    member("accepted", &R::accepted),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const OpportunitySum* /*record*/) {
  using R = OpportunitySum;
  return std::tuple{member("partnerOrg", &R::partner_org),
                    member("inboundCount", &R::inbound_count),
                    member("outboundCount", &R::outbound_count),
                    member("totalValue", &R::total_value), extra_members(&R::extra)};
}

constexpr auto members_of(const SharedOpportunity* /*record*/) {
  using R = SharedOpportunity;
  return std::tuple{member("opportunityName", &R::opportunity_name),
                    member("partnerOrg", &R::partner_org),
                    member("direction", &R::direction),
                    member("stage", &R::stage),
                    member("amount", &R::amount),
                    member("closeDate", &R::close_date),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const SaleAccount* /*record*/) {
  using R = SaleAccount;
  return std::tuple{member("accountName", &R::account_name),
                    member("partnerOrg", &R::partner_org),
                    member("owner", &R::owner),
                    member("city", &R::city),
                    member("state", &R::state),
                    extra_members(&R::extra)};
}

constexpr auto members_of(const ChatsExchanged* /*record*/) {
  using R = ChatsExchanged;
  return std::tuple{member("repName", &R::rep_name), member("repEmail", &R::rep_email),
                    member("partnerOrg", &R::partner_org),
                    member("chatsExchanged", &R::chats_exchanged), extra_members(&R::extra)};
}

}  // namespace understudy::client::partnertap_analytics
