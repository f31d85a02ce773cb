// SPDX-License-Identifier: MIT
/// The command line as values: parsed, not run.
#include "program.hpp"

#include "support/catch.hpp"

namespace understudy::cli {

namespace {

Program::Refuse refused(std::vector<std::string> words) {
  Program program;
  const auto parsed = program.parse(std::move(words));
  const auto* refuse = std::get_if<Program::Refuse>(&parsed);
  REQUIRE(refuse != nullptr);
  return *refuse;
}

}  // namespace

TEST_CASE("serve has documented defaults", "[cli][program][serve]") {
  Program program;

  const auto parsed = program.parse({"serve"});

  REQUIRE(std::holds_alternative<Program::Run>(parsed));
  const ServeArguments& serve = program.serve();
  CHECK(serve.apis.empty());
  CHECK(serve.host == "127.0.0.1");
  CHECK(serve.port == 8080);
  CHECK(serve.seed == 1);
  CHECK_FALSE(serve.rows.has_value());
  const auto options = server_options(serve);
  REQUIRE(options);
  CHECK(options->data == fixtures::DataSet::generated);
  CHECK(options->throttle);
  CHECK(options->strictness == mock::Strictness::documented);
  CHECK(options->credentials == demo_credentials());
  CHECK(options->clock == nullptr);
}

TEST_CASE("every flag of serve reaches the mock", "[cli][program][serve]") {
  Program program;

  const auto parsed = program.parse({"serve",
                                     "--api",
                                     "partnertap",
                                     "--host",
                                     "::1",
                                     "--port",
                                     "65535",
                                     "--port-file",
                                     "p",
                                     "--seed",
                                     "18446744073709551615",
                                     "--rows",
                                     "0",
                                     "--data",
                                     "example",
                                     "--throttle",
                                     "off",
                                     "--tls-cert",
                                     "c.pem",
                                     "--tls-key",
                                     "k.pem",
                                     "--log",
                                     "debug",
                                     "--strictness",
                                     "lenient",
                                     "--switch",
                                     "a.b=c=d",
                                     "--switch=a.x=y"});

  REQUIRE(std::holds_alternative<Program::Run>(parsed));
  const ServeArguments& serve = program.serve();
  CHECK(serve.host == "::1");
  CHECK(serve.port == 65'535);
  CHECK(serve.port_file == "p");
  CHECK(serve.tls_cert == "c.pem");
  CHECK(serve.tls_key == "k.pem");
  CHECK(serve.log == "debug");
  const auto options = server_options(serve);
  REQUIRE(options);
  CHECK(options->apis == std::vector<std::string>{"partnertap"});
  CHECK(options->seed == Seed{18'446'744'073'709'551'615U});
  CHECK(options->rows == std::optional<std::size_t>{0});
  CHECK(options->data == fixtures::DataSet::example);
  CHECK_FALSE(options->throttle);
  CHECK(options->strictness == mock::Strictness::lenient);
  CHECK(options->switches == std::map<std::string, std::string>{{"a.b", "c=d"}, {"a.x", "y"}});
}

TEST_CASE("faults of serve reach the mock in their order", "[cli][program][serve]") {
  Program program;

  const auto parsed = program.parse(
      {"serve", "--fault", "latency,ms=200..800,api=ecg,p=0.25", "--fault", "reset,nth=3"});

  REQUIRE(std::holds_alternative<Program::Run>(parsed));
  const auto options = server_options(program.serve());
  REQUIRE(options);
  REQUIRE(options->faults.size() == 2);
  CHECK(options->faults[0] == mock::parse_fault("latency,ms=200..800,api=ecg,p=0.25").value());
  CHECK(options->faults[1] == mock::parse_fault("reset,nth=3").value());
}

TEST_CASE("replay runs on a mock unless it has a target", "[cli][program][replay]") {
  Program plain;
  Program full;

  const auto parsed = plain.parse({"replay"});
  const auto more =
      full.parse({"replay", "partnertap", "--target", "http://127.0.0.1:1", "--credentials", "c",
                  "--data", "example", "--ca-file", "ca.pem", "--format", "json"});

  REQUIRE(std::holds_alternative<Program::Run>(parsed));
  CHECK(plain.replay().target.empty());
  CHECK(plain.replay().format == "text");
  REQUIRE(std::holds_alternative<Program::Run>(more));
  CHECK(full.replay().apis == std::vector<std::string>{"partnertap"});
  CHECK(full.replay().target == "http://127.0.0.1:1");
  CHECK(full.replay().data == "example");
  CHECK(full.replay().format == "json");
}

TEST_CASE("validate takes a schema and instances, or an API and a message",
          "[cli][program][validate]") {
  Program schema;
  Program contract;

  const auto parsed =
      schema.parse({"validate", "--schema", "s.json", "a.json", "--resolve", "urn:x=x.json", "-",
                    "--resolve=urn:y=dir", "--assert-format", "--json-lines", "--loop", "7"});
  const auto more = contract.parse({"validate", "--api", "ecg", "--operation", "getPartner",
                                    "--response", "-", "--status", "404", "--strict"});

  REQUIRE(std::holds_alternative<Program::Run>(parsed));
  CHECK(schema.validate().schema == "s.json");
  CHECK(schema.validate().instances == std::vector<std::string>{"a.json", "-"});
  CHECK(schema.validate().resolve == std::vector<std::string>{"urn:x=x.json", "urn:y=dir"});
  CHECK(schema.validate().assert_format);
  CHECK(schema.validate().json_lines);
  CHECK(schema.validate().loop == 7);
  CHECK(schema.validate().format == "text");
  REQUIRE(std::holds_alternative<Program::Run>(more));
  CHECK(contract.validate().api == "ecg");
  CHECK(contract.validate().operation == "getPartner");
  CHECK(contract.validate().response == "-");
  CHECK(contract.validate().status == std::optional{404});
  CHECK(contract.validate().strict);
}

TEST_CASE("the halves of validate do not mix", "[cli][program][validate]") {
  const std::string message = "--request FILE";
  CHECK(refused({"validate"}).what.find("--schema FILE") != std::string::npos);
  CHECK(refused({"validate", "a.json"}).what.find("--schema FILE") != std::string::npos);
  CHECK(refused({"validate", "--api", "ecg"}).what == "--api needs --operation");
  CHECK(refused({"validate", "--api", "ecg", "--operation", "o", "--request", "r", "a.json"})
            .what.find(message) != std::string::npos);
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"validate", "--schema", "s", "i", "--strict"},
        {"validate", "--schema", "s", "i", "--request", "r"},
        {"validate", "--schema", "s", "i", "--status", "200"},
        {"validate", "--schema", "s", "i", "--format", "basic", "--loop", "2"},
        {"validate", "--schema", "-", "-"},
        {"validate", "--api", "ecg", "--operation", "o", "--request", "r", "--response", "r"},
        {"validate", "--api", "ecg", "--operation", "o", "--request", "r", "--status", "200"},
        {"validate", "--api", "ecg", "--operation", "o", "--request", "r", "--assert-format"},
        {"validate", "--api", "ecg", "--operation", "o", "--request", "r", "--format", "basic"},
        {"validate", "--schema", "s", "i", "--resolve", "=f"},
        {"validate", "--schema", "s", "i", "--resolve", "urn:x="}}) {
    INFO(words.back());
    CHECK(refused(words).hint == "try 'understudy validate --help'");
  }
}

