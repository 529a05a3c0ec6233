// Standard input, output and error, as a program finds them when it starts.
#pragma once

namespace waymark::base {

/// Opens /dev/null for those of the descriptors 0 to 2 that are closed, so that no file which the program opens later takes their numbers and
/// is written into by whoever prints. For reading only: what is printed there fails as it would have on what was closed. The first call in main.
void fillStandardDescriptors();

} // namespace waymark::base
