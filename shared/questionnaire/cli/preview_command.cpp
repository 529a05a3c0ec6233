#include "shared/questionnaire/cli/commands.h"
#include "shared/questionnaire/cli/surroundings.h"

#include <spawn.h>
#include <sys/wait.h>

#include <filesystem>

extern char** environ;

namespace waymark::forms {

namespace {

/// The app beside this program, or the one that is found on the PATH.
std::string appPath() {
    std::error_code error;
    const auto beside = std::filesystem::read_symlink("/proc/self/exe", error).parent_path() / "waymark";
    return !error && std::filesystem::is_regular_file(beside, error) ? beside.string() : "waymark";
}

}  // namespace

int preview(const std::string& file) {
    // What cannot be read is said here: the app has no document to say it with.
    const auto form = loadForm(file);
    if (!form) return cannotRead(file, form.error());
    std::string app = appPath(), option = "--preview", path = std::filesystem::absolute(file).string();
    char* arguments[] = {app.data(), option.data(), path.data(), nullptr};
    pid_t child = 0;
    if (::posix_spawnp(&child, app.c_str(), nullptr, nullptr, arguments, environ) != 0)
        return cannotRead(file, {base::ErrorCode::NotFound, "the app (waymark) is neither beside waymark-forms nor on the PATH, and only it can show a questionnaire"});
    int status = 0;
    if (::waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return cannotRead(file, {base::ErrorCode::Internal, "the app could not show it; is there a display?"});
    print({{"previewed", file}, {"items", form->form.questions}});
    return kFine;
}

}  // namespace waymark::forms
