// A release: a report as it was published, frozen. History rows of later reports come from the figures of its latest revision, never from a
// new count; a correction is a revision of its own.
#pragma once
#include "platform/record/record.h"

namespace waymark {

struct Release {
  Id<Release> id;
  Code authority;
  std::string label;
  std::optional<std::int64_t> revision;
  std::optional<Date> as_at, published_on;
  std::string definitions_hash, note, narrative, revision_reason, accepted_returns, missing_returns, audit_head;

  static constexpr std::string_view table = "release", title = "Release", plural = "Releases", about = "A report as published: its label, the census date, and the hash of its definitions.";
  static constexpr std::string_view key[] = {"authority", "label", "revision"}, lookups[] = {"label"};
  static constexpr Scope scope = Scope::everyone();
  static consteval auto fields() {
    return record<Release>({
        field<&Release::authority>({.label = "County", .required = true, .identity = true, .privacy = Level::none, .codes = "authority", .example = "855"}),
        field<&Release::label>({.label = "Report", .hint = "The label in print, for example Dec 2020", .required = true, .identity = true, .privacy = Level::none, .aliases = {"Label"}}),
        field<&Release::revision>({.label = "Revision", .hint = "Empty or 1: as first published", .privacy = Level::none}),
        field<&Release::as_at>({.label = "Census date", .required = true, .privacy = Level::none, .aliases = {"As at"}}),
        field<&Release::published_on>({.label = "Published", .privacy = Level::none}),
        field<&Release::definitions_hash>({.label = "Hash of definitions", .privacy = Level::none}),
        field<&Release::note>({.label = "Note", .privacy = Level::none}),
        field<&Release::narrative>({.label = "Narrative", .hint = "What the figures say, in the words of whoever releases them", .privacy = Level::none}),
        field<&Release::revision_reason>({.label = "Why it was revised", .privacy = Level::none}),
        field<&Release::accepted_returns>({.label = "Accepted returns", .hint = "On which it rests: id/revision of each", .privacy = Level::none}),
        field<&Release::missing_returns>({.label = "Without an accepted return", .hint = "Codes of the partnerships", .privacy = Level::none}),
        field<&Release::audit_head>({.label = "Audit at that moment", .hint = "Hash of the audit's last row before the release", .privacy = Level::none}),
    });
  }
};

struct PublishedFigure {
  Id<PublishedFigure> id;
  Id<Release> release;
  std::string table_name, row_name, column_name, printed, consistent, series, printed_later_as;

  static constexpr std::string_view table = "published_figure", title = "Published figure", plural = "Published figures",
                                    about = "A cell as printed, and the value consistent with the rest of the report where the two differ.";
  static constexpr std::string_view key[] = {"release", "table_name", "row_name", "column_name"};
  static constexpr Scope scope = Scope::everyone();
  static consteval auto fields() {
    return record<PublishedFigure>({
        field<&PublishedFigure::release>({.label = "Report", .required = true, .identity = true, .privacy = Level::none}),
        field<&PublishedFigure::table_name>({.label = "Table", .required = true, .identity = true, .privacy = Level::none}),
        field<&PublishedFigure::row_name>({.label = "Row", .required = true, .identity = true, .privacy = Level::none}),
        field<&PublishedFigure::column_name>({.label = "Column", .identity = true, .privacy = Level::none}),
        field<&PublishedFigure::printed>({.label = "Value", .hint = "As printed; empty is unknown", .privacy = Level::none, .aliases = {"Printed"}}),
        field<&PublishedFigure::consistent>({.label = "Consistent value", .hint = "Where the printed one contradicts the rest of its report", .privacy = Level::none}),
        field<&PublishedFigure::series>({.label = "Series", .hint = "The measure whose history the figure belongs to", .privacy = Level::none}),
        field<&PublishedFigure::printed_later_as>({.label = "Row name in later reports", .privacy = Level::none}),
    });
  }
};

}  // namespace waymark
