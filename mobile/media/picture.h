// Photos made fit to keep: upright, no larger than is needed, and without anything beside the picture itself. A camera writes into its file
// where and when it was taken, and by which device; none of that leaves here. Pure functions, any thread; nothing touches a disk.
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QImage>
#include <QString>

namespace waymark::mobile {

/// Of a photo that is kept, in pixels; a form may ask for less (max-pixels).
inline constexpr int kLongestSide = 1600;
/// Of a picture's file that somebody chooses.
inline constexpr qint64 kMostPictureFileBytes = 64 * 1024 * 1024;

/// A JPEG of at most `longestSide` pixels on its longer side, made of a file's bytes: JPEG, PNG, GIF, BMP or WebP, told by their first bytes and
/// not by a name. One that breaks off is taken as far as it goes. Errors: Malformed (no picture), TooLarge (a file or a picture that would fill the memory).
base::Result<QByteArray> fitPicture(const QByteArray& file, int longestSide = kLongestSide);
/// The same of what a camera saw. Errors: Malformed (there is nothing in it).
base::Result<QByteArray> fitPicture(const QImage& seen, int longestSide = kLongestSide);

/// Of a picture as a screen shows it, in pixels.
inline constexpr int kLongestShown = 960;
/// A picture as a data: address of a small one; "" if it cannot be read.
QString pictureAddress(const QByteArray& file, int longestSide = kLongestShown);

}  // namespace waymark::mobile