TEST_CASE("numbers are decimal, whole and in range", "[cli][program][X06]") {
  for (const char* port :
       {"", " 1", "+1", "-1", "0x10", "1.5", "1e3", "65536", "99999999999999999999", "a", "1 "}) {
    INFO(port);
    const auto refuse = refused({"serve", "--port", port});

    CHECK(refuse.what.find("--port: ") == 0);
    CHECK(refuse.hint == "try 'understudy serve --help'");
  }
}

TEST_CASE("what is misspelt is named, with what was meant", "[cli][program][X06]") {
  CHECK(refused({"serv"}).what == "unknown command 'serv', did you mean 'serve'?");
  CHECK(refused({"serv"}).hint == "try 'understudy --help'");
  CHECK(refused({"--versoin"}).what == "unknown option '--versoin', did you mean '--version'?");
  CHECK(refused({"serve", "--prot=1"}).what == "unknown option '--prot', did you mean '--port'?");
  CHECK(refused({"serve", "--bogus-thing"}).what == "unknown option '--bogus-thing'");
  CHECK(refused({"serve", "extra"}).what == "unknown argument 'extra'");
  CHECK(
      refused({"serve", "--api", "partnertab"}).what ==
      "--api: expected one of ecg, impartner, partnerportal, partnertap, partnertap-analytics, got "
      "'partnertab', did you mean 'partnertap'?");
  CHECK(refused({"replay", "--format", "jsno"}).what ==
        "--format: expected one of text, json, got 'jsno', did you mean 'json'?");
}

TEST_CASE("options that belong together are asked for together", "[cli][program]") {
  CHECK(refused({"serve", "--tls-cert", "c"}).what.find("--tls-key") != std::string::npos);
  CHECK(refused({"serve", "--tls-key", "k"}).what.find("--tls-cert") != std::string::npos);
  CHECK(refused({"replay", "--mock", "--target", "u"}).what.find("--target") != std::string::npos);
  CHECK(refused({"replay", "--credentials", "c"}).what.find("--target") != std::string::npos);
  CHECK(refused({"replay", "--data", "example"}).what.find("--target") != std::string::npos);
}

TEST_CASE("a switch has an API, a name and a value", "[cli][program][serve]") {
  for (const char* text : {"x", "x=y", ".x=y", "a.=y", "a.b", "a.b=", "=a.b"}) {
    INFO(text);
    CHECK(refused({"serve", "--switch", text}).what.find("expected API.NAME=VALUE") !=
          std::string::npos);
  }
}

TEST_CASE("mutants reach the mock in the order they were named", "[cli][program][serve]") {
  Program program;
  program.parse(
      {"serve", "--mutant", "partnertap/page-off-by-one", "--mutant", "ecg/take-ignored"});

  const auto options = server_options(program.serve());

  REQUIRE(options);
  CHECK(options->mutants ==
        std::vector<std::string>{"partnertap/page-off-by-one", "ecg/take-ignored"});
}

TEST_CASE("odd command lines are refused in one short line", "[cli][program][X06]") {
  const std::string control{"\x01\x1b[31m\n\r\xff", 9};
  for (const std::vector<std::string>& words : {std::vector<std::string>{control},
                                                {"serve", control},
                                                {"serve", "--" + control},
                                                {"serve", "--port", control},
                                                {"serve", "--throttle", std::string(100'000, 'x')},
                                                {std::string(100'000, 'x')},
                                                {"--" + std::string(100'000, 'x')},
                                                {"--", "--"},
                                                {""},
                                                {"serve", ""},
                                                {"serve", "--port"},
                                                {"serve", "-x"},
                                                {"serve", "--port", "1", "--port", "2"},
                                                {"serve", "replay"},
                                                {"completion", "bash", "bash"}}) {
    const auto refuse = refused(words);

    CHECK(refuse.what.size() < 400);
    CHECK(refuse.what.find('\n') == std::string::npos);
    CHECK(refuse.what.find('\x1b') == std::string::npos);
  }
}

}  // namespace understudy::cli
