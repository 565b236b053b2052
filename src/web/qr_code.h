// A QR code as a picture of its own, made here: no secret goes to another party to be drawn.
#pragma once
#include <string>

namespace waymark {

std::string qr_code_svg(const std::string& text);

}  // namespace waymark
