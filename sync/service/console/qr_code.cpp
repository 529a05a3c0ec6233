#include "sync/service/console/qr_code.h"

#include "sync/service/console/template.h"

#include <qrencode.h>

#include <memory>

namespace waymark::service {

namespace {
constexpr int kQuietModules = 4;  // ISO/IEC 18004 asks for four
}

std::string qrCodeSvg(const std::string& text, const std::string& title) {
    // Medium correction: a code on a scratched screen, in poor light, is still read.
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return {};
    std::string path;
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x)
            if (code->data[y * code->width + x] & 1)
                path += 'M' + std::to_string(x + kQuietModules) + ' ' + std::to_string(y + kQuietModules) + "h1v1h-1z";
    const std::string size = std::to_string(code->width + 2 * kQuietModules);
    return "<svg viewBox=\"0 0 " + size + ' ' + size + "\" role=\"img\" shape-rendering=\"crispEdges\" aria-label=\"" + escapeHtml(title) +
           "\"><path d=\"" + path + "\"/></svg>";
}

}  // namespace waymark::service
