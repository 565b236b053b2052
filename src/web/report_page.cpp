#include "web/report_page.h"
namespace waymark {
Result<void> write_report_page(const Report&, const std::string&) { return {}; }
Result<void> write_report_pdf(const Report&, const std::string&) { return problem("x","chromium"); }
}
