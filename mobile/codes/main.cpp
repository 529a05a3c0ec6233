// waymark-codes: reads one picture (PGM, "P5") from standard input and prints what its codes say, a line each: "square TEXT" or "bars TEXT". Exit 0: it was looked
// at; 1: that is no such picture; 3: the library gave up over it. The app runs one for each picture that it looks at (mobile/media/code_reader.h),
// so that a code made to break its reader meets no keys and no records here, and nothing of the app stops. It writes no file.
#include "mobile/codes/codes.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

using namespace waymark::mobile;

namespace {

constexpr rlim_t kMostSeconds = 4;  // of the processor: one that hangs ends, even where nobody waits for it any more
constexpr int kGaveUp = 3;

/// Whatever the app had open is closed; no file is written from here, and no picture of what was in memory when something went wrong.
void keepNothing() {
#ifdef __linux__
    close_range(3, ~0U, 0);
#endif
    const rlimit none{0, 0}, seconds{kMostSeconds, kMostSeconds};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &none);
    setrlimit(RLIMIT_CPU, &seconds);
    for (const int trouble : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
        std::signal(trouble, [](int) { std::_Exit(kGaveUp); });
}

std::optional<GreyPicture> readPicture(std::istream& in) {
    std::string kind;
    GreyPicture picture;
    int white = 0;
    const auto fits = [](int side) { return side >= 1 && side <= kLongestLookedAt; };
    if (!(in >> kind >> picture.width >> picture.height >> white) || kind != "P5" || white != 255 || !fits(picture.width) || !fits(picture.height)) return std::nullopt;
    in.get();  // the one blank after the header
    picture.pixels.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    in.read(reinterpret_cast<char*>(picture.pixels.data()), static_cast<std::streamsize>(picture.pixels.size()));
    return in ? std::optional(std::move(picture)) : std::nullopt;
}

/// Whatever would end a line is a blank.
std::string inOneLine(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == '\0'; }, ' ');
    return text;
}

}  // namespace

int main() {
    keepNothing();
    std::ios::sync_with_stdio(false);
    auto picture = readPicture(std::cin);
    if (!picture) return 1;
    for (const auto& code : codesIn(std::move(*picture)))
        std::cout << (code.isLinear ? "bars " : "square ") << inOneLine(code.text) << '\n';
    return std::cout.flush() ? 0 : 1;
}
