#include "web/charts.h"

#include <nlohmann/json.hpp>

namespace waymark {
namespace {

using Json = nlohmann::ordered_json;

// Colours that keep their contrast with white and with each other, also for colour-blind readers.
const Json palette = {"#1d70b8", "#d4351c", "#00703c", "#4c2c92", "#f47738", "#28a197", "#801650", "#505a5f"};

Json frame() {
  return {{"$schema", "https://vega.github.io/schema/vega-lite/v6.json"}, {"width", 420}, {"height", 260}, {"background", "white"},
          {"config", {{"font", "Helvetica, Arial, sans-serif"}, {"axis", {{"labelFontSize", 13}, {"titleFontSize", 13}}}, {"legend", {{"labelFontSize", 13}, {"titleFontSize", 13}}}, {"range", {{"category", palette}}}}}};
}

bool is_total(const ReportRow& row) { return row.name.starts_with("Total") || row.name == "TOTAL" || row.name == "[unlabelled total]"; }

}  // namespace

std::string table_chart(const ReportTable& table) {
  bool history = false;
  for (const ReportRow& row : table.rows) history = history || !row.source;
  Json values = Json::array(), order = Json::array();
  for (const ReportRow& row : table.rows) {
    bool in_history = !row.source || !row.source->history.empty();
    bool adjusted = row.name == "Adjusted total for comparison";
    bool programme = table.table->id.ends_with("programme");
    if (programme ? !adjusted : history ? !in_history : is_total(row) || row.name.contains('%')) continue;
    order.push_back(row.shown);
    for (std::size_t c = 0; c < table.columns.size(); ++c)
      if (!table.columns[c].total && row.cells[c].value.known()) values.push_back({{"row", row.shown}, {"column", table.columns[c].name}, {"value", row.cells[c].value.rounded(row.places).approximate()}});
  }
  if (values.empty() || order.size() > 14) return {};
  Json spec = frame();
  spec["data"] = {{"values", values}};
  spec["mark"] = "bar";
  spec["encoding"] = {{"x", {{"field", "column"}, {"type", "nominal"}, {"title", nullptr}, {"sort", nullptr}, {"axis", {{"labelAngle", 0}}}}},
                      {"y", {{"field", "value"}, {"type", "quantitative"}, {"title", order.size() == 1 ? order[0] : Json(nullptr)}}},
                      {"xOffset", {{"field", "row"}, {"sort", order}}},
                      {"color", {{"field", "row"}, {"type", "nominal"}, {"title", nullptr}, {"sort", order}, {"legend", order.size() > 1 ? Json{{"orient", "bottom"}, {"columns", 2}, {"labelLimit", 260}} : Json(nullptr)}}}};
  return spec.dump();
}

std::string share_chart(const std::vector<RollShare>& points, const std::string& x, const std::string& y, bool named) {
  if (points.empty()) return {};
  Json values = Json::array();
  for (const RollShare& p : points)
    if (p.fsm_percent.known() && p.managed_percent.known())
      values.push_back({{"name", named ? p.name : ""}, {"partnership", p.partnership}, {"x", p.fsm_percent.approximate()}, {"y", p.managed_percent.rounded(2).approximate()}});
  if (values.empty()) return {};
  Json spec = frame();
  spec["data"] = {{"values", values}};
  spec["encoding"] = {{"x", {{"field", "x"}, {"type", "quantitative"}, {"title", x}, {"scale", {{"zero", false}}}}}, {"y", {{"field", "y"}, {"type", "quantitative"}, {"title", y}}},
                      {"color", {{"field", "partnership"}, {"type", "nominal"}, {"title", nullptr}, {"legend", {{"orient", "bottom"}}}}}};
  Json layers = Json::array({{{"mark", {{"type", "point"}, {"filled", true}, {"size", 70}}}}});
  if (named && points.size() <= 8) layers.push_back({{"mark", {{"type", "text"}, {"dy", -10}, {"fontSize", 12}}}, {"encoding", {{"text", {{"field", "name"}}}}}});
  spec["layer"] = layers;
  return spec.dump();
}

Html chart_place(const std::string& specification, const std::string& label) {
  if (specification.empty()) return {};
  return element("div", {{"class", "waymark-chart"}, {"data-chart", specification}, {"data-label", label}}, Html());
}

}  // namespace waymark
