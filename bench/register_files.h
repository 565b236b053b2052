// One partnership's register of about so many rows: as CSV files, as a workbook, and once more as CSV files with errors planted.
#pragma once
#include <string>

#include "platform/core/result.h"

namespace waymark {

// Into folder/sound, folder/register.xlsx and folder/faulty; how many rows the register has.
Result<std::size_t> write_register_files(const std::string& folder, std::size_t wanted);

}  // namespace waymark
